/** A need that an organisation serves with what providers give: a row of the resource list (M1.3), and its delivery. Pure. */
import type { Action, Group, ServiceKind } from '../../../shared/actions/index.ts';
import type { Need, Owner, Period, PhaseFacts, Project, Resource } from './listing.ts';
import type { Offer, Supply } from './offer.ts';
import type { MatchState, Origin, Source } from './terms.ts';

export interface Phase extends PhaseFacts {
  /** From 0. */
  number: number;
  /** Reports of what was done in it. */
  reports: number;
  /** Day on which it was done. */
  doneOn?: string;
}

/** People served by group. */
export type Served = Readonly<Partial<Record<Group, number>>>;

export interface Match {
  /** Of the offer that was confirmed. */
  id: string;
  need: string;
  title: string;
  /** Who published the need. */
  needOwner: Owner;
  project?: string;
  projectTitle?: string;
  /** Account of the agency that designed the project. */
  agency?: string;
  organisation: string;
  organisationName: string;
  division: string;
  action: Action;
  kinds: readonly ServiceKind[];
  period: Period;
  origin: Origin;
  supply: Supply;
  /** By whom it is paid for and supplied, as shown: provider's name by resource. */
  providers: Readonly<Record<string, string>>;
  /** Channels that the money comes by (M2.3), by resource. */
  sources: Readonly<Record<string, Source>>;
  phases: readonly Phase[];
  state: MatchState;
  /** Days YYYY-MM-DD. */
  confirmedOn: string;
  publishedOn: string;
  startedOn?: string;
  /** When the organisation said that all is done, and until when the need's owner has to say whether it is. */
  deliveredOn?: string;
  acceptBy?: string;
  completedOn?: string;
  /** Why it was cancelled. */
  reason?: string;
  /** What was done so far. */
  done: { reports: number; minutes: number; participants: number; served: Served };
  /** Spent so far, in fen by resource. */
  spent: Readonly<Record<string, number>>;
  /** Open disputes. */
  disputes: number;
  /** The last of each kind that was ever made, voided or not: they are numbered from 1. */
  serials: Serials;
  /** Files kept as evidence, and how many of them another match showed before. */
  evidence: number;
  reused: number;
  version: number;
}

export type Serials = Readonly<Record<'report' | 'spending' | 'dispute' | 'note', number>>;

/** What a match begins with. */
export interface Beginning {
  need: Need;
  offer: Offer;
  project?: Project | undefined;
  resources: readonly Resource[];
  supply: Supply;
  /** YYYY-MM-DD. */
  day: string;
  publishedOn: string;
}

/** The row of the resource list (M1.3) that a confirmation makes: in the phases of its project, or in one. */
export function matchFrom({ need, offer, project, resources, supply, day, publishedOn }: Beginning): Match {
  const { facts, owner } = need;
  const whole = {
    title: facts.title,
    ...facts.period,
    budgetFen: supply.fundings.reduce((sum, { fen }) => sum + fen, 0),
  };
  return {
    id: offer.id,
    need: need.id,
    title: facts.title,
    needOwner: owner,
    ...(project && {
      project: project.id,
      projectTitle: project.facts.title,
      agency: project.owner.subject,
    }),
    organisation: offer.organisation,
    organisationName: offer.organisationName,
    division: need.division,
    action: facts.action,
    kinds: facts.kinds,
    period: facts.period,
    origin: offer.origin,
    supply,
    providers: Object.fromEntries(resources.map(({ id, facts: { donorName } }) => [id, donorName])),
    sources: Object.fromEntries(
      resources.flatMap(({ id, facts: { gift } }) => ('source' in gift ? [[id, gift.source]] : [])),
    ),
    phases: (project?.facts.phases ?? [whole]).map((phase, number) => ({ ...phase, number, reports: 0 })),
    state: 'confirmed',
    confirmedOn: day,
    publishedOn,
    done: { reports: 0, minutes: 0, participants: 0, served: {} },
    spent: {},
    disputes: 0,
    serials: { report: 0, spending: 0, dispute: 0, note: 0 },
    evidence: 0,
    reused: 0,
    version: 1,
  };
}

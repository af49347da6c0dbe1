/** What the need, project and resource lists hold (M1.1 - M1.3), pure. */
import type { Action, Emergency, Group, ServiceKind } from '../../../shared/actions/index.ts';
import type { Class } from '../../../shared/events/shapes.ts';
import type { Donor, ListingState, ListingType, Source, Urgency } from './terms.ts';

/** From and to, days YYYY-MM-DD, both included. */
export interface Period {
  from: string;
  to: string;
}

/** A time at a venue: ISO 8601 instants, the end excluded. */
export interface Slot {
  from: string;
  to: string;
}

interface CommonFacts {
  title: string;
  /** Without names of served people. */
  description?: string;
  /** Where it is about: a village, a township or a county. */
  division: string;
  action: Action;
  kinds: readonly ServiceKind[];
  /** Only money and goods of these channels (M2.3). */
  sources?: readonly Source[];
  groups?: readonly Group[];
  period: Period;
  /** The last day on which it can be taken up; not after the period's end. */
  openUntil: string;
}

/** What a community or township needs (需求清单, M1.1). */
export interface NeedFacts extends CommonFacts {
  urgency: Urgency;
  /** What has happened, of an emergency (A3). */
  emergency?: Emergency;
  /** How many organisations are to serve it, from 1. */
  demand: number;
  /** People to be served, and minutes of service, as far as can be told. */
  people?: number;
  minutes?: number;
  /** What it costs each organisation that serves it, at most; in fen. */
  budgetFen?: number;
  /** A venue is needed in this time. */
  slot?: Slot;
  skills?: readonly string[];
  /** Only organisations of these classes may serve it. */
  classes?: readonly Class[];
}

export interface PhaseFacts {
  title: string;
  from: string;
  to: string;
  budgetFen: number;
}

/** What an agency designed for needs (项目清单, M1.2). */
export interface ProjectFacts extends CommonFacts {
  /** Ids of the needs that it serves. */
  needs: readonly string[];
  /** For each need that it serves, in fen. */
  budgetFen: number;
  phases: readonly PhaseFacts[];
  skills?: readonly string[];
  /** People who work on it. */
  staff?: number;
}

/** What somebody gives (M2.1, M2.3), for needs of an action in a division's subtree. */
export interface ResourceFacts extends Omit<CommonFacts, 'action' | 'kinds' | 'sources'> {
  /** For which actions; all when left out. */
  actions?: readonly Action[];
  donor: Donor;
  /** As it is shown to everybody. */
  donorName: string;
  gift:
    | { type: 'funds'; source: Source; fen: number }
    | { type: 'venue'; address: string; seats?: number; slots: readonly Slot[] }
    | { type: 'goods'; source: Source; what: string; unit: string; quantity: number; unitFen: number }
    | { type: 'people'; people: number; skills: readonly string[]; minutes: number };
}

export interface FactsOf {
  need: NeedFacts;
  project: ProjectFacts;
  resource: ResourceFacts;
}

/** The facts of an entry of any list, as far as they are filled in. */
export type SomeFacts = Partial<FactsOf[ListingType]>;

/** Who holds it: an authority's division (whoever acts for it), or an account. */
export interface Owner {
  role: string;
  subject: string;
  division: string;
}

interface Listed<T extends ListingType> {
  type: T;
  id: string;
  owner: Owner;
  /** Where it stands in the list: the facts' division, its owner's while there is none. */
  division: string;
  /** Why it was withdrawn. */
  reason?: string;
  /** ISO 8601 instants. */
  createdAt: string;
  publishedAt?: string;
  endedAt?: string;
  /** Policy that it was published under. */
  policy?: string;
  version: number;
}

/** Places of a need: what is asked for is its demand; held by offers that wait, taken by confirmed matches, done. */
export interface Places {
  held: number;
  taken: number;
  done: number;
}

export interface Amounts {
  fen: number;
  quantity: number;
  minutes: number;
}

/** What of a resource is not free any more: what matches have, and what is kept for offers that wait. */
export interface Used extends Amounts {
  /** By the offer, whose id the match that it becomes has as well. */
  slots: readonly (Slot & { match: string })[];
}

/** What goes with an entry of each list beside its facts. */
interface Extra {
  need: {
    places: Places;
    /** Offers made so far: the serial of the last. */
    offers: number;
    /** Organisations that hold or have taken a place: none has two. */
    serving: readonly string[];
    /** Organisations that declined, let lapse or were rejected: not asked again. */
    passed: readonly string[];
  };
  project: object;
  resource: {
    used: Used;
    /** Of it, what is only kept for offers that wait for their answer or the township's word. */
    promised: Amounts;
  };
}

/** An entry as it was begun; it need not say all yet. */
export type Draft<T extends ListingType = ListingType> = {
  [K in T]: Listed<K> & Extra[K] & { state: 'draft'; facts: Partial<FactsOf[K]> };
}[T];
/** An entry that was published: it says all. */
export type Published<T extends ListingType = ListingType> = {
  [K in T]: Listed<K> & Extra[K] & { state: Exclude<ListingState, 'draft'>; facts: FactsOf[K] };
}[T];
export type Listing<T extends ListingType = ListingType> = Draft<T> | Published<T>;

export type Need = Published<'need'>;
export type Project = Published<'project'>;
export type Resource = Published<'resource'>;

/** Places of a need for which nobody is held or taken. */
export const freePlaces = ({ facts, places }: Need) => facts.demand - places.held - places.taken;

/** Whether a need can be taken up on a day: it is open, in time, and has a place. */
export const isOpenOn = (need: Need, day: string) =>
  need.state === 'open' && need.facts.openUntil >= day && freePlaces(need) > 0;

/** Whether there is no day left on which a need could be served. */
export const isPast = ({ facts: { period } }: Need, day: string) => period.to < day;

/**
 * What serving a need may cost, in fen: what its project does, as far as it is known; else all that the need allows, for
 * so much may be spent, and what is not comes back at the end. Undefined where nothing is said.
 */
export function mostFen({ facts }: Need, project: Project | undefined): number | undefined {
  const both = [facts.budgetFen, project?.facts.budgetFen].filter((fen) => fen !== undefined);
  return both.length > 0 ? Math.min(...both) : undefined;
}

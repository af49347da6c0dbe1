/** An application: from a resident's draft to the authority's decision. */
import type { Role } from '../../../shared/auth/caller.ts';
import { hasTownships, ZONES } from '../../../shared/divisions/index.ts';
import type { Kind, Track } from '../../../shared/events/shapes.ts';
import type { Draft, NameAnswer } from '../schema.ts';
import type { Attachment } from './attachment.ts';
import type { Commitment } from './commitment.ts';
import type { Matter } from './terms.ts';
import type { Situation, State } from './workflow.ts';

/** Who did something, and when (ISO 8601 instant). */
export interface Done {
  by: string;
  at: string;
}

/** What the authority asks to have put right, field by field. */
export interface Correction extends Done {
  reason: string;
  fields: readonly { pointer: string; detail: string }[];
}

/** The organisation that an application is about, as it was when the application began. */
export interface About {
  organisationId: string;
  name: string;
  kind: Kind;
  track: Track;
  /** Fields that the applicant has set since: the decision changes these and no others. */
  fields: readonly (keyof Draft)[];
}

export interface Application {
  type: 'application';
  id: string;
  matter: Matter;
  /** Missing from a founding. */
  about?: About;
  applicant: { role: Role; subject: string; division: string };
  state: State;
  draft: Draft;
  /** Files that were checked, the first one first. */
  attachments?: readonly Attachment[];
  /** Instead of a capital report (C1.2). */
  commitment?: Commitment;
  /** Counts submits and resubmits; the naming service is told the number. */
  submission: number;
  createdAt: string;
  submittedAt?: string;
  /** Who decides, from the first submission on. */
  authority?: { role: Role; division: string };
  nameAnswer?: NameAnswer;
  taken?: Done;
  accepted?: Done;
  corrections: readonly Correction[];
  decision?: Done & {
    outcome: 'approved' | 'refused';
    reason?: string;
    clause?: string;
    /** The last day for the certificate of a registration, YYYY-MM-DD. */
    certificateBy?: string;
  };
  /** The last day for the next step of the authority, YYYY-MM-DD; missing where no calendar knows it yet. */
  dueOn?: string;
  /** The organisation that came of it, or that it is about. */
  organisationId?: string;
  /** Policy version of the last submission. */
  policy?: string;
  version: number;
}

/**
 * Who decides: the county registers associations and units, the city foundations; the township files; the village
 * manages (C1.2, C1.4, C1.5). 龙港市 has no townships and files itself; a functional zone registers in its
 * streets, and is no seat itself.
 */
export function authorityFor(
  track: Track,
  kind: Kind,
  division: string,
): Application['authority'] | undefined {
  if (ZONES.some(({ code }) => code === division)) return undefined;
  const county = division.slice(0, 6);
  if (track === 'registered') {
    return kind === 'foundation'
      ? { role: 'city', division: division.slice(0, 4) }
      : division.length >= 6
        ? { role: 'county', division: zoneOf(division) ?? county }
        : undefined;
  }
  if (track === 'filed') {
    if (division.length >= 6 && !hasTownships(county)) return { role: 'county', division: county };
    return division.length >= 9 ? { role: 'township', division: division.slice(0, 9) } : undefined;
  }
  return division.length === 12 ? { role: 'community', division } : undefined;
}

/** The functional zone in whose streets a division lies. */
function zoneOf(division: string): string | undefined {
  return ZONES.find(({ townships }) => townships.some((township) => division.startsWith(township)))?.code;
}

/** Whether the naming service is asked: names and kinds that stay as they are were never refused for it (C2). */
export function asksForName({ about, draft }: Pick<Application, 'about' | 'draft'>): boolean {
  return !about || draft.name !== about.name || draft.kind !== about.kind;
}

/** What the workflow's guards look at. */
export function situationOf(application: Application, complete: boolean, mostRounds: number): Situation {
  const { state, draft, taken, accepted, corrections } = application;
  return {
    state,
    track: draft.track ?? 'managed',
    complete,
    nameAsked: asksForName(application),
    takenBy: taken?.by,
    acceptedBy: accepted?.by,
    rounds: corrections.length,
    mostRounds,
  };
}

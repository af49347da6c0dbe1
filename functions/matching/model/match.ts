/** A need that an organisation serves with what providers give: a row of the resource list (M1.3), and its delivery. Pure. */
import type { Action, Group, ServiceKind } from '../../../shared/actions/index.ts';
import type { PhaseFacts } from './listing.ts';
import type { Supply } from './offer.ts';
import type { MatchState, Origin } from './terms.ts';

export interface Phase extends PhaseFacts {
  /** From 0. */
  number: number;
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
  needOwner: { role: string; division: string };
  project?: string;
  projectTitle?: string;
  organisation: string;
  organisationName: string;
  division: string;
  action: Action;
  kinds: readonly ServiceKind[];
  origin: Origin;
  supply: Supply;
  /** By whom it is paid for and supplied, as shown: provider's name by resource. */
  providers: Readonly<Record<string, string>>;
  phases: readonly Phase[];
  state: MatchState;
  /** Days YYYY-MM-DD. */
  confirmedOn: string;
  publishedOn: string;
  startedOn?: string;
  completedOn?: string;
  /** Why it was cancelled. */
  reason?: string;
  /** What was done so far. */
  done: { reports: number; minutes: number; participants: number; served: Served };
  /** Spent so far, in fen by resource. */
  spent: Readonly<Record<string, number>>;
  /** Open disputes. */
  disputes: number;
  version: number;
}

/** A matching fair (项目对接会, M1.5): needs, projects, organisations and providers meet, and agree on the spot. Pure. */
import type { Owner } from './listing.ts';
import type { FairState } from './terms.ts';

/** What may attend. */
export const ATTENDEE_NAMES = {
  need: '需求',
  project: '项目',
  resource: '资源',
  organisation: '组织',
} as const;
export type AttendeeType = keyof typeof ATTENDEE_NAMES;
export const ATTENDEE_TYPES = Object.keys(ATTENDEE_NAMES) as readonly AttendeeType[];

export interface FairFacts {
  title: string;
  description?: string;
  /** Needs in its subtree attend. */
  division: string;
  /** Where and when: YYYY-MM-DD. */
  place: string;
  day: string;
}

export interface Fair {
  id: string;
  owner: Owner;
  facts: FairFacts;
  state: FairState;
  reason?: string;
  /** Outcomes recorded. */
  outcomes: number;
  createdAt: string;
  endedAt?: string;
  version: number;
}

export interface Attendee {
  fair: string;
  type: AttendeeType;
  /** Id of the need, project, resource or organisation. */
  of: string;
  title: string;
  division: string;
  at: string;
}

/** What need and organisation agreed at a fair. */
export interface Outcome {
  fair: string;
  offer: string;
  need: string;
  title: string;
  organisation: string;
  organisationName: string;
  at: string;
}

/**
 * Why nothing can be recorded at a fair on a day; undefined when it can: from its day on until it is closed.
 * @param today YYYY-MM-DD
 */
export function notHeld({ state, facts: { day } }: Fair, today: string): string | undefined {
  if (state === 'closed') return '对接会已结束，不能再记录';
  if (state === 'cancelled') return '对接会已取消';
  return today < day ? `对接会 ${day} 举行，当天起记录结果` : undefined;
}

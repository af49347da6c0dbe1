/** An activity (活动) as it is recorded, and what it adds to the counts of its organisation. Pure. */
import type { Action, Group, ServiceKind } from '../../../shared/actions/index.ts';
import { monthOf } from './period.ts';

/** 待确认、已确认、有异议、待核查、已作废 */
export const STATES = ['reported', 'confirmed', 'disputed', 'flagged', 'void'] as const;
export type State = (typeof STATES)[number];

/** What was done, as the organisation says. */
export interface ActivityFacts {
  title: string;
  /** YYYY-MM-DD */
  on: string;
  /** HH:MM of that day. */
  from: string;
  to: string;
  division: string;
  place?: string;
  point?: { longitude: number; latitude: number };
  action: Action;
  kinds: readonly ServiceKind[];
  /** People who took part, volunteers and party members among them. */
  participants: number;
  volunteers: number;
  partyMembers: number;
  /** Minutes of service, of all volunteers together. */
  minutes: number;
  served: Partial<Record<Group, number>>;
  need?: string;
  project?: string;
  /** The township whose platform hosted it. */
  platform?: string;
  /** SHA-256 of its photos, in hexadecimal. */
  photos: readonly string[];
}

/** What an activity adds to the counts of its organisation in a month. */
export interface Contribution {
  organisation: string;
  month: string;
  /** By the name of a count; those that are zero are left out. */
  counts: Readonly<Record<string, number>>;
}

/**
 * What an activity adds: nothing unless it counts, that is confirmed, in time or by silence (indicators: T2).
 * Counts are named `activities`, `participants`, …, `served:<group>`, `action:<action>`.
 */
export function contributionOf(activity: {
  organisation: string;
  state: State;
  facts: ActivityFacts;
  rating?: number;
}): Contribution | undefined {
  if (activity.state !== 'confirmed') return undefined;
  const { organisation, facts, rating } = activity;
  const { participants, volunteers, partyMembers, minutes, served, action } = facts;
  const counts = {
    activities: 1,
    participants,
    volunteers,
    partyMembers,
    minutes,
    [`action:${action}`]: 1,
    ...Object.fromEntries(Object.entries(served).map(([group, people]) => [`served:${group}`, people])),
    ...(rating !== undefined && { ratingSum: rating, ratings: 1 }),
  };
  return {
    organisation,
    month: monthOf(facts.on),
    counts: Object.fromEntries(Object.entries(counts).filter(([, value]) => value !== 0)),
  };
}

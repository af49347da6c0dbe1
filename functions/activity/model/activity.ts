/** An activity (活动) as it is recorded, its life, and what it adds to the counts of its organisation. Pure. */
import type { Action, Group, ServiceKind } from '../../../shared/actions/index.ts';
import { monthOf } from '../../../shared/calendar/months.ts';
import type { Flag } from './checks.ts';

export const STATE_NAMES = {
  reported: '待确认',
  confirmed: '已确认',
  flagged: '待核查',
  disputed: '有异议',
  void: '已作废',
} as const;
export type State = keyof typeof STATE_NAMES;

export const ORIGIN_NAMES = {
  organisation: '组织填报',
  community: '村（社区）代为填报',
  import: '表格导入',
  match: '承接的项目',
} as const;
export type Origin = keyof typeof ORIGIN_NAMES;

/** What was done, as whoever recorded it says. */
export interface ActivityFacts {
  title: string;
  /** YYYY-MM-DD */
  on: string;
  /** HH:MM of that day; to is later. What a project's report tells has no hours. */
  from?: string | undefined;
  to?: string | undefined;
  /** Where it was: the code of a village or community, else of a township or county. */
  division: string;
  place?: string | undefined;
  /** WGS 84, degrees. */
  point?: { longitude: number; latitude: number } | undefined;
  action: Action;
  kinds: readonly ServiceKind[];
  /** People who took part, volunteers and party members among them. */
  participants: number;
  volunteers: number;
  partyMembers: number;
  /** Minutes of service of all who served, together. */
  minutes: number;
  served: Partial<Record<Group, number>>;
  need?: string | undefined;
  project?: string | undefined;
  /** The township whose platform hosted it. */
  platform?: string | undefined;
}

export interface Activity {
  id: string;
  organisation: string;
  organisationName: string;
  facts: ActivityFacts;
  state: State;
  /** Why it is, or was, held out until somebody looks at it. */
  flags: readonly Flag[];
  origin: Origin;
  /** The import that brought it. */
  importId?: string;
  /** The match whose report it is, by its number. */
  match?: string;
  /** Points, 1 to 5, of the community. */
  rating?: number;
  /** Why it was disputed, cleared or void. */
  reason?: string;
  by: { role: string; subject: string };
  /** ISO 8601 instants: recorded, and in this state since. */
  createdAt: string;
  at: string;
  /** The last day on which the community may still dispute it, while it is reported: YYYY-MM-DD. */
  confirmBy?: string;
  /** Photos that are kept. */
  photos: number;
  version: number;
}

/** What may be done with an activity, in which states. */
const STEPS = {
  correct: ['reported', 'confirmed', 'flagged', 'disputed'],
  void: ['reported', 'confirmed', 'flagged', 'disputed'],
  confirm: ['reported', 'confirmed'],
  dispute: ['reported', 'confirmed'],
  clear: ['flagged'],
  rule: ['disputed'],
  photo: ['reported', 'confirmed', 'flagged', 'disputed'],
} as const satisfies Readonly<Record<string, readonly State[]>>;
export type Step = keyof typeof STEPS;

/** Why a step cannot be taken now; undefined when it can. */
export const refusal = ({ state }: Activity, step: Step): string | undefined =>
  (STEPS[step] as readonly State[]).includes(state)
    ? undefined
    : `这次活动现为“${STATE_NAMES[state]}”，不能这样办理`;

/** What an activity adds to the counts of its organisation in a month. */
export interface Contribution {
  organisation: string;
  month: string;
  /** By the name of a count; those that are zero are left out. */
  counts: Readonly<Record<string, number>>;
}

/**
 * What an activity adds: nothing unless it counts, that is confirmed, by somebody or by silence (indicators: T2).
 * Counts are named `activities`, `participants`, …, `served:<group>`, `action:<action>`.
 */
export function contributionOf(
  activity: Pick<Activity, 'organisation' | 'state' | 'facts' | 'rating'>,
): Contribution | undefined {
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

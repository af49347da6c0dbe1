/**
 * Which organisations need attention (C1.1, T2): the dormant (沉寂), which do nothing any more, and the falling (下滑), which do
 * much less than before. Months in which an organisation was suspended, or was not there yet, do not count against it. Pure.
 */
import { isDeepStrictEqual } from 'node:util';
import { monthOf, monthsAfter, monthsBetween } from '../../../shared/calendar/months.ts';
import type { Class } from '../../../shared/events/shapes.ts';
import type { ActivityData } from '../policy/index.ts';
import { countsIn, type Spell, standingOn } from './existence.ts';
import type { Organisation } from './organisation.ts';

/** Kinds of organisation that need attention. */
export const KINDS = ['dormant', 'falling'] as const;
export type AttentionKind = (typeof KINDS)[number];

/** Months that count for an organisation, from one to another, YYYY-MM, and its confirmed activities in them. */
export interface Span {
  from: string;
  to: string;
  months: number;
  activities: number;
}

/** How an organisation stands on a day; one that is suspended, ended or not there yet is not judged. */
export type Judgement =
  | {
      state: 'dormant';
      /** All months that count since its last activity. */
      recent: Span;
      /** The month of its last activity, where there was one since figures began. */
      lastActive?: string;
      reason: string;
    }
  | { state: 'falling'; recent: Span; before: Span; reason: string }
  | { state: 'regular' | 'unjudged' };

/** By what an organisation is judged. */
export interface Criteria extends Pick<ActivityData, 'dormancy' | 'falling'> {
  /** The first month that has counts, YYYY-MM. */
  first: string;
  /** YYYY-MM-DD: the current month counts as soon as something is done in it, and not against anybody. */
  day: string;
}

/** What is kept of an organisation's standing, as it came out last. */
export type Attention = Judgement & {
  organisation: string;
  name: string;
  division: string;
  class: Class;
  policy: string;
  /** The day on which it was found to stand so, YYYY-MM-DD. */
  on: string;
  /** Counts what others were told of it: from 0. */
  revision: number;
  version: number;
};

/**
 * The months whose counts decide whether an organisation is dormant or falling, those between that do not count among them.
 * How long it has been dormant is seen from those before.
 */
export function decisiveMonths(spells: readonly Spell[], criteria: Criteria): string[] {
  const { dormancy, falling, day } = criteria;
  if (!isJudged(spells, day)) return [];
  const counting = wholeMonths(spells, criteria, Math.max(dormancy.months, 2 * falling.months));
  return monthsBetween(counting[0] ?? monthOf(day), monthOf(day));
}

/**
 * How an organisation stands on a day.
 * @param activities confirmed activities by month, YYYY-MM; none where it has none
 */
export function judge(
  spells: readonly Spell[],
  activities: ReadonlyMap<string, number>,
  criteria: Criteria,
): Judgement {
  const { dormancy, falling, day, first } = criteria;
  if (!isJudged(spells, day)) return { state: 'unjudged' };
  const lastActive = monthsBetween(first, monthOf(day)).findLast((month) => did(activities, month) > 0);
  const whole = wholeMonths(spells, criteria);
  const idle = whole.filter((month) => lastActive === undefined || month > lastActive);
  if (idle.length >= dormancy.months) {
    const recent = spanOf(idle, activities);
    return {
      state: 'dormant',
      recent,
      ...(lastActive !== undefined && { lastActive }),
      reason: dormantSince(recent, lastActive, dormancy.months),
    };
  }
  if (whole.length < 2 * falling.months) return { state: 'regular' };
  const recent = spanOf(whole.slice(-falling.months), activities);
  const before = spanOf(whole.slice(-2 * falling.months, -falling.months), activities);
  const fell =
    before.activities >= falling.least && recent.activities * 100 < before.activities * falling.belowPercent;
  return fell
    ? { state: 'falling', recent, before, reason: fallenBelow(recent, before, falling.belowPercent) }
    : { state: 'regular' };
}

/**
 * What is to be kept of an organisation after it was judged.
 * @returns undefined when nothing is other than before; one that never needed attention has nothing kept of it
 */
export function nextAttention(
  before: Attention | undefined,
  { id, name, division, standing }: Pick<Organisation, 'id' | 'name' | 'division' | 'standing'>,
  judgement: Judgement,
  { on, policy }: Pick<Attention, 'on' | 'policy'>,
): Attention | undefined {
  if (!before && !needsAttention(judgement)) return undefined;
  const found = { organisation: id, name, division, class: standing.class, policy, ...judgement };
  const next: Attention = {
    ...found,
    on: before?.state === judgement.state ? before.on : on,
    revision: (before?.revision ?? 0) + Number(isNews(before, judgement)),
    version: before?.version ?? 0,
  };
  return isDeepStrictEqual(before, next) ? undefined : { ...next, version: next.version + 1 };
}

/** Whether others hear of it: an organisation became dormant, or is so no longer. */
export const isNews = (
  before: Pick<Attention, 'state'> | undefined,
  after: Pick<Attention, 'state'>,
): boolean => (before?.state === 'dormant') !== (after.state === 'dormant');

/** Whether it is listed for its authorities. */
export const needsAttention = <J extends Judgement>(
  judgement: J,
): judgement is Extract<J, { state: AttentionKind }> =>
  (KINDS as readonly string[]).includes(judgement.state);

/** The review of its class (C1.1) that an organisation's standing suggests to its authority, which alone decides. */
export function reviewOf({ state, class: grade }: { state: AttentionKind; class: Class }): {
  review: 'lower-class' | 'going-on' | 'keep-class' | 'guidance';
  advice: string;
} {
  if (state === 'dormant')
    return grade === 'growing'
      ? { review: 'lower-class', advice: '建议重新核定类型：是否由成长型调为初创型（C1.1）' }
      : { review: 'going-on', advice: `建议核查是否继续活动；${unlowered(grade)}` };
  return grade === 'growing'
    ? { review: 'keep-class', advice: '建议核查是否仍为成长型（C1.1），并走访指导' }
    : { review: 'guidance', advice: `建议走访指导；${unlowered(grade)}` };
}

const unlowered = (grade: Exclude<Class, 'growing'>) =>
  grade === 'start-up' ? '已是初创型，类型不能再降（C1.1）' : '登记的组织即为成熟型，不另定类型（C1.1）';

const isJudged = (spells: readonly Spell[], day: string) => standingOn(spells, day)?.status === 'active';

/** The last whole months that count for an organisation, in order: at most so many. */
function wholeMonths(
  spells: readonly Spell[],
  { day, first }: Pick<Criteria, 'day' | 'first'>,
  most = Number.POSITIVE_INFINITY,
): string[] {
  const found: string[] = [];
  for (
    let month = monthsAfter(monthOf(day), -1);
    month >= first && found.length < most;
    month = monthsAfter(month, -1)
  )
    if (countsIn(spells, month)) found.unshift(month);
  return found;
}

const did = (activities: ReadonlyMap<string, number>, month: string) => activities.get(month) ?? 0;

const spanOf = (months: readonly string[], activities: ReadonlyMap<string, number>): Span => ({
  from: months[0]!,
  to: months.at(-1)!,
  months: months.length,
  activities: months.reduce((total, month) => total + did(activities, month), 0),
});

const dormantSince = ({ from, months }: Span, lastActive: string | undefined, least: number) =>
  `${from} 起计入的 ${months} 个月都没有已确认的活动（满 ${least} 个月为沉寂）${
    lastActive === undefined ? '' : `，最近一次在 ${lastActive}`
  }`;

const fallenBelow = (recent: Span, before: Span, percent: number) =>
  `计入的最近 ${recent.months} 个月（${recent.from} 至 ${recent.to}）有活动 ${recent.activities} 次，不到此前 ${
    before.months
  } 个月（${before.from} 至 ${before.to}）${before.activities} 次的 ${percent}%`;

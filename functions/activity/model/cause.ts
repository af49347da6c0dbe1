/** Why a figure was computed anew: how much news of which kind. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { type Activity, contributionOf } from './activity.ts';

/** Kinds of news that move figures, as the API calls them. */
export const CAUSES = {
  late: '关账后才填报而计入',
  confirmed: '关账前已填报，确认后计入',
  cleared: '核查或裁定后计入',
  corrected: '更正',
  rated: '评分改变',
  disputed: '因有异议不再计入',
  voided: '作废',
  recounted: '重新计算时改正',
  organisationMonths: '组织设立、变动、迁移、终止等涉及的组织月',
} as const;
export type Cause = keyof typeof CAUSES;
export const CAUSE_NAMES = Object.keys(CAUSES) as Cause[];

/** How much news there is of each kind; of those that are left out there is none. */
export type Causes = Readonly<Partial<Record<Cause, number>>>;

export const together = (...all: readonly Causes[]): Causes =>
  Object.fromEntries(
    CAUSE_NAMES.map(
      (cause) => [cause, all.reduce((total, one) => total + (one[cause] ?? 0), 0)] as const,
    ).filter(([, count]) => count > 0),
  );

type Counted = Pick<Activity, 'organisation' | 'state' | 'facts' | 'rating'>;

/**
 * What an activity's next version is to the figures that it moves.
 * @param isLate whether it was recorded when the period was closed already
 */
export function causeOf(before: Counted | undefined, after: Counted, isLate: boolean): Cause {
  const [had, has] = [before && contributionOf(before), contributionOf(after)];
  if (before && !had && has && before.state !== 'reported') return 'cleared';
  if (!had) return isLate ? 'late' : 'confirmed';
  if (!has) return after.state === 'void' ? 'voided' : after.state === 'disputed' ? 'disputed' : 'corrected';
  return isDeepStrictEqual(before!.facts, after.facts) ? 'rated' : 'corrected';
}

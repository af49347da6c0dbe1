/** Whether a target of average activity (T2) is reached, and what the rest of the year needs. Pure. */
import type { Rate } from './activity-rate.ts';

/** `over`: more than so many percent; `at-least`: so many or more. */
export interface Share {
  kind: 'over' | 'at-least';
  percent: number;
}

export const reaches = ({ numerator, denominator }: Rate, { kind, percent }: Share): boolean =>
  kind === 'over'
    ? numerator * 100 > percent * denominator
    : denominator > 0 && numerator * 100 >= percent * denominator;

/** What the rest of a year needs for its target to be reached. */
export interface Trend {
  /** Months of the year that are not over. */
  months: number;
  /** Months of organisations in them that may still become active, when organisations stay as many. */
  organisationMonths: number;
  /** How many of these have to be active. */
  needed: number;
  /** Whether so many are left. */
  attainable: boolean;
}

/**
 * @param soFar the year's figure up to now
 * @param toCome months that have not begun yet
 * @param running what is counted in soFar already and not over: the current month, or by a definition of whole years the year
 * @param organisations that count in a month, now
 */
export function trendTo(
  target: Share,
  soFar: Rate,
  { toCome, running, organisations }: { toCome: number; running: Rate; organisations: number },
): Trend {
  const more = toCome * organisations;
  const organisationMonths = more + running.denominator - running.numerator;
  const hundredths = target.percent * (soFar.denominator + more);
  const least = target.kind === 'over' ? Math.floor(hundredths / 100) + 1 : Math.ceil(hundredths / 100);
  const needed = Math.max(0, least - soFar.numerator);
  return { months: toCome + 1, organisationMonths, needed, attainable: needed <= organisationMonths };
}

/** Whether a rate is so many percentage points above another. */
export const isUpBy = (points: number, from: Rate, to: Rate): boolean =>
  (to.numerator * from.denominator - from.numerator * to.denominator) * 100 >=
  points * to.denominator * from.denominator;

/** Months, quarters and years as text: 2022-03, 2022-Q1, 2022. Days are those of Asia/Shanghai, YYYY-MM-DD. Pure. */
import { lastDayOfMonth, monthsAfter, monthsBetween } from './months.ts';

export const KINDS = ['month', 'quarter', 'year'] as const;
export type PeriodKind = (typeof KINDS)[number];

/** The last day of a period has to be a day, and so has the next: 9999 is no year for that reason. */
const FORM = /^(?!0000|9999)(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/;

/** Whether a text names a month, a quarter or a year. */
export const isPeriod = (text: string): boolean => FORM.test(text);

/** @throws RangeError for what names no period */
export function kindOf(period: string): PeriodKind {
  const [, , quarter, month] = parts(period);
  return month !== undefined ? 'month' : quarter !== undefined ? 'quarter' : 'year';
}

/** The quarter and the year that a month lies in, the smaller first. */
export function around(month: string): { quarter: string; year: string } {
  const [year, number] = [month.slice(0, 4), Number(month.slice(5))];
  return { quarter: `${year}-Q${Math.ceil(number / 3)}`, year };
}

/**
 * The months of a period, in order.
 * @throws RangeError for what names no period
 */
export function monthsOf(period: string): string[] {
  const [, year, quarter, month] = parts(period);
  if (month !== undefined) return [period];
  const [first, count] = quarter === undefined ? [1, 12] : [Number(quarter) * 3 - 2, 3];
  return Array.from({ length: count }, (_, i) => `${year}-${String(first + i).padStart(2, '0')}`);
}

export const firstDayOf = (period: string): string => `${monthsOf(period)[0]}-01`;

export const lastDayOf = (period: string): string => lastDayOfMonth(monthsOf(period).at(-1)!);

/** The periods of a kind from one to another of it, both included; none when it comes after. */
export function periodsBetween(from: string, to: string): string[] {
  const kind = kindOf(from);
  const months = monthsBetween(monthsOf(from)[0]!, monthsOf(to)[0]!);
  return [...new Set(months.map((month) => (kind === 'month' ? month : around(month)[kind])))];
}

/**
 * The period of the same kind before one.
 * @throws RangeError for what names no period
 */
export function periodBefore(period: string): string {
  const month = monthsAfter(monthsOf(period)[0]!, -1);
  const kind = kindOf(period);
  return kind === 'month' ? month : around(month)[kind];
}

function parts(period: string) {
  const found = FORM.exec(period);
  if (!found) throw new RangeError(`${period} is no month (2022-03), quarter (2022-Q1) or year (2022)`);
  return found;
}

/** Which months have to be computed. Pure. */
import { monthsBetween } from '../../../shared/calendar/months.ts';
import { around } from '../../../shared/calendar/periods.ts';

/** The months of spans, each once and in order, from the first that has figures to the current one. */
export function monthsIn(
  spans: readonly { from: string; until: string }[],
  { first, current }: { first: string; current: string },
): string[] {
  const months = spans.flatMap(({ from, until }) =>
    monthsBetween(from < first ? first : from, until > current ? current : until),
  );
  return [...new Set(months)].sort();
}

/** The quarters and years that months lie in, each once. */
export const widerThan = (months: readonly string[]): string[] => [
  ...new Set(months.flatMap((month) => [around(month).quarter, around(month).year])),
];

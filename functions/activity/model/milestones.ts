/** What the calendar alone changes: a month that begins has figures, a period that is closed has its last. Pure. */

import { monthOf, monthsBetween } from '../../../shared/calendar/months.ts';
import { around, firstDayOf } from '../../../shared/calendar/periods.ts';
import { closedFrom } from './figure.ts';

/**
 * The periods whose figures have to be computed since a day, because they began or were closed meanwhile; those that come
 * first first.
 * @param since YYYY-MM-DD, a day on which all that was due until then had been seen to
 * @param closesAfter the days after its end at which a period is closed
 */
export function milestones(
  { first, since, today }: { first: string; since: string; today: string },
  closesAfter: (period: string) => number,
): string[] {
  const isNew = (day: string) => since < day && day <= today;
  const months = monthsBetween(first, monthOf(today));
  const periods = [
    ...new Set([
      ...months,
      ...months.flatMap((month) => {
        const { quarter, year } = around(month);
        return [quarter, year];
      }),
    ]),
  ];
  return periods.filter(
    (period) =>
      (months.includes(period) && isNew(firstDayOf(period))) ||
      isNew(closedFrom(period, closesAfter(period))),
  );
}

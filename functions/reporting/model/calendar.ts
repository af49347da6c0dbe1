/** Which reports are due. Pure. */
import { addDays } from '../../../shared/calendar/days.ts';
import { monthOf, monthsBetween } from '../../../shared/calendar/months.ts';
import { around, KINDS, kindOf, lastDayOf } from '../../../shared/calendar/periods.ts';

/**
 * The periods whose reports are to be drafted by a day, the oldest first; of those that end on one day the month before the
 * quarter, and the year last.
 */
export function periodsDue(
  today: string,
  { firstMonth, draftAfterDays }: { firstMonth: string; draftAfterDays: number },
): string[] {
  const periods = monthsBetween(firstMonth, monthOf(today)).flatMap((month) => [
    month,
    ...Object.values(around(month)),
  ]);
  return [...new Set(periods)]
    .filter((period) => addDays(lastDayOf(period), draftAfterDays) <= today)
    .sort(
      (a, b) => compare(lastDayOf(a), lastDayOf(b)) || KINDS.indexOf(kindOf(a)) - KINDS.indexOf(kindOf(b)),
    );
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The months that platforms report on and are judged by: YYYY-MM, days YYYY-MM-DD of Asia/Shanghai. Pure. */
import { addDays } from '../../../shared/calendar/days.ts';
import { lastDayOfMonth, monthOf, monthsAfter } from '../../../shared/calendar/months.ts';

/** The last whole months before the one that a day lies in, the earliest first. */
export function wholeMonthsBefore(day: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => monthsAfter(monthOf(day), at - count));
}

/** The last day on which a month's report is in time. */
export const dueOf = (month: string, dueDays: number): string => addDays(lastDayOfMonth(month), dueDays);

/** The last months whose reports had to be there by a day, the earliest first. */
export function dueMonths(day: string, count: number, dueDays: number): string[] {
  let last = monthsAfter(monthOf(day), -1);
  while (dueOf(last, dueDays) >= day) last = monthsAfter(last, -1);
  return Array.from({ length: count }, (_, at) => monthsAfter(last, at - count + 1));
}

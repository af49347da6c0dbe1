/** Months as text, YYYY-MM; days are those of Asia/Shanghai, YYYY-MM-DD. Pure. */
import { addDays, monthsLater } from '../../../shared/calendar/days.ts';

export const monthOf = (day: string): string => day.slice(0, 7);

/** The month so many months later, or earlier for a negative number. */
export const monthsAfter = (month: string, count: number): string =>
  monthsLater(`${month}-01`, count).slice(0, 7);

export const lastDayOf = (month: string): string => addDays(`${monthsAfter(month, 1)}-01`, -1);

/** The last whole months before the one that a day lies in, the earliest first. */
export function wholeMonthsBefore(day: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => monthsAfter(monthOf(day), at - count));
}

/** The last day on which a month's report is in time. */
export const dueOf = (month: string, dueDays: number): string => addDays(lastDayOf(month), dueDays);

/** The last months whose reports had to be there by a day, the earliest first. */
export function dueMonths(day: string, count: number, dueDays: number): string[] {
  let last = monthsAfter(monthOf(day), -1);
  while (dueOf(last, dueDays) >= day) last = monthsAfter(last, -1);
  return Array.from({ length: count }, (_, at) => monthsAfter(last, at - count + 1));
}

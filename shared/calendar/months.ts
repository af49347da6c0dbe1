/** Months as text, YYYY-MM, of days as text, YYYY-MM-DD. Pure. */
import { addDays, monthsLater } from './days.ts';

/** The month that a day lies in. */
export const monthOf = (day: string): string => day.slice(0, 7);

/** The month so many months later, or earlier for a negative number. */
export const monthsAfter = (month: string, count: number): string =>
  monthOf(monthsLater(`${month}-01`, count));

/** The months from one to another, both included; none when it comes after. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = monthsAfter(month, 1)) months.push(month);
  return months;
}

export const lastDayOfMonth = (month: string): string => addDays(`${monthsAfter(month, 1)}-01`, -1);

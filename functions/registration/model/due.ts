/** Due dates, in working or plain days as each law counts them; the day something happens does not count. */
import { addDays, addWorkingDays } from '../../../shared/calendar/index.ts';
import type { Span } from '../policy/schema.ts';

/**
 * The last day of a span that begins on a day.
 * @param day YYYY-MM-DD
 * @throws CalendarNotLoaded when working days reach into a year whose holidays are not known
 */
export function dueOn(day: string, { count, of }: Span): string {
  return of === 'working' ? addWorkingDays(day, count) : addDays(day, count);
}

/** How a due date stands on a day: `soon` within so many days before it. */
export function standing(due: string, today: string, soonDays: number): 'open' | 'soon' | 'overdue' {
  if (due < today) return 'overdue';
  return due <= addDays(today, soonDays) ? 'soon' : 'open';
}

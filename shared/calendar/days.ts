/** Days as text, YYYY-MM-DD, without a time zone. */

const MS_PER_DAY = 86_400_000;

/**
 * The day so many calendar days later, or earlier for a negative number.
 * @throws RangeError when there is no such day, `count` is no integer, or the years 0001 to 9999 are left
 */
export function addDays(day: string, count: number): string {
  if (!Number.isSafeInteger(count)) throw new RangeError(`${count} is no number of days`);
  const moved = new Date(epoch(day) + count * MS_PER_DAY);
  const year = moved.getUTCFullYear();
  if (!(year >= 1 && year <= 9999))
    throw new RangeError(`${count} days from ${day} leads out of the calendar`);
  return moved.toISOString().slice(0, 10);
}

/**
 * Days from one to another, negative when it comes before.
 * @throws RangeError when there is no such day
 */
export const daysBetween = (from: string, to: string): number => (epoch(to) - epoch(from)) / MS_PER_DAY;

/**
 * The same day of the month so many months later; the month's last day where it has no such day.
 * @throws RangeError when there is no such day
 */
export function monthsLater(day: string, count: number): string {
  epoch(day);
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10);
}

/**
 * The day of the week: 0 Sunday to 6 Saturday.
 * @throws RangeError when there is no such day
 */
export function weekday(day: string): number {
  return new Date(epoch(day)).getUTCDay();
}

/** Milliseconds since 1970 at the day's start in UTC. */
function epoch(day: string): number {
  const at = /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(day)) {
    throw new RangeError(`${day} is no day of the form YYYY-MM-DD`);
  }
  return at;
}

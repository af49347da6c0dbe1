const CHINA = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
const DAY = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long' });
const MINUTE = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'medium',
  timeStyle: 'short',
});

/** The day on which an instant falls here, as the API counts days: YYYY-MM-DD. */
export const dayOf = (instant: Date): string => CHINA.format(instant);

/** The day of an instant, or of a day YYYY-MM-DD, as one writes it. */
export const dayText = (at: string): string =>
  DAY.format(new Date(at.length === 10 ? `${at}T04:00:00Z` : at));

/** An instant to the minute, in the time of this place. */
export const minuteText = (at: string): string => MINUTE.format(new Date(at));

/** The years of the plan and since, the latest first. */
export function planYears(): [string, ...string[]] {
  const thisYear = Number(dayOf(new Date()).slice(0, 4));
  return Array.from({ length: thisYear - 2020 }, (_, nth) => String(thisYear - nth)) as [string, ...string[]];
}

/** The year that is over. */
export const lastYear = (): string => String(Number(dayOf(new Date()).slice(0, 4)) - 1);

/** Month before a day, as `2026-10`. */
export function monthBefore(day: Date): string {
  const local = new Date(day.getTime() + 8 * 3_600_000);
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}

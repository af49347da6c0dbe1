const DAY = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long' });
const MINUTE = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'medium',
  timeStyle: 'short',
});

/** The day of an instant, or of a day YYYY-MM-DD, as one writes it. */
export const dayOf = (at: string): string => DAY.format(new Date(at.length === 10 ? `${at}T04:00:00Z` : at));

/** An instant to the minute, in the time of this place. */
export const minuteOf = (at: string): string => MINUTE.format(new Date(at));

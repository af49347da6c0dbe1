/**
 * Working days in China: Monday to Friday, less the holidays and plus the make-up working days of the State Council's
 * yearly notices, as the package chinese-days holds them.
 *
 * A notice may also move a day of the December before it (the last: 31 December 2011, a Saturday worked), so the
 * last days of the last year loaded are as sure as the notices known.
 */
import calendar from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { addDays, weekday } from './days.ts';

const holidays: Readonly<Record<string, string>> = calendar.holidays;
const makeUpDays: Readonly<Record<string, string>> = calendar.workdays;

/** A year counts as loaded when its National Day is: the notice covers the year as a whole. */
const LOADED = new Set(
  Object.keys(holidays)
    .filter((day) => day.endsWith('-10-01'))
    .map((day) => Number(day.slice(0, 4))),
);

/** The holidays of a year are not known, so nothing can be said about its working days. */
export class CalendarNotLoaded extends Error {
  override name = 'CalendarNotLoaded';
  readonly year: number;

  constructor(year: number) {
    const [first, last] = [Math.min(...LOADED), Math.max(...LOADED)];
    super(
      `The working days of ${year} are not known: the holidays loaded are those of ${first} to ${last}. ` +
        `Once the State Council has announced those of ${year}, update the package chinese-days and deploy.`,
    );
    this.year = year;
  }
}

/**
 * Whether people work on a day.
 * @param day YYYY-MM-DD
 * @throws CalendarNotLoaded for a year whose holidays are not known; RangeError when there is no such day
 */
export function isWorkingDay(day: string): boolean {
  const weekend = weekday(day) % 6 === 0;
  const year = Number(day.slice(0, 4));
  if (!LOADED.has(year)) throw new CalendarNotLoaded(year);
  return Object.hasOwn(makeUpDays, day) || !(weekend || Object.hasOwn(holidays, day));
}

/**
 * The last day of a period of working days. The day it begins on does not count (Civil Code, article 201).
 * @param day YYYY-MM-DD, the day of the event
 * @param count working days to go; negative goes back; 0 gives the day itself or, when nobody works then, the next
 * working day
 * @throws CalendarNotLoaded when the period reaches a year whose holidays are not known; RangeError when there is no
 * such day or `count` is no integer
 */
export function addWorkingDays(day: string, count: number): string {
  if (!Number.isSafeInteger(count)) throw new RangeError(`${count} is no number of days`);
  const step = count < 0 ? -1 : 1;
  let at = day;
  if (count === 0) {
    while (!isWorkingDay(at)) at = addDays(at, 1);
    return at;
  }
  for (let left = Math.abs(count); left > 0; ) {
    at = addDays(at, step);
    if (isWorkingDay(at)) left--;
  }
  return at;
}

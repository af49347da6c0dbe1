/** In which months an organisation counts: it existed on the first day, was not suspended then, and did not end within. Pure. */

import { firstDayOf, lastDayOf } from '../../../shared/calendar/periods.ts';
import type { Class, Status } from '../../../shared/events/shapes.ts';

/** How an organisation stood from a day on, as registration told it; a higher version is later news. */
export interface Spell {
  version: number;
  /** YYYY-MM-DD */
  on: string;
  status: Status;
  division: string;
  class: Class;
}

const HAS_ENDED: readonly Status[] = ['dissolved', 'revoked'];

/**
 * How an organisation stood on a day: the latest news of those that were in force by then. News may have come in any order,
 * and may be about days long past.
 * @returns undefined before it existed
 */
export function standingOn(spells: readonly Spell[], day: string): Spell | undefined {
  return spells
    .filter(({ on }) => on <= day)
    .reduce<Spell | undefined>((last, one) => (last && last.version > one.version ? last : one), undefined);
}

/**
 * How an organisation stood on the first day of a month that counts for it: it counts in that division, as of that class.
 * @returns undefined when the month does not count
 */
export function countsIn(spells: readonly Spell[], month: string): Spell | undefined {
  const first = standingOn(spells, firstDayOf(month));
  if (first?.status !== 'active') return undefined;
  const last = standingOn(spells, lastDayOf(month))!;
  return HAS_ENDED.includes(last.status) ? undefined : first;
}

/** An organisation that existed from a day until another, its last, or until now. */
export function existing(
  { division, class: grade }: Pick<Spell, 'division' | 'class'>,
  from: string,
  to?: string,
): Spell[] {
  const spell = { version: 1, on: from, status: 'active', division, class: grade } as const;
  return to === undefined ? [spell] : [spell, { ...spell, version: 2, on: to, status: 'dissolved' }];
}

/**
 * Where there has to be a platform (T1): each township and street, and where a county has none, what its communities share
 * by policy. Pure.
 */
import { covers, divisionByCode, divisionsWithin, hasTownships } from '../../../shared/divisions/index.ts';
import type { PlatformData } from '../policy/schema.ts';

/** A place for a platform, registered or not. */
export interface Place {
  code: string;
  name: string;
}

type Policy = Pick<PlatformData, 'shared'>;

/** All places in a subtree or a functional zone, in order of their codes: the denominator of every rate. */
export function placesWithin(division: string, { shared }: Policy): Place[] {
  const shares = shared.flatMap(({ platforms }) => platforms.map(({ code, name }) => ({ code, name })));
  return [
    ...divisionsWithin(division.slice(0, 6), 'township').map(({ code, name }) => ({ code, name })),
    ...shares,
  ]
    .filter(({ code }) => covers(division, code))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The place of a code; undefined where there is to be none. */
export function placeBy(code: string, { shared }: Policy): Place | undefined {
  const division = divisionByCode(code);
  if (division?.level === 'township') return { code, name: division.name };
  return shared.flatMap(({ platforms }) => platforms).find((one) => one.code === code);
}

/** The place that a division comes under; undefined for what lies above townships. */
export function placeOf(division: string, { shared }: Policy): string | undefined {
  if (hasTownships(division)) {
    const township = division.slice(0, 9);
    return division.length >= 9 && divisionByCode(township) ? township : undefined;
  }
  return shared
    .flatMap(({ platforms }) => platforms)
    .find(({ code, serves }) => code === division || serves.some((one) => division.startsWith(one)))?.code;
}

/** Who keeps a platform: its township, or the county where there is none. */
export const keeperOf = (place: string): 'township' | 'county' =>
  hasTownships(place) ? 'township' : 'county';

import { hasTownships } from '../../../shared/divisions/index.ts';

/**
 * The authority that confirms who serves a need of a division (M1.3): the township above it; the county where there is none
 * between.
 */
export const confirmerOf = (division: string) =>
  division.length < 9 || !hasTownships(division)
    ? ({ role: 'county', division: division.slice(0, 6) } as const)
    : ({ role: 'township', division: division.slice(0, 9) } as const);

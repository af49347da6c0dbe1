/** Who takes part in the channels by which needs find organisations: contests and fairs (M1.5). */
import type { Role } from '../../../../shared/auth/caller.ts';

/** What is announced everybody who is signed in may read. */
export const EVERYBODY: readonly Role[] = [
  'applicant',
  'organisation',
  'agency',
  'provider',
  'community',
  'township',
  'county',
  'city',
];
export const ORGANISERS: readonly Role[] = ['township', 'county', 'city'];

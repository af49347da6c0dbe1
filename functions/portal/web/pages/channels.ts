import type { Role } from '../../../../shared/auth/caller.ts';

/** Who announces channels by which needs find organisations: contests and fairs (M1.5). */
export const ORGANISERS: readonly Role[] = ['township', 'county', 'city'];

/** Who takes part in matching. */
import { AUTHORITIES } from '../../shared/http/acting.ts';

/** Everybody who takes part in matching. */
export const PARTAKERS = ['organisation', 'agency', 'provider', ...AUTHORITIES] as const;
/** They, and founders, who speak for their organisations until these have accounts of their own. */
export const EVERYBODY = ['applicant', ...PARTAKERS] as const;

/** Who takes part in registration. */
import { AUTHORITIES } from '../../shared/http/acting.ts';

export const APPLICANTS = ['applicant', 'organisation'] as const;
export const EVERYBODY_CONCERNED = [...APPLICANTS, ...AUTHORITIES] as const;

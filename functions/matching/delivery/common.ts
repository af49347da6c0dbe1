/** What the routes of delivery have in common. */
import * as z from 'zod';
import { params } from '../../../shared/http/acting.ts';
import { numberIn } from './schema.ts';

/** An organisation's founder speaks for it until it has an account of its own. */
export const SPEAKERS = ['applicant', 'organisation'] as const;
/** Who publishes needs. */
export const OWNERS = ['community', 'township'] as const;
/** The platform that confirms and guides, and the county where that is a side itself or there is no township. */
export const PLATFORMS = ['township', 'county'] as const;
export const SIDES = [...SPEAKERS, ...OWNERS] as const;

export const oneOf = (name: string) => z.strictObject({ ...params.shape, serial: numberIn(name, 1) });
export const NOT_FOUND = { 404: { description: '没有这个项目，或无权查看' } } as const;

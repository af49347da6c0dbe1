/** How pushes to the province are made and sent: data, with the mapping of our ids to the province's. */
import * as z from 'zod';
import { definePolicy } from '../../../shared/policy/index.ts';
import file from './province.json' with { type: 'json' };

const Ids = z.record(z.string(), z.string().regex(/^[A-Za-z0-9._-]{1,64}$/));

const ProvinceData = z.strictObject({
  sending: z.strictObject({
    /** For connecting, sending and the whole answer. */
    timeoutSeconds: z.number().positive().max(30),
    mostReplyBytes: z.int().min(1024),
    /** What is larger goes by reference. */
    mostBodyBytes: z.int().min(1024).max(20_480),
    /** By how much clocks may differ. */
    toleranceSeconds: z.int().min(30),
    attemptsKept: z.int().min(1).max(100),
    /** Seconds that a worker goes on for with the pushes of a county. */
    workSeconds: z.number().positive(),
    /** Waits of up to so many seconds are waited for at once. */
    waitSeconds: z.number().min(0),
  }),
  retry: z.strictObject({
    firstSeconds: z.number().positive(),
    longestSeconds: z.number().positive().max(43_200),
    hours: z.number().min(24),
  }),
  breaker: z.strictObject({
    failures: z.int().min(1),
    firstSeconds: z.number().positive(),
    longestSeconds: z.number().positive(),
    probeSeconds: z.number().positive(),
  }),
  /** The hour of the day, in Shanghai, from which the night's reconciliation is made. */
  reconcileFromHour: z.int().min(0).max(23),
  mapping: z.strictObject({
    indicators: Ids,
    divisions: z.record(z.string(), z.string().regex(/^\d{12}$/)),
    kinds: Ids,
  }),
});

export interface ProvincePolicy extends z.infer<typeof ProvinceData> {
  version: string;
}

const policy = definePolicy(file, ProvinceData, (data, version): ProvincePolicy => ({ version, ...data }));

/**
 * How pushes are made and sent on a date (YYYY-MM-DD).
 * @throws NoPolicyInForce before the first version
 */
export const provincePolicyOn = policy.on;

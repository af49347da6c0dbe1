import { definePolicy } from '../../../shared/policy/index.ts';
import file from './matching.json' with { type: 'json' };
import { MatchingData } from './schema.ts';

/** One version of the matching policy. */
export interface MatchingPolicy {
  version: string;
  data: MatchingData;
}

const policy = definePolicy(file, MatchingData, (data, version): MatchingPolicy => ({ version, data }));

/**
 * The matching policy in force on a date (YYYY-MM-DD).
 * @throws NoPolicyInForce before the first version
 */
export const matchingPolicyOn = policy.on;

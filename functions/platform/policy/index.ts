import { definePolicy } from '../../../shared/policy/index.ts';
import file from './platform.json' with { type: 'json' };
import { PlatformData } from './schema.ts';

/** One version of the platform policy. */
export interface PlatformPolicy {
  version: string;
  data: PlatformData;
}

const policy = definePolicy(file, PlatformData, (data, version): PlatformPolicy => ({ version, data }));

/**
 * The platform policy in force on a date (YYYY-MM-DD).
 * @throws NoPolicyInForce before the first version
 */
export const platformPolicyOn = policy.on;

import { definePolicy } from '../../../shared/policy/index.ts';
import file from './registration.json' with { type: 'json' };
import { RegistrationData } from './schema.ts';

/** One version of the registration policy. */
export interface RegistrationPolicy {
  version: string;
  data: RegistrationData;
}

const policy = definePolicy(
  file,
  RegistrationData,
  (data, version): RegistrationPolicy => ({ version, data }),
);

/**
 * The registration policy in force on a date (YYYY-MM-DD).
 * @throws NoPolicyInForce before the first version
 */
export const registrationPolicyOn = policy.on;

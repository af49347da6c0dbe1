import { definePolicy } from '../../../shared/policy/index.ts';
import file from './indicators.json' with { type: 'json' };
import { ReportingData } from './schema.ts';

/** One version of the indicators and of how reports are made. */
export interface ReportingPolicy {
  version: string;
  data: ReportingData;
}

const policy = definePolicy(file, ReportingData, (data, version): ReportingPolicy => ({ version, data }));

/**
 * The indicators in force on a date (YYYY-MM-DD).
 * @throws NoPolicyInForce before the first version
 */
export const reportingPolicyOn = policy.on;

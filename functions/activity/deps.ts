import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod';
import { type Surroundings, surroundings, TableSettings } from '../../shared/deps.ts';
import { type Files, fileStore, filesClient } from '../../shared/files/index.ts';
import { observe } from '../../shared/observability/index.ts';
import { type ActivityPolicy, activityPolicyOn } from './policy/index.ts';
import { type ActivityStore, activityStore } from './store/index.ts';

/** What the use cases need from outside; entries make it once, tests give their own. */
export interface Deps extends Surroundings {
  store: ActivityStore;
  files: Files;
  /** The policy in force on a day, YYYY-MM-DD. */
  policyOn: (day: string) => ActivityPolicy;
  /** Reports a figure of the moment as a metric. */
  measure: (what: string, count: number) => void;
}

/** What rates need: no files. */
export type RatesDeps = Omit<Deps, 'files'>;

export const StoreSettings = TableSettings.extend({
  FILES_BUCKET: z.string().min(3),
});

/** The dependencies of a running function: real table, real clock, random ids. */
export function makeDeps(settings: z.output<typeof StoreSettings>): Deps {
  const { metrics } = observe('activity');
  const { table, ...around } = surroundings(settings);
  return {
    store: activityStore(table),
    files: fileStore({ client: filesClient(), bucket: settings.FILES_BUCKET, now: around.now }),
    ...around,
    policyOn: activityPolicyOn,
    measure: (what, count) => metrics.singleMetric().addMetric(what, MetricUnit.Count, count),
  };
}

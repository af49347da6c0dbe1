import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod';
import { type Surroundings, surroundings, TableSettings } from '../../shared/deps.ts';
import { type Files, fileStore, filesClient } from '../../shared/files/index.ts';
import { observe } from '../../shared/observability/index.ts';
import { type MatchingPolicy, matchingPolicyOn } from './policy/index.ts';
import { type MatchingStore, matchingStore } from './store/index.ts';

/** What the use cases need from outside; entries make it once, tests give their own. */
export interface Deps extends Surroundings {
  store: MatchingStore;
  files: Files;
  /** The policy in force today. */
  policy: () => MatchingPolicy;
  /** Reports a figure of the moment as a metric. */
  measure: (what: string, count: number) => void;
}

export const StoreSettings = TableSettings.extend({
  FILES_BUCKET: z.string().min(3),
});

/** The dependencies of a running function: real table, real clock, random ids. */
export function makeDeps(settings: z.output<typeof StoreSettings>): Deps {
  const { metrics } = observe('matching');
  const { table, ...around } = surroundings(settings);
  return {
    store: matchingStore(table),
    files: fileStore({ client: filesClient(), bucket: settings.FILES_BUCKET, now: around.now }),
    ...around,
    policy: () => matchingPolicyOn(around.today()),
    measure: (what, count) => metrics.singleMetric().addMetric(what, MetricUnit.Count, count),
  };
}

import { randomUUID } from 'node:crypto';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod';
import { today } from '../../shared/calendar/today.ts';
import { clock } from '../../shared/clock.ts';
import { type Files, fileStore, filesClient } from '../../shared/files/index.ts';
import { observe } from '../../shared/observability/index.ts';
import { createStore, documentClient } from '../../shared/store/index.ts';
import { type ActivityPolicy, activityPolicyOn } from './policy/index.ts';
import { type ActivityStore, activityStore } from './store/index.ts';

/** What the use cases need from outside; entries make it once, tests give their own. */
export interface Deps {
  store: ActivityStore;
  files: Files;
  now: () => Date;
  /** Today in Asia/Shanghai, YYYY-MM-DD. */
  today: () => string;
  newId: () => string;
  /** The policy in force on a day, YYYY-MM-DD. */
  policyOn: (day: string) => ActivityPolicy;
  /** Reports a figure of the moment as a metric. */
  measure: (what: string, count: number) => void;
}

/** What rates need: no files. */
export type RatesDeps = Omit<Deps, 'files'>;

export const StoreSettings = z.object({
  TABLE_NAME: z.string().min(3),
  CURSOR_SECRET: z.string().min(16),
  FILES_BUCKET: z.string().min(3),
});

/** The dependencies of a running function: real table, real clock, random ids. */
export function makeDeps({ TABLE_NAME, CURSOR_SECRET, FILES_BUCKET }: z.output<typeof StoreSettings>): Deps {
  const { metrics } = observe('activity');
  const now = clock;
  const store = createStore({
    client: documentClient(),
    table: TABLE_NAME,
    now,
    cursorSecret: CURSOR_SECRET,
  });
  return {
    store: activityStore(store),
    files: fileStore({ client: filesClient(), bucket: FILES_BUCKET, now }),
    now,
    today: () => today(now()),
    newId: randomUUID,
    policyOn: activityPolicyOn,
    measure: (what, count) => metrics.singleMetric().addMetric(what, MetricUnit.Count, count),
  };
}

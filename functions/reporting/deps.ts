import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod';
import { type Surroundings, surroundings, TableSettings } from '../../shared/deps.ts';
import { type Files, fileStore, filesClient } from '../../shared/files/index.ts';
import { observe } from '../../shared/observability/index.ts';
import { type ReportingPolicy, reportingPolicyOn } from './policy/index.ts';
import { type Province, provinceOf, ReceiverSettings } from './pushes/settings.ts';
import { type ReportingStore, reportingStore } from './store/index.ts';

/** The metric that the alarm of infra/cloudformation/receiver.ts watches. */
const ALARMS = 'Alarms';

/** What the use cases need from outside; entries make it once, tests give their own. */
export interface Deps extends Surroundings {
  store: ReportingStore;
  files: Files;
  /** The indicators in force on a day, YYYY-MM-DD. */
  policyOn: (day: string) => ReportingPolicy;
  /** Tells the operators of what needs them. */
  alarm: (what: string, detail: Readonly<Record<string, unknown>>) => void;
  /** The interface that reports are pushed to. */
  province: Province;
}

export const StoreSettings = TableSettings.extend({
  FILES_BUCKET: z.string().min(3),
  ...ReceiverSettings.shape,
});

/** The dependencies of a running function: real table, real clock, random ids. */
export function makeDeps(settings: z.output<typeof StoreSettings>): Deps {
  const { logger, metrics } = observe('reporting');
  const { table, ...around } = surroundings(settings);
  return {
    store: reportingStore(table),
    files: fileStore({ client: filesClient(), bucket: settings.FILES_BUCKET, now: around.now }),
    ...around,
    policyOn: reportingPolicyOn,
    province: provinceOf(settings),
    alarm: (what, detail) => {
      logger.error(what, detail);
      metrics.singleMetric().addMetric(ALARMS, MetricUnit.Count, 1);
    },
  };
}

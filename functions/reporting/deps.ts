import * as z from 'zod';
import { type Surroundings, surroundings, TableSettings } from '../../shared/deps.ts';
import { type Files, fileStore, filesClient } from '../../shared/files/index.ts';
import { type ReportingPolicy, reportingPolicyOn } from './policy/index.ts';
import { type ReportingStore, reportingStore } from './store/index.ts';

/** What the use cases need from outside; entries make it once, tests give their own. */
export interface Deps extends Surroundings {
  store: ReportingStore;
  files: Files;
  /** The indicators in force on a day, YYYY-MM-DD. */
  policyOn: (day: string) => ReportingPolicy;
}

export const StoreSettings = TableSettings.extend({ FILES_BUCKET: z.string().min(3) });

/** The dependencies of a running function: real table, real clock, random ids. */
export function makeDeps(settings: z.output<typeof StoreSettings>): Deps {
  const { table, ...around } = surroundings(settings);
  return {
    store: reportingStore(table),
    files: fileStore({ client: filesClient(), bucket: settings.FILES_BUCKET, now: around.now }),
    ...around,
    policyOn: reportingPolicyOn,
  };
}

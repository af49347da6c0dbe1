import { scheduleOf } from '../../shared/events/entry.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { computeDue } from './figures/compute.ts';
import { reportsDue } from './reports/by-schedule.ts';

/** Milliseconds for which a run begins more work; the rest of its five minutes is for what is under way. */
const A_RUN = 200_000;

/** Every quarter of an hour: computes figures where facts are new, drafts reports that are due, restates those that changed. */
export const handler = scheduleOf('reporting', StoreSettings, makeDeps, async (deps) => {
  const until = new Date(deps.now().getTime() + A_RUN);
  return { months: await computeDue(deps, until), ...(await reportsDue(deps, until)) };
});

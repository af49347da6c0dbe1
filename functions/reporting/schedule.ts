import { scheduleOf } from '../../shared/events/entry.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { computeDue } from './figures/compute.ts';
import { reconcileNightly } from './pushes/reconcile.ts';
import { sweep } from './pushes/sweep.ts';
import { reportsDue } from './reports/by-schedule.ts';

/**
 * Milliseconds for which a run begins more work, half of them for figures: reports are made of facts and do not wait for years of
 * figures that definitions have changed. The rest of its five minutes is for what is under way.
 */
const A_RUN = 200_000;

/**
 * Every quarter of an hour: wakes counties whose pushes are due, computes figures where facts are new, drafts reports that are
 * due, restates those that changed; once a night holds what the province has against what was sent. What fails holds up nothing
 * else.
 */
export const handler = scheduleOf('reporting', StoreSettings, makeDeps, async (deps) => {
  const after = (ms: number) => new Date(deps.now().getTime() + ms);
  const [half, until] = [after(A_RUN / 2), after(A_RUN)];
  const done: Record<string, number> = {};
  const failed: unknown[] = [];
  for (const work of [
    async () => ({ countiesWoken: await sweep(deps) }),
    async () => ({ months: await computeDue(deps, half) }),
    () => reportsDue(deps, until),
    async () => ({ pushedAgain: await reconcileNightly(deps) }),
  ])
    await work().then(
      (counts) => Object.assign(done, counts),
      (error: unknown) => failed.push(error),
    );
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} of the works failed: ${failed}`);
  return done;
});

import { scheduleOf } from '../../shared/events/entry.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { reconcileNightly } from './pushes/reconcile.ts';
import { sweep } from './pushes/sweep.ts';

/** Every quarter of an hour. */
export const handler = scheduleOf('reporting', StoreSettings, makeDeps, async (deps) => ({
  countiesWoken: await sweep(deps),
  pushedAgain: await reconcileNightly(deps),
}));

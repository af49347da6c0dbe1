import { scheduleOf } from '../../shared/events/entry.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { computeDue } from './figures/compute.ts';

/** Milliseconds for which a run begins more work; the rest of its five minutes is for what is under way. */
const A_RUN = 200_000;

/** Every quarter of an hour: computes figures where facts are new. */
export const handler = scheduleOf('reporting', StoreSettings, makeDeps, async (deps) => ({
  months: await computeDue(deps, new Date(deps.now().getTime() + A_RUN)),
}));

import { scheduleOf } from '../../shared/events/entry.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { judgeDue } from './operation/daily.ts';

/** Every quarter of an hour: judges the platforms that were not judged today (T1). */
export const handler = scheduleOf('platform', StoreSettings, makeDeps, async (deps) => ({
  judged: await judgeDue(deps),
}));

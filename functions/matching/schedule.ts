import { scheduleOf } from '../../shared/events/entry.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { expire } from './listings/expire.ts';

/** Every quarter of an hour: takes what is past its last day out of the lists. */
export const handler = scheduleOf('matching', StoreSettings, makeDeps, async (deps) => ({
  expired: await expire(deps),
}));

import { scheduleOf } from '../../shared/events/entry.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { confirmSilent } from './records/silence.ts';

/** Every quarter of an hour: confirms what nobody disputed in time. */
export const handler = scheduleOf('activity', StoreSettings, makeDeps, async (deps) => ({
  confirmed: await confirmSilent(deps),
}));

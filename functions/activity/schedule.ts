import { scheduleOf } from '../../shared/events/entry.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { ratesDue } from './rates/begin.ts';
import { confirmSilent } from './records/silence.ts';

/** Every quarter of an hour: confirms what nobody disputed in time; begins the run of the day, takes up what stopped. */
export const handler = scheduleOf('activity', StoreSettings, makeDeps, async (deps) => ({
  confirmed: await confirmSilent(deps),
  runs: await ratesDue(deps),
}));

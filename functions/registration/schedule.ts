import { scheduleOf } from '../../shared/events/entry.ts';
import { askAgain } from './ask-again.ts';
import { makeDeps, StoreSettings } from './deps.ts';

/** Every quarter of an hour: asks again for names that were not answered in time. */
export const handler = scheduleOf('registration', StoreSettings, makeDeps, async (deps) => ({
  askedAgain: await askAgain(deps),
}));

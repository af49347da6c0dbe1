import { scheduleOf } from '../../shared/events/entry.ts';
import { askAgain } from './ask-again.ts';
import { countDue } from './count-due.ts';
import { makeDeps, StoreSettings } from './deps.ts';

/** Every quarter of an hour: asks again for names that were not answered in time, counts what is due. */
export const handler = scheduleOf('registration', StoreSettings, makeDeps, async (deps) => ({
  askedAgain: await askAgain(deps),
  ...(await countDue(deps)),
}));

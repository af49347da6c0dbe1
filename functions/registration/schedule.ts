import { scheduleOf } from '../../shared/events/entry.ts';
import { askAgain } from './applications/ask-again.ts';
import { countDue } from './applications/count-due.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { oweReports } from './organisations/owe-reports.ts';

/** Every quarter of an hour: asks again for names that were not answered in time, goes on to next year's reports, counts what is due. */
export const handler = scheduleOf('registration', StoreSettings, makeDeps, async (deps) => ({
  askedAgain: await askAgain(deps),
  reportsOwed: await oweReports(deps),
  ...(await countDue(deps)),
}));

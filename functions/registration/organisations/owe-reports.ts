import { addDays } from '../../../shared/calendar/index.ts';
import { retried } from '../../../shared/store/index.ts';
import { policyOf } from '../applications/application.ts';
import type { Deps } from '../deps.ts';
import { isOpen, nextReport, type YearlyReport } from '../model/duty.ts';
import { organisationEntry } from './told.ts';

const CLOCK = { role: 'system', subject: 'schedule' } as const;
const AT_A_TIME = 100;

/**
 * Has organisations owe the report on the next year where the one before is overdue: who is behind with one owes the others
 * all the same. Who is not owes it from the acceptance of the one before.
 * @returns how many reports are owed that were not before
 */
export async function oweReports(deps: Deps): Promise<number> {
  const yesterday = addDays(deps.today(), -1);
  let owed = 0;
  let cursor: string | undefined;
  do {
    const page = await deps.store.due(yesterday, { limit: AT_A_TIME, scope: 'owe reports', cursor });
    for (const one of page.items)
      if (one.type === 'yearly-report' && !one.followed) owed += await oweNext(one, deps);
    cursor = page.next;
  } while (cursor !== undefined);
  return owed;
}

/** In one step with the report before: one that ended with its organisation meanwhile is not followed. */
async function oweNext({ organisationId, year }: YearlyReport, deps: Deps): Promise<number> {
  return retried(async () => {
    const duty = await deps.store.duty(organisationId, 'yearly-report', year);
    if (!duty || duty.followed || !isOpen(duty)) return 0;
    const next = nextReport(duty, policyOf(deps).data);
    await deps.store.save({
      duties: [{ ...duty, followed: true, version: duty.version + 1 }, next],
      audit: [organisationEntry(organisationId, 'yearly-report-owed', CLOCK, { year: next.year })],
    });
    return 1;
  });
}

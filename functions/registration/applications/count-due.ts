import { addDays } from '../../../shared/calendar/index.ts';
import type { Deps } from '../deps.ts';
import { policyOf } from './application.ts';

/** Before every date. */
const FIRST_DAY = '0000-00-00';

/**
 * Counts, over all authorities, what is due soon and what is overdue, for the operators' metrics; each authority sees its
 * own in its inbox.
 */
export async function countDue(deps: Deps): Promise<{ dueSoon: number; overdue: number }> {
  const today = deps.today();
  const { dueSoonDays } = policyOf(deps).data;
  const [overdue, dueSoon] = await Promise.all([
    deps.store.countDue({ from: FIRST_DAY, to: addDays(today, -1) }),
    deps.store.countDue({ from: today, to: addDays(today, dueSoonDays) }),
  ]);
  deps.measure('reviewsOverdue', overdue);
  deps.measure('reviewsDueSoon', dueSoon);
  return { dueSoon, overdue };
}

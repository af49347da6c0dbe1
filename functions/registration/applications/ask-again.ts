import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { entry, moved, policyOf } from './application.ts';
import { askAgainAt, askForName } from './submit.ts';

const CLOCK = { role: 'system', subject: 'schedule' } as const;
const AT_A_TIME = 25;

/**
 * Asks the naming service again for every name that it has not answered within the hours of the policy, and tells the
 * operators. What fails for one is left to the next run.
 * @returns how many were asked for again
 */
export async function askAgain(deps: Deps): Promise<number> {
  const now = deps.now().toISOString();
  let asked = 0;
  let cursor: string | undefined;
  do {
    const page = await deps.store.unanswered(now, { limit: AT_A_TIME, scope: 'ask again', cursor });
    for (const { id } of page.items) asked += await askOne(id, now, deps);
    cursor = page.next;
  } while (cursor !== undefined);
  if (asked > 0)
    deps.alarm('nameUnanswered', `${asked} names were not answered in time and are asked for again`);
  return asked;
}

async function askOne(id: string, now: string, deps: Deps): Promise<number> {
  return retried(async () => {
    const application = await deps.store.application(id);
    if (application?.state !== 'naming') return 0;
    const policy = policyOf(deps);
    const state = moved(application, { event: 'name-overdue', by: 'clock', subject: CLOCK.subject, policy });
    const changed = { ...application, state, version: application.version + 1 };
    await deps.store.save({
      application: changed,
      askAgainAt: askAgainAt(new Date(now), policy.data.nameAnswerHours),
      audit: [entry(id, 'name-asked-again', CLOCK)],
      events: [askForName(changed, id, deps)],
    });
    return 1;
  });
}

import { addDays } from '../../../shared/calendar/index.ts';
import { ConditionFailed } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { activityEntry, changed, moved } from './change.ts';

/** Activities that one run accepts at most. */
const MOST = 500;
const SYSTEM = { role: 'system', subject: 'silence' } as const;

/**
 * Confirms what was reported and nobody said anything of in time (indicators: T2). What is held out or disputed waits on.
 * @returns how many
 */
export async function confirmSilent(deps: Deps): Promise<number> {
  const yesterday = addDays(deps.today(), -1);
  const { items } = await deps.store.silent(yesterday, { limit: MOST, scope: 'silent' });
  const found = await deps.store.activities(items.map(({ id }) => id));
  const organisations = new Map(
    (await deps.store.organisations(found.map(({ organisation }) => organisation))).map((one) => [
      one.id,
      one,
    ]),
  );
  let confirmed = 0;
  for (const before of found) {
    const organisation = organisations.get(before.organisation);
    if (before.state !== 'reported' || !organisation) continue;
    const after = moved(before, { state: 'confirmed' }, deps);
    const { writes, events } = changed(before, after, organisation, `silence-${before.id}`, deps);
    try {
      await deps.store.save({
        writes,
        audit: [activityEntry(before.id, 'confirmed', SYSTEM, { silent: before.confirmBy })],
        events,
      });
      confirmed += 1;
    } catch (error) {
      // Somebody said something after all.
      if (!(error instanceof ConditionFailed)) throw error;
    }
  }
  return confirmed;
}

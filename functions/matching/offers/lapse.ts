import { ConditionFailed } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { placed } from './find.ts';
import { released } from './release.ts';

/** Proposals that one run deals with: the next comes in a quarter of an hour. */
const A_RUN = 300;
const SYSTEM = { role: 'system', subject: 'schedule' } as const;

/**
 * Lets proposals lapse that were not answered in time: each need goes to its next best. Safe to repeat.
 * @returns how many lapsed
 */
export async function lapse(deps: Deps): Promise<number> {
  const until = deps.now().toISOString();
  const { items } = await deps.store.unanswered(until, { limit: A_RUN, scope: 'unanswered' });
  let lapsed = 0;
  for (const { id } of items) {
    // The index may lag behind.
    const found = await placed(id, deps);
    if (found.offer.state !== 'proposed' || found.offer.answerBy! > until) continue;
    const { change } = await released(found, 'lapsed', { actor: SYSTEM, correlationId: '' }, deps);
    try {
      await deps.store.save(change);
      lapsed += 1;
    } catch (error) {
      // Answered, or its need acted on, at this moment: the next run finds what came of it.
      if (!(error instanceof ConditionFailed)) throw error;
    }
  }
  return lapsed;
}

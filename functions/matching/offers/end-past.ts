import type { Deps } from '../deps.ts';
import type { Need } from '../model/listing.ts';
import { pastReason, placed } from './find.ts';
import { released } from './release.ts';

const SYSTEM = { role: 'system', subject: 'schedule' } as const;

/**
 * Ends the offers that wait for an answer or a confirmation of a need whose period is over: nobody can serve it any more. Safe
 * to repeat; one that a round has not announced yet is the round's.
 * @throws ConditionFailed when somebody acts on one of them at this moment
 */
export async function endPast(need: Need, deps: Deps): Promise<void> {
  const because = { reason: pastReason(need), actor: SYSTEM, correlationId: '' };
  for (const { id } of await deps.store.waitingFor(need.id)) {
    const found = await placed(id, deps);
    // Somebody acted on it meanwhile.
    if (found.offer.state !== 'proposed' && found.offer.state !== 'accepted') continue;
    const { change } = await released(found, 'revoked', because, deps);
    await deps.store.save(change);
  }
}

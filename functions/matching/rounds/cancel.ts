import type { Acting } from '../../../shared/http/acting.ts';
import { conflict } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { ROUND_NAMES, type Round } from '../model/round.ts';
import { putRound } from '../store/rounds.ts';
import { roundEntry, stepDue } from './begin.ts';
import { answerOf, visible } from './read.ts';

/**
 * Rolls a round back whole, as long as nothing of it is announced.
 * @throws Problem 404 for another county's, 409 when it is announced, over, or being rolled back
 */
export async function cancelRound(
  id: string,
  { reason }: { reason: string },
  { caller, correlationId }: Acting,
  deps: Deps,
): Promise<Answer> {
  const round = await visible(id, caller, deps);
  const { state } = round;
  if (state !== 'queued' && state !== 'holding')
    throw conflict(`这一轮现为“${ROUND_NAMES[state]}”，不能撤销；公布之前可以撤销`, { extra: { state } });
  const at = deps.now().toISOString();
  const cancelled: Round = {
    ...round,
    state: state === 'queued' ? 'cancelled' : 'cancelling',
    touchedAt: at,
    ...(state === 'queued' && { finishedAt: at }),
    due: round.due + 1,
    next: 0,
    version: round.version + 1,
  };
  await deps.store.save({
    writes: putRound(cancelled),
    audit: [roundEntry(id, 'cancelled', caller, { reason })],
    events: state === 'queued' ? [] : [stepDue(cancelled, correlationId, deps)],
  });
  return answerOf(cancelled);
}

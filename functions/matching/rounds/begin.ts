import { CITY, divisionByCode } from '../../../shared/divisions/index.ts';
import { newEvent } from '../../../shared/events/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, invalid } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { entriesOf, type Once } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Round } from '../model/round.ts';
import { putRound } from '../store/rounds.ts';
import { answerOf } from './read.ts';
import type { RoundRequest } from './schema.ts';

/** Audit entries of a round. */
export const roundEntry = entriesOf((id) => `ROUND#${id}`);

/**
 * Begins a round of a county (M2.2); it is carried on behind the queue.
 * @throws Problem 400 for a division that is no county, 409 while another round of the county is under way
 */
export async function beginRound(
  { county, channelCaps }: RoundRequest,
  { caller, correlationId }: Acting,
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  if (divisionByCode(county)?.level !== 'county')
    throw invalid([{ pointer: '#/body/county', detail: `应为${CITY.name}的县（市、区）代码，6 位` }]);
  const running = await deps.store.roundUnderWay(county);
  if (running !== undefined)
    throw conflict('本县（市、区）正有一轮统一分配在进行，请等它完成，或先撤销', {
      extra: { round: running },
    });
  const round = { ...newRound(deps.newId(), county, caller, deps), ...(channelCaps && { channelCaps }) };
  const answer = answerOf(round, 201);
  await deps.store.save({ ...begun(round, correlationId, deps), ...once(answer) });
  return answer;
}

export function newRound(
  id: string,
  county: string,
  { role, subject }: { role: string; subject: string },
  { now, policy }: Deps,
): Round {
  const at = now().toISOString();
  return {
    id,
    county,
    state: 'queued',
    by: { role, subject },
    createdAt: at,
    touchedAt: at,
    due: 0,
    rows: 0,
    next: 0,
    counts: { chosen: 0, held: 0, overtaken: 0, announced: 0 },
    policy: policy().version,
    version: 1,
  };
}

/** What is to be saved when a round begins. */
export const begun = (round: Round, correlationId: string, deps: Deps) => ({
  writes: putRound(round),
  audit: [{ ...roundEntry(round.id, 'begun', round.by, { county: round.county }), first: true as const }],
  events: [stepDue(round, correlationId, deps)],
});

/** Has the step carried on that is due. */
export function stepDue({ id, due }: Round, correlationId: string, deps: Deps) {
  const data = { roundId: id, step: due };
  return newEvent('matching.round.due', { subject: id, correlationId, data }, deps);
}

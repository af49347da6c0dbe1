/** Fairs are announced, changed until they are over, and closed or called off. */
import type { Caller } from '../../../../shared/auth/caller.ts';
import type { Acting } from '../../../../shared/http/acting.ts';
import { conflict, unprocessable } from '../../../../shared/http/problem.ts';
import type { Answer } from '../../../../shared/http/route.ts';
import type { Once } from '../../../../shared/store/index.ts';
import type { Deps } from '../../deps.ts';
import type { Fair, FairFacts } from '../../model/fair.ts';
import { putFair } from '../../store/fairs.ts';
import { channelEntry } from '../entries.ts';
import { fairAnswer, ownFair, refuseEnded } from './find.ts';
import type { FairPatch, FairRequest } from './schema.ts';

/**
 * Announces a fair (M1.5).
 * @throws Problem 422 for a day that is past
 */
export async function announce(
  request: FairRequest,
  caller: Caller,
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  refusePast(request.day, deps);
  const { role, subject, division } = caller;
  const fair: Fair = {
    id: deps.newId(),
    owner: { role, subject, division },
    facts: request as FairFacts,
    state: 'announced',
    outcomes: 0,
    createdAt: deps.now().toISOString(),
    version: 1,
  };
  const answer = fairAnswer(fair, caller, 201);
  await deps.store.save({
    writes: [putFair(fair)],
    audit: [{ ...channelEntry(fair.id, 'announced', caller), first: true }],
    ...once(answer),
  });
  return answer;
}

/**
 * Changes a fair; its day stands once something was agreed.
 * @throws Problem 409 when it is over, 422 for a day that is past; else as `ownFair`
 */
export async function change(id: string, patch: FairPatch, acting: Acting, deps: Deps): Promise<Answer> {
  const before = await ownFair(id, acting, deps);
  refuseEnded(before, '修改');
  if (patch.day !== undefined && patch.day !== before.facts.day) {
    if (before.outcomes > 0)
      throw unprocessable('已记录对接结果，日期不能再改', {
        errors: [{ pointer: '#/body/day', detail: `应为 ${before.facts.day}` }],
      });
    refusePast(patch.day, deps);
  }
  const { description: was, ...kept } = before.facts;
  const { description = was, ...changed } = patch;
  const facts = { ...kept, ...changed, ...(description != null && { description }) } as FairFacts;
  const fair = { ...before, facts, version: before.version + 1 };
  await deps.store.save({
    writes: [putFair(fair)],
    audit: [channelEntry(id, 'changed', acting.caller, { fields: Object.keys(patch) })],
  });
  return fairAnswer(fair, acting.caller);
}

/**
 * Closes a fair: what was agreed is recorded.
 * @throws Problem 409 before its day, and when it is over; else as `ownFair`
 */
export async function close(id: string, acting: Acting, deps: Deps): Promise<Answer> {
  const before = await ownFair(id, acting, deps);
  refuseEnded(before, '结束');
  if (deps.today() < before.facts.day)
    throw conflict(`对接会 ${before.facts.day} 举行，不举行的请取消`, { extra: { state: before.state } });
  return end(before, 'closed', acting, deps);
}

/**
 * Calls a fair off, with the reason.
 * @throws Problem 409 once something was agreed, and when it is over; else as `ownFair`
 */
export async function callOff(
  id: string,
  { reason }: { reason: string },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const before = await ownFair(id, acting, deps);
  refuseEnded(before, '取消');
  if (before.outcomes > 0) throw conflict('已记录对接结果，不能取消', { extra: { state: before.state } });
  return end(before, 'cancelled', acting, deps, reason);
}

async function end(
  before: Fair,
  state: 'closed' | 'cancelled',
  { caller }: Acting,
  deps: Deps,
  reason?: string,
): Promise<Answer> {
  const said = reason === undefined ? {} : { reason };
  const endedAt = deps.now().toISOString();
  const fair = { ...before, state, ...said, endedAt, version: before.version + 1 };
  await deps.store.save({
    writes: [putFair(fair)],
    audit: [channelEntry(fair.id, state, caller, said)],
  });
  return fairAnswer(fair, caller);
}

function refusePast(day: string, { today }: Deps): void {
  if (day < today())
    throw unprocessable('对接会的日期已过', {
      errors: [{ pointer: '#/body/day', detail: `应不早于今天（${today()}）` }],
    });
}

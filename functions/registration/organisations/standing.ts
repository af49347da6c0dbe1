/** Whether an organisation may be active: suspended, resumed, dissolved, revoked. */

import { newEvent } from '../../../shared/events/index.ts';
import { conflict, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { next } from '../model/outcome.ts';
import { answerOf } from './answer.ts';
import { following } from './duties.ts';
import { type Acting, ruled, saved } from './find.ts';
import type { EndRequest, RulingRequest } from './schema.ts';
import { ended, known } from './told.ts';

/**
 * Has an organisation stop its activities; saying so again changes nothing.
 * @throws Problem as `ruled`
 */
export async function suspend(
  id: string,
  { reason, clause }: RulingRequest,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const before = await ruled(id, acting, deps);
  if (before.status === 'suspended') return answerOf(before);
  const after = next(before, { status: 'suspended' });
  const { correlationId } = acting;
  const data = { ...known(after), suspendedOn: deps.today(), cause: 'decided' as const };
  const event = newEvent('registration.organisation.suspended', { subject: id, correlationId, data }, deps);
  return saved(
    { before, after, action: 'suspended', detail: { reason, clause }, events: [event] },
    acting,
    deps,
  );
}

/**
 * Lets a suspended organisation be active again; saying so again changes nothing.
 * @throws Problem 409 as long as a commitment that it broke is open; else as `ruled`
 */
export async function resume(
  id: string,
  { reason }: { reason: string },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const before = await ruled(id, acting, deps);
  if (before.status === 'active') return answerOf(before);
  const promised = await deps.store.duty(id, 'commitment');
  if (promised?.state === 'broken') throw conflict('承诺已撤销，资金缴存到位并记录后才能恢复');
  const after = next(before, { status: 'active' });
  const { correlationId } = acting;
  const data = { ...known(after), resumedOn: deps.today() };
  const event = newEvent('registration.organisation.resumed', { subject: id, correlationId, data }, deps);
  return saved({ before, after, action: 'resumed', detail: { reason }, events: [event] }, acting, deps);
}

/**
 * Ends an organisation: deregistered, taken off the list, or its registration revoked. Its duties end with it.
 * @throws Problem 422 for a day that cannot be; else as `ruled`
 */
export async function end(
  id: string,
  how: 'dissolved' | 'revoked',
  { reason, clause, on: given }: EndRequest,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const on = given ?? deps.today();
  const before = await ruled(id, acting, deps);
  if (on > deps.today() || on < before.since) {
    const detail = `应在 ${before.since}（成立）至 ${deps.today()}（今天）之间`;
    throw unprocessable(detail, { errors: [{ pointer: '#/body/on', detail }] });
  }
  const after = next(before, { status: how, ended: { on, reason, clause } });
  const cause = how === 'revoked' ? 'revoked' : 'deregistered';
  const events = [ended(after, cause, acting.correlationId, deps)];
  const duties = await following(before, after, deps);
  return saved({ before, after, duties, action: how, detail: { reason, clause, on }, events }, acting, deps);
}

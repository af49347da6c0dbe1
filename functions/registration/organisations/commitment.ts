/** What became of a commitment by which an organisation was registered without a capital report (C1.2). */
import { newEvent } from '../../../shared/events/index.ts';
import { conflict, notFound, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { done } from '../applications/review.ts';
import type { Deps } from '../deps.ts';
import type { Commitment } from '../model/duty.ts';
import { next } from '../model/outcome.ts';
import { shownDuty } from './duties.ts';
import { type Acting, ruled } from './find.ts';
import type { OutcomeRequest, RulingRequest } from './schema.ts';
import { known, organisationEntry } from './told.ts';

/**
 * Records whether the capital was paid in. Paid, the commitment is settled, also one that was revoked before; not paid, it
 * stays in the inbox until it is paid or revoked. The same again changes nothing.
 * @throws Problem 404 when there is no commitment, 409 when it is settled, 422 for a day that cannot be; else as `ruled`
 */
export async function recordOutcome(
  id: string,
  { paid, on: given, note }: OutcomeRequest,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { organisation, duty } = await promised(id, acting, deps);
  const on = given ?? deps.today();
  const again = duty.outcome?.paid === paid && duty.outcome.on === on;
  if (again && (duty.state === 'settled' || duty.outcome?.note === note)) return answer(duty, deps);
  if (duty.state === 'settled') throw conflict('资金已缴存，承诺已办结');
  if (on < organisation.since || on > deps.today()) {
    const detail = `查核日期应在 ${organisation.since}（登记）至 ${deps.today()}（今天）之间`;
    throw unprocessable(detail, { errors: [{ pointer: '#/body/on', detail }] });
  }
  const outcome = {
    ...done(acting.caller.subject, deps),
    paid,
    on,
    ...(note !== undefined && { note }),
  };
  const { dueOn, ...rest } = duty;
  const changed: Commitment = {
    ...rest,
    ...(paid ? { state: 'settled' } : dueOn !== undefined && { dueOn }),
    outcome,
    version: duty.version + 1,
  };
  const { caller } = acting;
  await deps.store.save({
    duties: [changed],
    audit: [organisationEntry(id, paid ? 'commitment-kept' : 'commitment-unpaid', caller, { on })],
  });
  return answer(changed, deps);
}

/**
 * Revokes a false commitment: the organisation is suspended until the capital is paid in, and the other services are told.
 * Revoking again changes nothing.
 * @throws Problem 404 when there is no commitment, 409 when it was kept; else as `ruled`
 */
export async function revokeCommitment(
  id: string,
  { reason, clause }: RulingRequest,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { organisation, duty } = await promised(id, acting, deps);
  if (duty.state === 'broken') return answer(duty, deps);
  if (duty.state === 'settled') throw conflict('资金已缴存，承诺已办结，不能撤销');
  const { dueOn: _, ...rest } = duty;
  const { caller, correlationId } = acting;
  const revoked = { ...done(caller.subject, deps), reason, clause };
  const changed: Commitment = { ...rest, state: 'broken', revoked, version: duty.version + 1 };
  const after = next(organisation, { status: 'suspended' });
  const data = { ...known(after), suspendedOn: deps.today(), cause: 'false-commitment' as const };
  await deps.store.save({
    duties: [changed],
    organisation: after,
    before: organisation,
    audit: [organisationEntry(id, 'commitment-revoked', caller, { reason, clause })],
    events: [newEvent('registration.organisation.suspended', { subject: id, correlationId, data }, deps)],
  });
  return answer(changed, deps);
}

async function promised(id: string, acting: Acting, deps: Deps) {
  const organisation = await ruled(id, acting, deps);
  const duty = await deps.store.duty(id, 'commitment');
  if (!duty || duty.state === 'lapsed') throw notFound('这个组织没有以承诺代替验资');
  return { organisation, duty };
}

function answer(duty: Commitment, deps: Deps): Answer {
  return { status: 200, body: shownDuty(duty, deps), etag: duty.version };
}

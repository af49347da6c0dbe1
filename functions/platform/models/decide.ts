/** What the county decides: it reviews nominations, answers objections, awards after the notice, withdraws (O3). */
import { addDays, addWorkingDays, CalendarNotLoaded } from '../../../shared/calendar/index.ts';
import type { CloudEvent } from '../../../shared/events/index.ts';
import { newEvent } from '../../../shared/events/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, forbidden, notFound, Problem } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { type Honour, notYet } from '../model/honour.ts';
import { putHonour } from '../store/honours.ts';
import { answerOf, honourEntry, ready } from './find.ts';

/**
 * Approves a nomination, which begins its public notice (公示) of working days, the next day the first; or refuses it.
 * @throws Problem 403 for whoever nominated it, 503 when the working days of the notice are not known yet; else as `ready`
 */
export async function review(
  id: string,
  { approved, opinion }: { approved: boolean; opinion: string },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { caller } = acting;
  const before = await ready(id, 'review', acting, deps, { deciding: true });
  if (before.nominator === caller.subject) throw forbidden('推荐和审核应由两人分别办理');
  const today = deps.today();
  const { noticeWorkingDays } = deps.policyOn(today).data.models;
  const after: Honour = {
    ...before,
    state: approved ? 'notice' : 'refused',
    reviewer: caller.subject,
    opinion,
    ...(approved && { notice: { from: addDays(today, 1), until: lastDay(today, noticeWorkingDays) } }),
  };
  return save(after, approved ? 'approved' : 'refused', acting, deps);
}

/**
 * Answers an objection; one that is upheld ends the notice, and the nomination with it.
 * @throws Problem 404 when there is no such objection, 409 for one that is answered; else as `ready`
 */
export async function resolve(
  id: string,
  serial: number,
  { upheld, answer }: { upheld: boolean; answer: string },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const before = await ready(id, 'resolve', acting, deps, { deciding: true });
  const objection = before.objections.find((one) => one.serial === serial);
  if (!objection) throw notFound('没有这件异议');
  if (objection.upheld !== undefined) throw conflict('这件异议已经答复', { extra: { state: before.state } });
  const objections = before.objections.map((one) => (one === objection ? { ...one, upheld, answer } : one));
  const state = upheld ? 'refused' : before.state;
  return save(
    { ...before, objections, state },
    upheld ? 'objection-upheld' : 'objection-dismissed',
    acting,
    deps,
  );
}

/**
 * Awards it, after the notice and with no objection open: another person than the reviewer.
 * @throws Problem 403 for the reviewer, 409 before; else as `ready`
 */
export async function award(id: string, acting: Acting, deps: Deps): Promise<Answer> {
  const before = await ready(id, 'award', acting, deps, { deciding: true });
  if (before.reviewer === acting.caller.subject) throw forbidden('审核和命名应由两人分别办理');
  const awardedOn = deps.today();
  const why = notYet(before, awardedOn);
  if (why !== undefined) throw conflict(why, { extra: { state: before.state } });
  const { kind, division, organisationId } = before;
  const data = {
    modelId: id,
    kind,
    division,
    ...(organisationId !== undefined && { organisationId }),
    awardedOn,
  };
  const told = newEvent(
    'platform.model.awarded',
    { subject: id, correlationId: acting.correlationId, data },
    deps,
  );
  return save(
    { ...before, state: 'awarded', awardedOn },
    'awarded',
    acting,
    deps,
    told as unknown as CloudEvent,
  );
}

/** Withdraws an award, with the reason; as `ready`. */
export async function withdraw(id: string, reason: string, acting: Acting, deps: Deps): Promise<Answer> {
  const before = await ready(id, 'withdraw', acting, deps, { deciding: true });
  const withdrawnOn = deps.today();
  const { kind, division } = before;
  const data = { modelId: id, kind, division, withdrawnOn };
  const told = newEvent(
    'platform.model.withdrawn',
    { subject: id, correlationId: acting.correlationId, data },
    deps,
  );
  const after: Honour = { ...before, state: 'withdrawn', withdrawnOn, reason };
  return save(after, 'withdrawn', acting, deps, told as unknown as CloudEvent);
}

async function save(
  after: Honour,
  action: string,
  { caller }: Acting,
  deps: Deps,
  told?: CloudEvent,
): Promise<Answer> {
  const honour = { ...after, version: after.version + 1 };
  await deps.store.save({
    writes: [putHonour(honour)],
    audit: [honourEntry(honour.id, action, caller)],
    events: told ? [told] : [],
  });
  return answerOf(honour, caller, deps);
}

function lastDay(day: string, workingDays: number): string {
  try {
    return addWorkingDays(day, workingDays);
  } catch (error) {
    if (!(error instanceof CalendarNotLoaded)) throw error;
    throw new Problem('unavailable', `${error.year} 年的节假日安排尚未载入，公示期无法计算，请联系管理员`, {
      cause: error,
    });
  }
}

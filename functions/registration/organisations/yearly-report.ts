/** Yearly reports of the registered: handed in by 31 March, accepted by 31 May, or given back (days are policy). */
import { isDeepStrictEqual } from 'node:util';
import { conflict, forbidden, notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { policyOf } from '../applications/application.ts';
import { done } from '../applications/review.ts';
import type { Deps } from '../deps.ts';
import { acceptBy, handInBy, nextReport, type YearlyReport } from '../model/duty.ts';
import type { Organisation } from '../model/organisation.ts';
import { shownDuty } from './duties.ts';
import { type Acting, decidesOn, isContact, refuseOver, visible } from './find.ts';
import type { YearlyReportRequest } from './schema.ts';
import { organisationEntry } from './told.ts';

/**
 * Hands in the report on a year; as long as it is not accepted it can be handed in anew. The same again changes nothing.
 * @throws Problem 404 for whom it does not concern or a year on which nothing is owed, 403 for others than who speaks for
 * the organisation, 409 before the year is over, once it is accepted, or when the organisation has come to its end
 */
export async function handIn(
  id: string,
  year: number,
  request: YearlyReportRequest,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { caller } = acting;
  const { organisation, duty } = await owed(id, year, acting, deps);
  if (!isContact(organisation, caller)) throw forbidden('年度报告由组织的联系人提交');
  refuseOver(organisation);
  if (deps.today() <= `${year}-12-31`) throw conflict(`${year} 年还没有结束，请在次年提交`);
  if (duty.state !== 'owed' && isSame(duty.report, request)) return answer(duty, deps);
  if (duty.state === 'settled') throw conflict(`${year} 年度报告已接收，不能再改`);
  const report = { ...request, ...done(caller.subject, deps) };
  const dueOn = acceptBy(year, policyOf(deps).data);
  return kept({ ...duty, state: 'handed-in', report, dueOn }, 'yearly-report-handed-in', acting, deps);
}

/**
 * Accepts a report; the organisation then owes the one on the next year, if it did not before. Accepting again changes nothing.
 * @throws Problem 404, 403 as `handIn`, for others than the authority; 409 when none was handed in
 */
export async function acceptReport(id: string, year: number, acting: Acting, deps: Deps): Promise<Answer> {
  const { duty } = await examined(id, year, acting, deps);
  if (duty.state === 'settled') return answer(duty, deps);
  if (duty.state !== 'handed-in') throw conflict(`${year} 年度报告还没有提交`);
  const { dueOn: _, ...rest } = duty;
  const accepted = done(acting.caller.subject, deps);
  const settled: YearlyReport = { ...rest, state: 'settled', accepted };
  const next = duty.followed ? [] : [nextReport(duty, policyOf(deps).data)];
  return kept(settled, 'yearly-report-accepted', acting, deps, next);
}

/**
 * Gives a report back, with what is missing from it; it is owed as before.
 * @throws Problem 404, 403, 409 as `acceptReport`
 */
export async function returnReport(
  id: string,
  year: number,
  { reason }: { reason: string },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { duty } = await examined(id, year, acting, deps);
  if (duty.state !== 'handed-in') throw conflict(`${year} 年度报告还没有提交，或已接收`);
  const returned = { ...done(acting.caller.subject, deps), reason };
  const dueOn = handInBy(year, policyOf(deps).data);
  return kept({ ...duty, state: 'owed', returned, dueOn }, 'yearly-report-returned', acting, deps);
}

function isSame(report: YearlyReport['report'], request: YearlyReportRequest): boolean {
  const { by: _, at: __, ...said } = report ?? {};
  return isDeepStrictEqual(said, request);
}

async function owed(id: string, year: number, { caller }: Acting, deps: Deps) {
  const organisation = await visible(id, caller, deps);
  const duty = await deps.store.duty(id, 'yearly-report', year);
  if (!duty || duty.state === 'lapsed') throw notFound(`这个组织没有待交的 ${year} 年度报告`);
  return { organisation, duty };
}

async function examined(id: string, year: number, acting: Acting, deps: Deps) {
  const found: { organisation: Organisation; duty: YearlyReport } = await owed(id, year, acting, deps);
  if (!decidesOn(found.organisation, acting.caller)) throw forbidden('年度报告由登记机关接收');
  return found;
}

async function kept(
  duty: YearlyReport,
  action: string,
  { caller }: Acting,
  deps: Deps,
  more: readonly YearlyReport[] = [],
): Promise<Answer> {
  const changed = { ...duty, version: duty.version + 1 };
  const { organisationId, year } = duty;
  await deps.store.save({
    duties: [changed, ...more],
    audit: [organisationEntry(organisationId, action, caller, { year })],
  });
  return answer(changed, deps);
}

function answer(duty: YearlyReport, deps: Deps): Answer {
  return { status: 200, body: shownDuty(duty, deps), etag: duty.version };
}

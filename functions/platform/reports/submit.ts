import { newEvent } from '../../../shared/events/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, notFound, preconditionFailed, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Once } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { dueOf } from '../model/month.ts';
import { isInTime, type Report, type Said, tooEarly, tooManyDays } from '../model/report.ts';
import { judgement } from '../operation/judge.ts';
import { holdToKeeper, platformEntry, platformOf } from '../register/find.ts';
import { checkPlatform } from '../store/platforms.ts';
import { putReport } from '../store/reports.ts';
import { shownReport } from './read.ts';
import type { CorrectionRequest, ReportRequest } from './schema.ts';

/**
 * Submits the report of a month (月报): the figures of the events as they are now, and what the township says itself. The
 * platform is judged by it at once (T1).
 * @throws Problem 403 for who does not keep the platform, 404 when none is registered, 409 when it was submitted already, 422
 * before the month is over, and for more days than it has
 */
export async function submit(
  township: string,
  { month, ...said }: ReportRequest,
  { caller, correlationId }: Acting,
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  holdToKeeper(caller, township);
  const platform = await platformOf(township, deps);
  const today = deps.today();
  const early = tooEarly(month, today);
  if (early !== undefined)
    throw unprocessable(early, { errors: [{ pointer: '#/body/month', detail: early }] });
  refuseDays(month, said);
  const [before, figures, averageActivity] = await Promise.all([
    deps.store.report(township, month),
    deps.store.figures(township, [month]),
    deps.store.averageActivity(township, month),
  ]);
  if (before) throw conflict(`${month} 的月报已报送，有误请更正`, { extra: { state: 'submitted' } });
  const report: Report = {
    township,
    month,
    said: said as Said,
    figures: figures.get(month)!,
    ...(averageActivity && { averageActivity }),
    submittedOn: today,
    dueOn: dueOf(month, deps.policyOn(today).data.reports.dueDays),
    submittedAt: deps.now().toISOString(),
    corrections: [],
    version: 1,
  };
  const { writes, audit, events } = await judgement(platform, correlationId, deps, report);
  const answer: Answer = {
    status: 201,
    body: shownReport(report),
    etag: report.version,
    headers: { location: `/v1/platforms/${township}/reports/${month}` },
  };
  await deps.store.save({
    writes: [checkPlatform(platform), putReport(report), ...writes],
    audit: [platformEntry(township, 'report-submitted', caller, { month }), ...audit],
    events: [submitted(report, correlationId, deps), ...events],
    ...once(answer),
  });
  return answer;
}

/**
 * Corrects what a township said in a report, with the reason; when it was submitted, and the figures of then, stay.
 * @throws Problem 403 for who does not keep the platform, 404 when there is no such report, 412 for another version, 422
 * for more days than the month has
 */
export async function correct(
  township: string,
  month: string,
  { reason, ...said }: CorrectionRequest,
  { caller, correlationId, ifMatch }: Acting,
  deps: Deps,
): Promise<Answer> {
  holdToKeeper(caller, township);
  const before = await deps.store.report(township, month);
  if (!before) throw notFound(`没有报送过 ${month} 的月报`);
  if (ifMatch !== String(before.version)) throw preconditionFailed();
  refuseDays(month, said);
  const report: Report = {
    ...before,
    said: said as Said,
    corrections: [...before.corrections, { at: deps.now().toISOString(), reason, before: before.said }],
    version: before.version + 1,
  };
  await deps.store.save({
    writes: [putReport(report)],
    audit: [platformEntry(township, 'report-corrected', caller, { month, reason })],
    events: [submitted(report, correlationId, deps)],
  });
  return { status: 200, body: shownReport(report), etag: report.version };
}

function submitted(report: Report, correlationId: string, deps: Deps) {
  const { township, month, submittedOn, said, figures, version } = report;
  const data = {
    platformId: township,
    month,
    submittedOn,
    inTime: isInTime(report),
    guided: said.guided,
    ...figures,
    revision: version,
  };
  return newEvent('platform.report.submitted', { subject: township, correlationId, data }, deps);
}

function refuseDays(month: string, { daysOpen }: { daysOpen: number }): void {
  const detail = tooManyDays(month, daysOpen);
  if (detail !== undefined) throw unprocessable(detail, { errors: [{ pointer: '#/body/daysOpen', detail }] });
}

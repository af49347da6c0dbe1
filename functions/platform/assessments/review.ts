/** What the authority above does: it reviews an assessment, answers an objection, and publishes it (C3). */
import { addDays } from '../../../shared/calendar/index.ts';
import { newEvent } from '../../../shared/events/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, forbidden, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { type Assessment, pointFaults, resultOf } from '../model/assessment.ts';
import { platformEntry } from '../register/find.ts';
import { putAssessment } from '../store/assessments.ts';
import { answerOf, holdToReviewer, ready } from './find.ts';
import { measure } from './measure.ts';

type Points = Readonly<Record<string, number>>;

/**
 * Gives the points of what is judged; what data say is taken as it is now, and stays. The township may object for some days.
 * @throws Problem 403 for everybody but the authority above, 422 when points are missing or too many; else as `ready`
 */
export async function review(
  township: string,
  year: string,
  { points, comment }: { points: Points; comment: string },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { caller } = acting;
  holdToReviewer(caller, township);
  const { before, state } = await ready(township, year, 'review', acting, deps);
  const rules = deps.policyOn(`${year}-12-31`).data.assessment;
  refusePoints(points, rules.indicators, true);
  const assessment: Assessment = {
    ...before,
    state,
    points,
    measured: await measure(township, year, deps),
    comment,
    reviewer: caller.subject,
    objectionUntil: addDays(deps.today(), rules.objectionDays),
    version: before.version + 1,
  };
  await deps.store.save({
    writes: [putAssessment(assessment)],
    audit: [platformEntry(township, 'assessment-reviewed', caller, { year, points })],
  });
  return answerOf(assessment, caller, deps);
}

/**
 * Publishes an assessment: another person than the reviewer, once nobody can object any more, or with the answer to the
 * objection and perhaps other points.
 * @throws Problem 403 for the reviewer and for everybody but the authority above, 409 while the township may object, 422 for an
 * objection without an answer, other points without an objection, or too many points; else as `ready`
 */
export async function finish(
  township: string,
  year: string,
  { answer, points }: { answer?: string | undefined; points?: Points | undefined },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { caller, correlationId } = acting;
  holdToReviewer(caller, township);
  const { before, state } = await ready(township, year, 'finish', acting, deps);
  if (before.reviewer === caller.subject) throw forbidden('审核和公布应由两人分别办理，请由另一人公布');
  const rules = deps.policyOn(`${year}-12-31`).data.assessment;
  const today = deps.today();
  if (before.state === 'reviewed') {
    if (today <= before.objectionUntil!)
      throw conflict(`${before.objectionUntil} 前可提出异议，其后公布`, { extra: { state: before.state } });
    if (points !== undefined) throw lacking('points', '没有异议的，不再改分');
  } else if (answer === undefined) throw lacking('answer', '请答复异议');
  refusePoints(points ?? {}, rules.indicators, false);
  const assessment: Assessment = {
    ...before,
    state,
    points: { ...before.points, ...points },
    ...(answer !== undefined && { answer }),
    publishedOn: today,
    version: before.version + 1,
  };
  const data = {
    platformId: township,
    year,
    ...resultOf(rules, assessment),
    publishedOn: today,
    policy: assessment.policy,
  };
  await deps.store.save({
    writes: [putAssessment(assessment)],
    audit: [platformEntry(township, 'assessment-published', caller, { year, points: assessment.points })],
    events: [newEvent('platform.assessment.published', { subject: township, correlationId, data }, deps)],
  });
  return answerOf(assessment, caller, deps);
}

const lacking = (field: string, detail: string) =>
  unprocessable(detail, { errors: [{ pointer: `#/body/${field}`, detail }] });

function refusePoints(points: Points, indicators: Parameters<typeof pointFaults>[1], all: boolean): void {
  const errors = pointFaults(points, indicators, { all }).map(({ id, detail }) => ({
    pointer: `#/body/points/${id}`,
    detail,
  }));
  if (errors.length > 0) throw unprocessable(`有 ${errors.length} 项评分不符合要求`, { errors });
}

/** What the use cases of assessments share: finding one, who does what, how it is shown. */
import type { Caller, MaybeCaller } from '../../../shared/auth/caller.ts';
import { covers } from '../../../shared/divisions/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, forbidden, notFound, preconditionFailed } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import {
  type Assessment,
  type AssessmentEvent,
  type AssessmentState,
  following,
  nameOf,
  resultOf,
  reviewerOf,
  STATE_NAMES,
  tenthsOf,
} from '../model/assessment.ts';
import { seesAll } from '../register/find.ts';

/** @throws Problem 403 for everybody but the authority above the platform */
export function holdToReviewer({ role, division }: Caller, township: string): void {
  const reviewer = reviewerOf(township);
  if (role !== reviewer || !covers(division, township))
    throw forbidden(reviewer === 'county' ? '由县（市、区）民政测评' : '共享平台由市级部门测评');
}

/**
 * An assessment to which something may happen now, and its state afterwards.
 * @throws Problem 404 when there is none, 412 for another version, 409 when it may not happen in its state
 */
export async function ready(
  township: string,
  year: string,
  event: AssessmentEvent,
  { ifMatch }: Acting,
  { store }: Deps,
): Promise<{ before: Assessment; state: AssessmentState }> {
  const before = await store.assessment(township, year);
  if (!before) throw notFound(`没有 ${year} 年的测评`);
  if (ifMatch !== undefined && ifMatch !== String(before.version)) throw preconditionFailed();
  const state = following(before.state, event);
  if (state === undefined)
    throw conflict(`测评“${STATE_NAMES[before.state]}”，不能${nameOf(event)}`, {
      extra: { state: before.state },
    });
  return { before, state };
}

/** An assessment as it is shown: the account of the reviewer is left out, and to the public what was said on the way. */
export function shownAssessment(assessment: Assessment, caller: MaybeCaller, { policyOn }: Deps) {
  const { township, year, state, claims, comment, objectionUntil, objection, answer, publishedOn, policy } =
    assessment;
  const rules = policyOn(`${year}-12-31`).data.assessment;
  const whole = seesAll(caller, township);
  const pointed = assessment.points !== undefined;
  return {
    township,
    year,
    state,
    policy,
    ...(pointed && {
      points: resultOf(rules, assessment).tenths / 10,
      grade: resultOf(rules, assessment).grade,
      indicators: rules.indicators.map((one) => ({
        id: one.id,
        name: one.name,
        part: one.part,
        weight: one.weight,
        points: tenthsOf(one, assessment) / 10,
        ...(one.by === 'data' && { data: assessment.measured![one.metric], target: one.target }),
      })),
    }),
    ...(publishedOn !== undefined && { publishedOn }),
    ...(whole && {
      claims,
      reviewer: reviewerOf(township),
      judged: rules.indicators
        .filter(({ by }) => by === 'judged')
        .map(({ id, name, part, weight }) => ({ id, name, part, weight })),
      ...(comment !== undefined && { comment }),
      ...(objectionUntil !== undefined && { objectionUntil }),
      ...(objection !== undefined && { objection }),
      ...(answer !== undefined && { answer }),
    }),
  };
}

export const answerOf = (assessment: Assessment, caller: Caller, deps: Deps, status = 200): Answer => ({
  status,
  body: shownAssessment(assessment, caller, deps),
  etag: assessment.version,
});

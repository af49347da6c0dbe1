/** What a township does: it assesses itself, submits that, and may object to the review (C3). */
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, type FieldError, Problem, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { type Assessment, type Claim, pointFaults } from '../model/assessment.ts';
import { holdToKeeper, platformEntry, platformOf } from '../register/find.ts';
import { putAssessment } from '../store/assessments.ts';
import { answerOf, ready } from './find.ts';

type Claims = Readonly<Record<string, Claim>>;

/**
 * The township assesses itself on what is judged; all that it said before is replaced.
 * @throws Problem 403 for who does not keep the platform, 404 when none is registered, 409 once it was submitted, 412 and 428
 * for another version, 422 for what is no indicator, too many points, files that were not uploaded, or a year to come
 */
export async function claim(
  township: string,
  year: string,
  claims: Claims,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { caller } = acting;
  holdToKeeper(caller, township);
  await platformOf(township, deps);
  if (year > deps.today().slice(0, 4)) {
    const detail = `${year} 年尚未开始`;
    throw unprocessable(detail, { errors: [{ pointer: '#/path/year', detail }] });
  }
  const policy = deps.policyOn(`${year}-12-31`);
  const begun = await deps.store.assessment(township, year);
  if (begun && acting.ifMatch === undefined)
    throw new Problem('precondition-required', '自评已开始，请在 If-Match 中带上读取时所得的 ETag', {
      errors: [{ pointer: '#/headers/if-match', detail: '应为当前的 ETag' }],
    });
  const before = begun && (await ready(township, year, 'edit', acting, deps)).before;
  await refuseUnfit(township, claims, policy.data.assessment.indicators, deps);
  const assessment: Assessment = {
    township,
    year,
    state: 'draft',
    claims,
    policy: policy.version,
    version: (before?.version ?? 0) + 1,
  };
  await deps.store.save({
    writes: [putAssessment(assessment)],
    audit: [platformEntry(township, 'assessment-claimed', caller, { year })],
  });
  return answerOf(assessment, caller, deps, before ? 200 : 201);
}

/**
 * Hands the self-assessment to the authority above, once the year is over.
 * @throws Problem 409 before; else as `ready`
 */
export async function hand(township: string, year: string, acting: Acting, deps: Deps): Promise<Answer> {
  holdToKeeper(acting.caller, township);
  const { before, state } = await ready(township, year, 'submit', acting, deps);
  if (deps.today() <= `${year}-12-31`)
    throw conflict(`${year} 年结束后提交`, { extra: { state: before.state } });
  return move({ ...before, state }, 'assessment-submitted', acting, deps);
}

/**
 * Objects to the review, within the days of the policy.
 * @throws Problem 409 afterwards; else as `ready`
 */
export async function object(
  township: string,
  year: string,
  reason: string,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  holdToKeeper(acting.caller, township);
  const { before, state } = await ready(township, year, 'object', acting, deps);
  if (deps.today() > before.objectionUntil!)
    throw conflict(`异议应在 ${before.objectionUntil} 前提出`, { extra: { state: before.state } });
  return move({ ...before, state, objection: reason }, 'assessment-objected', acting, deps);
}

async function move(after: Assessment, action: string, { caller }: Acting, deps: Deps): Promise<Answer> {
  const assessment = { ...after, version: after.version + 1 };
  const { township, year } = assessment;
  await deps.store.save({
    writes: [putAssessment(assessment)],
    audit: [platformEntry(township, action, caller, { year })],
  });
  return answerOf(assessment, caller, deps);
}

async function refuseUnfit(
  township: string,
  claims: Claims,
  indicators: Parameters<typeof pointFaults>[1],
  { store }: Deps,
): Promise<void> {
  const points = Object.fromEntries(Object.entries(claims).map(([id, one]) => [id, one.points]));
  const files = Object.entries(claims).flatMap(([id, { evidence }]) =>
    evidence.map((file, at) => ({ file, pointer: `#/body/claims/${id}/evidence/${at}` })),
  );
  const found = await store.evidenceBy(
    township,
    files.map(({ file }) => file),
  );
  const kept = new Set(found.flatMap(({ id, state }) => (state === 'kept' ? [id] : [])));
  const errors: FieldError[] = [
    ...pointFaults(points, indicators, { all: false }).map(({ id, detail }) => ({
      pointer: `#/body/claims/${id}`,
      detail,
    })),
    ...files
      .filter(({ file }) => !kept.has(file))
      .map(({ pointer }) => ({ pointer, detail: '没有上传过这个文件，或还没有确认上传' })),
  ];
  if (errors.length > 0) throw unprocessable(`有 ${errors.length} 处不符合要求`, { errors });
}

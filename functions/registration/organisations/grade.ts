import { unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { policyOf } from '../applications/application.ts';
import type { Deps } from '../deps.ts';
import { unmetFor } from '../model/grade.ts';
import type { Organisation } from '../model/organisation.ts';
import { next } from '../model/outcome.ts';
import { answerOf } from './answer.ts';
import { type Acting, ruled, saved } from './find.ts';
import type { GradeRequest } from './schema.ts';
import { differences } from './told.ts';

/**
 * Grades an organisation that is not registered: start-up or growing (C1.1). The same again changes nothing.
 * @throws Problem 422 with what speaks against it; else as `ruled`
 */
export async function grade(id: string, request: GradeRequest, acting: Acting, deps: Deps): Promise<Answer> {
  const before = await ruled(id, acting, deps);
  const step = graded(before, request, acting, deps);
  return step ? saved(step, acting, deps) : answerOf(before);
}

/**
 * The step by which an organisation is graded.
 * @returns undefined when it is of that class already
 * @throws Problem 422 with what speaks against it
 */
export function graded(
  before: Organisation,
  { class: to, reason }: GradeRequest,
  acting: Pick<Acting, 'correlationId'>,
  deps: Deps,
) {
  const policy = policyOf(deps);
  const unmet = unmetFor(to, before, deps.today(), policy.data);
  if (unmet.length > 0) {
    throw unprocessable('还不能定为这一类型', {
      errors: unmet.map((detail) => ({ pointer: '#/body/class', detail })),
    });
  }
  if (before.class === to) return undefined;
  const after = next(before, { class: to, policy: policy.version });
  const events = differences(before, after, acting, deps);
  return { before, after, action: 'graded', detail: { class: to, reason }, events };
}

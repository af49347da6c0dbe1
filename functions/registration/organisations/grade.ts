import { unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { policyOf } from '../applications/application.ts';
import type { Deps } from '../deps.ts';
import { unmetFor } from '../model/grade.ts';
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
  const policy = policyOf(deps);
  const unmet = unmetFor(request.class, before, deps.today(), policy.data);
  if (unmet.length > 0) {
    throw unprocessable('还不能定为这一类型', {
      errors: unmet.map((detail) => ({ pointer: '#/body/class', detail })),
    });
  }
  if (before.class === request.class) return answerOf(before);
  const after = next(before, { class: request.class, policy: policy.version });
  return saved(
    {
      before,
      after,
      action: 'graded',
      detail: { class: request.class, reason: request.reason },
      events: differences(before, after, acting, deps),
    },
    acting,
    deps,
  );
}

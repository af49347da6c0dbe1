import type { Acting } from '../../../shared/http/acting.ts';
import { unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import {
  type EvaluationFacts,
  evaluated,
  evaluationFaults,
  rated,
  saysTheSame,
} from '../model/evaluation.ts';
import type { Match } from '../model/match.ts';
import { matchEntry } from '../offers/confirm.ts';
import { putEvaluation } from '../store/delivery.ts';
import { putMatch } from '../store/matches.ts';
import { putOrganisation } from '../store/organisations.ts';
import { having } from './find.ts';
import { evaluatedEvent, tell } from './told.ts';

/**
 * The need's owner says what he thinks of what was done, or what those who were served think, counted without names. Said
 * again otherwise it replaces what was said; the organisation's rating follows. The same again changes nothing.
 * @throws Problem 422 for points or counts that cannot be; else as `having`
 */
export async function evaluate(
  id: string,
  facts: EvaluationFacts,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { match, organisation } = await having(['owner'], 'evaluate', id, acting, deps);
  const policy = deps.policy();
  const errors = evaluationFaults(facts, match, policy.data);
  if (errors.length > 0) throw unprocessable(`有 ${errors.length} 处不能这样评价`, { errors });
  const before = await deps.store.evaluation(id, facts.by);
  if (before && saysTheSame(facts, before)) return { status: 200, body: before, etag: match.version };
  const evaluation = evaluated(facts, before, { on: deps.today(), policy: policy.version });
  const after: Match = {
    ...match,
    // What those who were served think goes beside what the owner thinks.
    state: facts.by === 'community' ? 'evaluated' : match.state,
    version: match.version + 1,
  };
  const { by, sum, count, revision } = evaluation;
  const text = `${by === 'community' ? '需求发布方' : '服务对象'}作出${before ? '更正后的' : ''}评价：${count} 项评分共 ${sum} 分`;
  await deps.store.save({
    writes: [
      putMatch(after),
      putEvaluation(id, evaluation),
      ...putOrganisation(rated(organisation, evaluation, before), organisation),
      ...tell(
        after,
        ['organisation'],
        { key: `evaluation.${by}.${revision}`, kind: 'evaluation', text },
        deps,
      ),
    ],
    audit: [matchEntry(id, 'evaluated', acting.caller, { by, sum, count, revision })],
    events: [evaluatedEvent(after, evaluation, acting.correlationId, deps)],
  });
  return { status: 200, body: evaluation, etag: after.version };
}

import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { phaseDone } from '../model/delivery.ts';
import { matchEntry } from '../offers/confirm.ts';
import { putMatch } from '../store/matches.ts';
import { answerOf, having } from './find.ts';
import { tell } from './told.ts';

/**
 * A phase is done, of which something was reported. Saying so again changes nothing.
 * @throws Problem 404 for a phase that is not there, 409 for one of which nothing was reported; else as `having`
 */
export async function finishPhase(id: string, number: number, acting: Acting, deps: Deps): Promise<Answer> {
  const { match } = await having(['organisation'], 'finish-phase', id, acting, deps);
  const phase = match.phases[number];
  if (!phase) throw notFound(`项目只有 ${match.phases.length} 个阶段，序号从 0 开始`);
  if (phase.doneOn !== undefined) return answerOf(match);
  if (phase.reports === 0)
    throw conflict(`阶段“${phase.title}”还没有进展报告，请先报告进展`, { extra: { state: match.state } });
  const after = phaseDone(match, number, deps.today());
  const told = { key: `phase.${number}`, kind: 'delivery', text: `阶段“${phase.title}”已完成` } as const;
  await deps.store.save({
    writes: [putMatch(after), ...tell(after, ['owner'], told, deps)],
    audit: [matchEntry(id, 'phase-done', acting.caller, { phase: number })],
  });
  return answerOf(after);
}

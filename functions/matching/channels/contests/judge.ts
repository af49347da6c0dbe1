/** What judges do: they score entries, and stay away from those in which they have an interest. */

import type { Acting } from '../../../../shared/http/acting.ts';
import { conflict, forbidden, notFound, unprocessable } from '../../../../shared/http/problem.ts';
import type { Answer } from '../../../../shared/http/route.ts';
import type { Deps } from '../../deps.ts';
import { conflictOf } from '../../model/conflict.ts';
import { type Contest, type Entry, type Judge, pointFaults, type Score } from '../../model/contest.ts';
import { moveContest, putRecusal, putScore } from '../../store/contests.ts';
import { channelEntry } from '../entries.ts';
import { contestOf, judgedOf, judgeIn, refuseAt } from './find.ts';
import type { Which } from './join.ts';
import type { ScoreRequest } from './schema.ts';

/**
 * A judge gives an entry points by criterion, or others as long as judging goes on.
 * @throws Problem 403 with the rule for a judge with a conflict of interest, 404 for who is no judge, 409 outside of the time
 * of judging, 422 for points beyond what the criteria give
 */
export async function giveScore(
  which: Which,
  { points, comment }: ScoreRequest,
  { caller }: Acting,
  deps: Deps,
): Promise<Answer> {
  const { contest, judge, entry } = await judging(which, { caller }, deps);
  const interest = conflictOf(judge, await judgedOf(entry, deps), await deps.store.recusalsOf(contest.id));
  if (interest) throw forbidden(`请回避：${interest.why}`, { extra: { rule: interest.rule } });
  refuseAt(contest, ['judging'], '评分', deps);
  if (deps.today() > contest.facts.judgingUntil)
    throw conflict(`评审已于 ${contest.facts.judgingUntil} 截止`, { extra: { state: 'judging' } });
  if (entry.state !== 'entered')
    throw conflict('这个项目没有参赛或已退出', { extra: { state: entry.state } });
  const errors = pointFaults(points, contest.facts.criteria);
  if (errors.length > 0) throw unprocessable(`有 ${errors.length} 项分数不符合要求`, { errors });
  const before = await deps.store.score(contest.id, entry.id, judge.number);
  const score: Score = {
    entry: entry.id,
    judge: judge.number,
    points,
    ...(comment !== undefined && { comment }),
    at: deps.now().toISOString(),
    version: (before?.version ?? 0) + 1,
  };
  await deps.store.save({
    writes: [moveContest(contest), putScore(contest.id, score)],
    audit: [channelEntry(contest.id, 'scored', caller, { entry: entry.id, points })],
  });
  return { status: 200, body: shownScore(score) };
}

/**
 * A judge declares an interest in an entry: he scores it no more, and what he gave counts no more. It is not taken back.
 * @throws Problem 404 for who is no judge, 409 once the contest is decided or called off
 */
export async function recuse(
  which: Which,
  { reason }: { reason: string },
  { caller }: Acting,
  deps: Deps,
): Promise<Answer> {
  const { contest, judge, entry } = await judging(which, { caller }, deps);
  refuseAt(contest, ['open', 'judging'], '申报回避', deps);
  const recusal = { entry: entry.id, judge: judge.number, reason, at: deps.now().toISOString() };
  await deps.store.save({
    writes: [moveContest(contest), putRecusal(contest.id, recusal)],
    audit: [channelEntry(contest.id, 'recused', caller, { entry: entry.id, reason })],
  });
  return { status: 200, body: { entry: entry.id, reason, at: recusal.at } };
}

async function judging(
  { id, entry: which }: Which,
  { caller }: Pick<Acting, 'caller'>,
  deps: Deps,
): Promise<{ contest: Contest; judge: Judge; entry: Entry }> {
  const contest = await contestOf(id, deps);
  const judge = judgeIn(contest, caller);
  const entry = judge && (await deps.store.entry(id, which));
  if (!judge || !entry) throw notFound('没有这个参赛项目，或不由您评审');
  return { contest, judge, entry };
}

/** A score as its judge sees it. */
export function shownScore({ entry, points, comment, at }: Score) {
  return {
    entry,
    points,
    ...(comment !== undefined && { comment }),
    total: points.reduce((sum, one) => sum + one, 0),
    at,
  };
}

/** Contests as they are read. */
import type { Caller } from '../../../../shared/auth/caller.ts';
import { notFound } from '../../../../shared/http/problem.ts';
import type { Deps } from '../../deps.ts';
import { isMine } from '../../listings/find.ts';
import { conflictOf } from '../../model/conflict.ts';
import { type Contest, type Result, stageOf } from '../../model/contest.ts';
import type { ContestStage } from '../../model/terms.ts';
import {
  allJudged,
  contestOf,
  isParty,
  judgedOf,
  judgeIn,
  seesAll,
  shownContest,
  shownEntry,
} from './find.ts';
import type { Which } from './join.ts';
import { shownScore } from './judge.ts';
import { tieNames } from './schema.ts';

interface PageQuery {
  limit: number;
  cursor?: string | undefined;
}

/** The contests of a subtree. Stages follow from the day, so that a page may not be full. */
export async function listContests(
  { division, stage, limit, cursor }: PageQuery & { division: string; stage?: ContestStage | undefined },
  caller: Caller,
  deps: Deps,
) {
  const ended = stage === 'decided' || stage === 'cancelled';
  const state = stage && (ended ? stage : 'running');
  const scope = `contests ${caller.role} ${caller.subject} ${division} ${stage}`;
  const page = await deps.store.contests(division, { state, limit, scope, cursor });
  return {
    ...page,
    items: page.items
      .map((contest) => shownContest(contest, caller, deps))
      .filter((contest) => stage === undefined || contest.stage === stage),
  };
}

/**
 * The entries of a contest: all for its organiser, the authorities above and its judges, who see with each what keeps them
 * from it and what they gave it; for others their own.
 */
export async function listEntries(id: string, caller: Caller, deps: Deps) {
  const contest = await contestOf(id, deps);
  const entries = await deps.store.entriesOf(id);
  const all = seesAll(contest, caller);
  const judge = judgeIn(contest, caller);
  const judgeds = await allJudged(entries, deps);
  const [recusals, given] = judge
    ? await Promise.all([
        deps.store.recusalsOf(id),
        Promise.all(entries.map((entry) => deps.store.score(id, entry.id, judge.number))),
      ])
    : [[], []];
  return judgeds.flatMap((judged, index) => {
    const { entry } = judged;
    if (!all && !isParty(judged, caller)) return [];
    const interest = judge && conflictOf(judge, judged, recusals);
    const score = given[index];
    return {
      ...shownEntry(entry),
      ...(interest && { conflict: interest }),
      ...(score && {
        score: {
          points: score.points,
          ...(score.comment !== undefined && { comment: score.comment }),
        },
      }),
    };
  });
}

/**
 * One entry, for whoever is a party to it and for who sees all.
 * @throws Problem 404 for everybody else
 */
export async function readEntry({ id, entry: which }: Which, caller: Caller, deps: Deps) {
  const contest = await contestOf(id, deps);
  const entry = await deps.store.entry(id, which);
  if (!entry || !(seesAll(contest, caller) || isParty(await judgedOf(entry, deps), caller)))
    throw notFound('没有这个参赛项目，或您无权查看');
  return entry;
}

/**
 * All scores by entry, with the names of the judges and what does not count; for the organiser alone.
 * @throws Problem 404 for everybody else
 */
export async function listScores(id: string, { limit, cursor }: PageQuery, caller: Caller, deps: Deps) {
  const contest = await contestOf(id, deps);
  if (!isMine(contest, caller)) throw notFound('没有这个大赛，或不由您办理');
  const page = await deps.store.scores(id, { limit, scope: `scores ${id}`, cursor });
  const entries = await deps.store.entriesOf(id);
  const judgeds = await allJudged(entries, deps);
  const recusals = await deps.store.recusalsOf(id);
  return {
    ...page,
    items: page.items.map((score) => {
      const judge = contest.facts.judges.find(({ number }) => number === score.judge)!;
      const judged = judgeds.find(({ entry }) => entry.id === score.entry)!;
      const interest = conflictOf(judge, judged, recusals);
      return { ...shownScore(score), judge: judge.name, ...(interest && { conflict: interest.why }) };
    }),
  };
}

/**
 * What came of a contest, for everybody.
 * @throws Problem 404 until it is decided
 */
export async function readResult(id: string, deps: Deps) {
  const contest = await contestOf(id, deps);
  if (stageOf(contest, deps.today()) !== 'decided') throw notFound('还没有公布结果');
  return shownResult(contest, contest.result!);
}

/** A result as it is shown: means are divided here, and here only. */
export function shownResult(
  { id, facts: { criteria, prizes } }: Contest,
  { ranked, unranked, policy, ties, placed }: Result,
) {
  const mean = (sum: number, judges: number) => Math.round((sum * 100) / judges) / 100;
  return {
    contest: id,
    policy,
    criteria,
    ties: tieNames(ties),
    ranked: ranked.map(({ prize, ...one }) => ({
      ...one,
      means: one.sums.map((sum) => mean(sum, one.judges)),
      mean: mean(
        one.sums.reduce((total, sum) => total + sum, 0),
        one.judges,
      ),
      ...(prize !== undefined && { prize: prizes[prize]!.name, ...placed[one.entry] }),
    })),
    unranked,
  };
}

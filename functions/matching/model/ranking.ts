/** The ranking of a contest (M1.5). Means are compared as fractions, so that no rounding decides. Pure. */
import { conflictOf, type Judged } from './conflict.ts';
import type { Contest, Ranking, Recusal, Score } from './contest.ts';
import type { Tie } from './terms.ts';

interface Tally {
  judged: Judged;
  judges: number;
  sums: number[];
  sum: number;
}

/**
 * Ranks the entries by the mean of what judges without a conflict gave them. Whatever order entries and scores come in, the
 * ranking is the same.
 * @param judgeds what was entered and not withdrawn
 */
export function rank(
  { facts: { criteria, judges, prizes } }: Pick<Contest, 'facts'>,
  judgeds: readonly Judged[],
  scores: readonly Score[],
  recusals: readonly Recusal[],
  { leastJudges, ties }: { leastJudges: number; ties: readonly Tie[] },
): Ranking {
  const tallies = judgeds.map((judged): Tally => {
    const counted = scores.filter((score) => {
      const judge = judges.find(({ number }) => number === score.judge);
      return score.entry === judged.entry.id && judge && !conflictOf(judge, judged, recusals);
    });
    const sums = criteria.map((_, at) => counted.reduce((sum, { points }) => sum + points[at]!, 0));
    return { judged, judges: counted.length, sums, sum: sums.reduce((total, one) => total + one, 0) };
  });
  const won = prizes.flatMap(({ places }, at) => Array<number>(places).fill(at));
  const ranked = tallies.filter((one) => one.judges >= leastJudges).sort(inOrderOf(ties));
  const unranked = tallies.filter((one) => one.judges < leastJudges);
  return {
    ranked: ranked.map(({ judged: { entry }, judges: number, sums }, at) => ({
      entry: entry.id,
      title: entry.title,
      organisation: entry.organisation,
      organisationName: entry.organisationName,
      rank: at + 1,
      judges: number,
      sums,
      ...(won[at] !== undefined && { prize: won[at] }),
    })),
    unranked: unranked
      .map(({ judged: { entry }, judges: number }) => ({
        entry: entry.id,
        title: entry.title,
        judges: number,
      }))
      .sort((a, b) => (a.entry < b.entry ? -1 : 1)),
  };
}

/** Judges without a conflict who have not scored an entry yet, by entry and number. */
export function awaited(
  { facts: { judges } }: Pick<Contest, 'facts'>,
  judgeds: readonly Judged[],
  scores: readonly Score[],
  recusals: readonly Recusal[],
): { entry: string; judge: number }[] {
  const given = new Set(scores.map(({ entry, judge }) => `${entry} ${judge}`));
  return judgeds.flatMap((judged) =>
    judges
      .filter((judge) => !conflictOf(judge, judged, recusals))
      .filter(({ number }) => !given.has(`${judged.entry.id} ${number}`))
      .map(({ number }) => ({ entry: judged.entry.id, judge: number })),
  );
}

type Compare = (a: Tally, b: Tally) => number;

/** More by the mean comes first; both sides multiplied by the numbers of judges. */
const byMean = (a: number, of: Tally, b: number, and: Tally) => b * of.judges - a * and.judges;

const TIE_BREAKS: Readonly<Record<Tie, Compare>> = {
  criteria: (a, b) => {
    for (const [at, sum] of a.sums.entries()) {
      const order = byMean(sum, a, b.sums[at]!, b);
      if (order !== 0) return order;
    }
    return 0;
  },
  budget: (a, b) => a.judged.entry.budgetFen - b.judged.entry.budgetFen,
  entered: ({ judged: { entry: a } }, { judged: { entry: b } }) => compare(a.createdAt, b.createdAt),
};

const inOrderOf =
  (ties: readonly Tie[]): Compare =>
  (a, b) =>
    byMean(a.sum, a, b.sum, b) ||
    ties.map((tie) => TIE_BREAKS[tie](a, b)).find((order) => order !== 0) ||
    compare(a.judged.entry.id, b.judged.entry.id);

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The best allocation by trying every set of candidates: what the solver's results are held against. */
import type { Instance } from '../../functions/matching/allocation/instance.ts';

/** What is wrong with a set of candidates, minimum shares aside; undefined when nothing is. */
export function broken(instance: Instance, chosen: readonly number[]): string | undefined {
  const demand = instance.needs.reduce((sum, need) => sum + need.demand, 0);
  const share = Math.max(1, Math.floor((instance.maxShare ?? 1) * demand * (1 + Number.EPSILON * 4)));
  const count = (part: 'need' | 'organisation', id: string) =>
    chosen.filter((k) => instance.candidates[k]![part] === id).length;
  for (const { id, demand: units } of instance.needs) if (count('need', id) > units) return `need ${id}`;
  for (const { id, capacity } of instance.organisations) {
    if (count('organisation', id) > capacity) return `organisation ${id}`;
    if (instance.maxShare !== undefined && count('organisation', id) > share) return `share of ${id}`;
  }
  for (const { id, amount } of instance.limits) {
    let used = 0;
    for (const k of chosen)
      for (const use of instance.candidates[k]!.uses ?? []) if (use.limit === id) used += use.amount;
    if (used > amount) return `limit ${id}`;
  }
  const pairs = chosen.map((k) => `${instance.candidates[k]!.need} ${instance.candidates[k]!.organisation}`);
  if (new Set(pairs).size < pairs.length) return 'a pair twice';
  if (chosen.some((k) => instance.candidates[k]!.score < 0)) return 'a negative score';
  return undefined;
}

/** How many of a group, and of all, are served. */
export function countsOf(instance: Instance, group: readonly string[], chosen: readonly number[]) {
  return {
    group: chosen.filter((k) => group.includes(instance.candidates[k]!.need)).length,
    all: chosen.length,
  };
}

export interface Judged {
  /** The greatest objective. */
  objective: number;
  /** The most of each minimum share's group that can be served. */
  most: number[];
}

/** @param instance of few candidates: every set of them is tried */
export function bruteForce(instance: Instance): Judged {
  const shares = instance.minShares ?? [];
  const most = shares.map(() => 0);
  const feasible: { score: number; counts: { group: number; all: number }[] }[] = [];
  for (let set = 0; set < 2 ** instance.candidates.length; set++) {
    const chosen = [...instance.candidates.keys()].filter((k) => set & (1 << k));
    if (broken(instance, chosen) !== undefined) continue;
    const counts = shares.map(({ needs }) => countsOf(instance, needs, chosen));
    for (const [g, { group }] of counts.entries()) most[g] = Math.max(most[g]!, group);
    feasible.push({ score: chosen.reduce((sum, k) => sum + instance.candidates[k]!.score, 0), counts });
  }
  const objective = feasible.reduce(
    (best, { score, counts }) =>
      counts.every(({ group, all }, g) => group >= shares[g]!.share * all - 1e-9 || group >= most[g]!)
        ? Math.max(best, score)
        : best,
    0,
  );
  return { objective, most };
}

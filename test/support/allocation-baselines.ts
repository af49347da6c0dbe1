/** What a user might do instead of solving: take the best candidate that is left, or let both sides choose. */
import solver from 'javascript-lp-solver';
import { munkres } from 'munkres';
import { solveInteger, solveLinear } from '../../functions/matching/allocation/highs.ts';
import type { Instance } from '../../functions/matching/allocation/instance.ts';
import { linearOf } from '../../functions/matching/allocation/linear.ts';
import { programmeOf } from '../../functions/matching/allocation/programme.ts';

const byId = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Candidates by their score, each taken when it still fits. Places in `instance.candidates`. */
export function greedy(instance: Instance): number[] {
  const demand = new Map(instance.needs.map((need) => [need.id, need.demand]));
  const capacity = new Map(instance.organisations.map(({ id, capacity }) => [id, capacity]));
  const left = new Map(instance.limits.map(({ id, amount }) => [id, amount]));
  const pairs = new Set<string>();
  const order = [...instance.candidates.keys()].sort(
    (a, b) => instance.candidates[b]!.score - instance.candidates[a]!.score || a - b,
  );
  return order.filter((k) => {
    const { need, organisation, score, uses = [] } = instance.candidates[k]!;
    const pair = `${need} ${organisation}`;
    if (score <= 0 || pairs.has(pair) || demand.get(need)! < 1 || capacity.get(organisation)! < 1)
      return false;
    if (uses.some(({ limit, amount }) => amount > left.get(limit)!)) return false;
    pairs.add(pair);
    demand.set(need, demand.get(need)! - 1);
    capacity.set(organisation, capacity.get(organisation)! - 1);
    for (const { limit, amount } of uses) left.set(limit, left.get(limit)! - amount);
    return true;
  });
}

/** Deferred acceptance (Gale and Shapley): needs propose, organisations keep whom they score highest. Without limits. */
export function stable(instance: Instance): number[] {
  const wishes = new Map<string, number[]>(instance.needs.map(({ id }) => [id, []]));
  for (const [k, { need, score }] of instance.candidates.entries()) if (score > 0) wishes.get(need)!.push(k);
  for (const list of wishes.values())
    list.sort((a, b) => instance.candidates[a]!.score - instance.candidates[b]!.score || b - a);
  const capacity = new Map(instance.organisations.map(({ id, capacity }) => [id, capacity]));
  const kept = new Map<string, number[]>(instance.organisations.map(({ id }) => [id, []]));
  const open = instance.needs.flatMap(({ id, demand }) => new Array<string>(demand).fill(id)).sort(byId);
  for (let need = open.pop(); need !== undefined; need = open.pop()) {
    const wish = wishes.get(need)!.pop();
    if (wish === undefined) continue;
    const { organisation } = instance.candidates[wish]!;
    const list = kept.get(organisation)!;
    const twice = list.some((k) => instance.candidates[k]!.need === need);
    if (!twice) list.push(wish);
    list.sort((a, b) => instance.candidates[b]!.score - instance.candidates[a]!.score || a - b);
    if (twice) open.push(need);
    else if (list.length > capacity.get(organisation)!) open.push(instance.candidates[list.pop()!]!.need);
  }
  return [...kept.values()].flat();
}

export function scoreOf({ candidates }: Instance, chosen: readonly number[]): number {
  return chosen.reduce((sum, k) => sum + candidates[k]!.score, 0);
}

/** The whole as one programme for HiGHS: in whole numbers, or its linear relaxation, which bounds every allocation. */
export async function plain(instance: Instance, kind: 'integer' | 'linear', seconds: number) {
  const programme = programmeOf(instance);
  const columns = Int32Array.from(programme.weight.keys());
  const { programme: whole } = linearOf(programme, programme.limits, { columns, certain: new Int32Array() });
  const solution =
    kind === 'integer'
      ? await solveInteger(whole, { seconds, steps: 1_000_000_000 })
      : await solveLinear(whole, seconds);
  if (!solution || solution === 'impossible' || !('values' in solution) || !solution.values) return undefined;
  const { values } = solution;
  // Whole numbers come as floats that are nearly so.
  const of = kind === 'integer' ? Math.round : Number;
  return whole.cost.reduce((sum, cost, k) => sum + cost * of(values[k]!), 0);
}

/** javascript-lp-solver, as its readme has it. */
export function lpSolver(instance: Instance): number {
  const variables: Record<string, Record<string, number>> = {};
  for (const [at, { need, organisation, score }] of instance.candidates.entries())
    variables[`x${at}`] = { score, [need]: 1, [organisation]: 1 };
  const constraints = Object.fromEntries([
    ...instance.needs.map(({ id, demand }) => [id, { max: demand }]),
    ...instance.organisations.map(({ id, capacity }) => [id, { max: capacity }]),
  ]);
  // A method of the solver, which its types do not know: it needs its `this`.
  return (solver as unknown as { Solve(model: object): { result: number } }).Solve({
    optimize: 'score',
    opType: 'max',
    constraints,
    variables,
  }).result;
}

/** munkres knows one to one only: every place of an organisation is a column of its own. */
export function hungarian(instance: Instance): number {
  const columns = new Map<string, number[]>();
  let width = 0;
  for (const { id, capacity } of instance.organisations)
    columns.set(
      id,
      Array.from({ length: capacity }, () => width++),
    );
  const rows = new Map(instance.needs.map(({ id }, at) => [id, at]));
  const costs = instance.needs.map(() => new Float64Array(Math.max(width, instance.needs.length)));
  for (const { need, organisation, score } of instance.candidates)
    for (const column of columns.get(organisation)!) costs[rows.get(need)!]![column] = -score;
  return -munkres(costs as never).reduce((sum, [row, column]) => sum + costs[row]![column]!, 0);
}

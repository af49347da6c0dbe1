/** What a user might do instead of solving: take the best candidate that is left, or let both sides choose. */
import type { Instance } from '../../functions/matching/allocation/instance.ts';

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

/**
 * Why a need was given whom it was given: for each better candidate what stopped it, for what is left unserved what would
 * serve it. Numbers and ids only; others put them into words. Pure.
 */
import type { Allocation } from './allocate.ts';
import { type Candidate, type Instance, mostOfOne, usesOf } from './instance.ts';

/** A need that is served by an organisation, or from a limit, and what speaks for it. */
export interface Served {
  need: string;
  organisation: string;
  score: number;
}

/** What stood in the way of a candidate. */
export type Stop =
  /** The organisation has no place left: who got them, the lowest score first. */
  | { kind: 'organisation-full'; organisation: string; capacity: number; served: Served[] }
  /** No organisation serves more than `most` by maxShare: what it serves, the lowest score first. */
  | { kind: 'max-share'; organisation: string; most: number; served: Served[] }
  /** Of a limit only `left` is left, the candidate takes `amount`: who took of it, and how much. */
  | { kind: 'limit'; limit: string; amount: number; left: number; served: (Served & { amount: number })[] }
  /** Another group's minimum share holds it back; `price` is what that costs for each place. */
  | { kind: 'minimum-share'; name: string; price: number }
  /** It could be had, but the whole would lose more by it than it brings. */
  | { kind: 'whole' };

export interface NotChosen {
  /** Its place in `instance.candidates`. */
  candidate: number;
  organisation: string;
  score: number;
  /** What the whole would lose by it at least, by the prices; 0 where they cannot tell. */
  loss: number;
  stops: Stop[];
}

/** What would let a candidate serve the need, all of it together. */
export interface Remedy {
  candidate: number;
  organisation: string;
  score: number;
  /** A place more at the organisation, by its own capacity or by maxShare. */
  place?: 'capacity' | 'max-share';
  /** So much more of each limit. */
  limits: { limit: string; more: number }[];
}

export interface Explanation {
  need: string;
  demand: number;
  /** Places in `instance.candidates`, the best first. */
  chosen: number[];
  /** Candidates better than the worst chosen; where a unit is left unserved, all. The best first. */
  notChosen: NotChosen[];
  /** Units of demand that nobody serves. */
  unserved: number;
  /** What would serve one of them, the best first; none where the need has no candidate left. */
  remedies: Remedy[];
}

/** Looks an instance and its allocation through once, and then explains any need of it. */
export function explainer(instance: Instance, allocation: Allocation): (need: string) => Explanation {
  const { candidates } = instance;
  const { prices, objective } = allocation;
  const chosen = new Set(allocation.chosen);
  const most = mostOfOne(instance);
  const demands = new Map(instance.needs.map(({ id, demand }) => [id, demand]));
  const capacities = new Map(instance.organisations.map(({ id, capacity }) => [id, capacity]));
  const left = new Map(instance.limits.map(({ id, amount }) => [id, amount]));
  const ofNeed = new Map<string, number[]>();
  const ofOrganisation = new Map<string, Served[]>();
  const ofLimit = new Map<string, (Served & { amount: number })[]>();
  for (const [k, candidate] of candidates.entries()) append(ofNeed, candidate.need, k);
  for (const k of allocation.chosen) {
    const { need, organisation, score, uses } = candidates[k]!;
    append(ofOrganisation, organisation, { need, organisation, score });
    for (const [limit, amount] of usesOf(uses)) {
      append(ofLimit, limit, { need, organisation, score, amount });
      left.set(limit, left.get(limit)! - amount);
    }
  }
  for (const served of [...ofOrganisation.values(), ...ofLimit.values()])
    served.sort((a, b) => a.score - b.score || (a.need < b.need ? -1 : 1));

  return (need) => {
    const demand = demands.get(need);
    if (demand === undefined) throw new RangeError(`no need has the id ${need}`);
    const all = (ofNeed.get(need) ?? []).filter((k) => candidates[k]!.score >= 0).sort(byScore);
    const own = all.filter((k) => chosen.has(k));
    const unserved = demand - own.length;
    const least = unserved > 0 ? 0 : Math.min(...own.map((k) => candidates[k]!.score));
    const served = new Set(own.map((k) => candidates[k]!.organisation));
    const others = all.filter((k) => !chosen.has(k) && demand > 0);
    return {
      need,
      demand,
      chosen: own,
      notChosen: others
        .filter((k) => candidates[k]!.score > chosenScore(own, k, least))
        .map((k) => notChosen(k, own)),
      unserved,
      remedies:
        unserved > 0 ? others.filter((k) => !served.has(candidates[k]!.organisation)).map(remedyOf) : [],
    };
  };

  /** What a candidate has to be better than: another way of its own pair where one is chosen, else the least. */
  function chosenScore(own: readonly number[], k: number, least: number): number {
    const same = own.find((other) => candidates[other]!.organisation === candidates[k]!.organisation);
    return same === undefined ? least : candidates[same]!.score;
  }

  function notChosen(k: number, own: readonly number[]): NotChosen {
    const { organisation, score } = candidates[k]!;
    const same = own.find((other) => candidates[other]!.organisation === organisation);
    const stops = stopsOf(candidates[k]!, same === undefined ? undefined : candidates[same]!);
    return { candidate: k, organisation, score, loss: lossOf(candidates[k]!), stops };
  }

  /** @param instead the chosen way of the same pair, whose place and amounts it would take over */
  function stopsOf({ organisation, uses }: Candidate, instead: Candidate | undefined): Stop[] {
    const stops: Stop[] = [];
    const served = ofOrganisation.get(organisation) ?? [];
    const capacity = capacities.get(organisation)!;
    if (!instead && served.length >= capacity)
      stops.push({ kind: 'organisation-full', organisation, capacity, served });
    else if (!instead && served.length >= most) stops.push({ kind: 'max-share', organisation, most, served });
    const freed = usesOf(instead?.uses);
    for (const [limit, amount] of usesOf(uses)) {
      const remaining = left.get(limit)! + (freed.get(limit) ?? 0);
      if (amount > remaining)
        stops.push({ kind: 'limit', limit, amount, left: remaining, served: ofLimit.get(limit) ?? [] });
    }
    if (stops.length === 0)
      for (const [name, { price }] of prices.minShares)
        if (price > 0) stops.push({ kind: 'minimum-share', name, price });
    return stops.length > 0 ? stops : [{ kind: 'whole' }];
  }

  /** The reduced cost, less what the relaxation promises above the objective. */
  function lossOf({ need, organisation, score, uses }: Candidate): number {
    let loss = prices.needs.get(need)! + prices.organisations.get(organisation)! - score;
    for (const [limit, amount] of usesOf(uses)) loss += prices.limits.get(limit)! * amount;
    return Math.max(0, loss - Math.max(0, prices.bound - objective));
  }

  function remedyOf(k: number): Remedy {
    const { organisation, score, uses } = candidates[k]!;
    const serves = ofOrganisation.get(organisation)?.length ?? 0;
    const place =
      serves >= capacities.get(organisation)! ? 'capacity' : serves >= most ? 'max-share' : undefined;
    const limits = [...usesOf(uses)].flatMap(([limit, amount]) =>
      amount > left.get(limit)! ? [{ limit, more: amount - left.get(limit)! }] : [],
    );
    return { candidate: k, organisation, score, ...(place && { place }), limits };
  }

  function byScore(a: number, b: number): number {
    return candidates[b]!.score - candidates[a]!.score || a - b;
  }
}

function append<T>(lists: Map<string, T[]>, key: string, entry: T) {
  const list = lists.get(key);
  if (list) list.push(entry);
  else lists.set(key, [entry]);
}

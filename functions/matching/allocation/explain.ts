/**
 * Why a need was given whom it was given: for each better organisation what stopped it, all of which would have to be
 * otherwise for it to be chosen. Numbers and ids only; others put them into words. Pure.
 */
import type { Allocation } from './allocate.ts';
import { type Candidate, type Instance, mostOfOne, usesOf } from './instance.ts';
import { fractionOf } from './minimum-share.ts';

/** A need that is served by an organisation, or from a limit, and what speaks for it. */
export interface Served {
  need: string;
  organisation: string;
  score: number;
}

/** What stood in the way of a candidate. */
export type Stop =
  /** The organisation has no place left: who got them, the lowest score first. */
  | { kind: 'organisation-full'; organisation: string; capacity: number; served: readonly Served[] }
  /** No organisation serves more than `most` by maxShare: what it serves, the lowest score first. */
  | { kind: 'max-share'; organisation: string; most: number; served: readonly Served[] }
  /** Of a limit only `left` is left, the candidate takes `amount`: who took of it, the lowest score first. */
  | { kind: 'limit'; limit: string; amount: number; left: number; served: readonly Served[] }
  /** A group's minimum share holds it back: who of the group took what it needs, the lowest score first. */
  | { kind: 'minimum-share'; name: string; share: number; served: readonly Served[] }
  /** It could be had, but the whole would lose more by it than it brings. */
  | { kind: 'whole' };

export interface NotChosen {
  /** Its place in `instance.candidates`: of several ways of the organisation the one that the least stops. */
  candidate: number;
  organisation: string;
  score: number;
  /**
   * What the whole would lose by it at least, by the prices; 0 where they cannot tell. Where a minimum share binds, as long
   * as it is kept by the same side of its "or".
   */
  loss: number;
  stops: Stop[];
}

export interface Explanation {
  need: string;
  demand: number;
  /** Places in `instance.candidates`, the best first. */
  chosen: number[];
  /** Organisations better than the worst chosen; where a unit is left unserved, all others. The best first. */
  notChosen: NotChosen[];
  /** Units of demand that nobody serves. */
  unserved: number;
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
  const shares = (instance.minShares ?? []).map(({ name, share, needs }) => {
    const group = new Set(needs);
    const served = allocation.chosen.filter((k) => group.has(candidates[k]!.need)).length;
    return { name, share, group, served, membersOf: membersOf(group), ...fractionOf(share) };
  });
  const ofNeed = new Map<string, number[]>();
  const chosenOf = new Map<string, number[]>();
  const ofOrganisation = new Map<string, Served[]>();
  const ofLimit = new Map<string, Served[]>();
  const rooms = new Map<string, number>();
  for (const [k, candidate] of candidates.entries()) append(ofNeed, candidate.need, k);
  for (const k of allocation.chosen) {
    const { need, organisation, score, uses } = candidates[k]!;
    append(chosenOf, organisation, k);
    append(ofOrganisation, organisation, { need, organisation, score });
    for (const [limit, amount] of usesOf(uses)) {
      append(ofLimit, limit, { need, organisation, score });
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
    const insteadOf = (k: number) => {
      const same = own.find((other) => candidates[other]!.organisation === candidates[k]!.organisation);
      return same ?? (unserved > 0 ? undefined : own.at(-1));
    };
    const better = all.filter((k) => {
      const instead = insteadOf(k);
      return (
        demand > 0 &&
        !chosen.has(k) &&
        (instead === undefined || candidates[k]!.score > candidates[instead]!.score)
      );
    });
    const ways = Map.groupBy(better, (k) => candidates[k]!.organisation);
    return {
      need,
      demand,
      chosen: own,
      notChosen: [...ways.values()].map((ks) => easiest(ks.map((k) => notChosen(k, insteadOf(k))))),
      unserved,
    };
  };

  /** @param instead whose amounts it would take over, and if that is the same organisation its place */
  function notChosen(k: number, instead: number | undefined): NotChosen {
    const { organisation, score } = candidates[k]!;
    const replaced = instead === undefined ? undefined : candidates[instead]!;
    const stops = stopsOf(candidates[k]!, replaced);
    const inPlace = replaced?.organisation === organisation;
    return { candidate: k, organisation, score, loss: lossOf(k, inPlace), stops };
  }

  function stopsOf({ need, organisation, score, uses }: Candidate, instead: Candidate | undefined): Stop[] {
    const stops: Exclude<Stop, { kind: 'whole' }>[] = [];
    const served = ofOrganisation.get(organisation) ?? [];
    const capacity = capacities.get(organisation)!;
    const inPlace = instead?.organisation === organisation;
    if (!inPlace && served.length >= capacity)
      stops.push({ kind: 'organisation-full', organisation, capacity, served });
    if (!inPlace && served.length >= most) stops.push({ kind: 'max-share', organisation, most, served });
    const freed = usesOf(instead?.uses);
    for (const [limit, amount] of usesOf(uses)) {
      const remaining = left.get(limit)! + (freed.get(limit) ?? 0);
      if (amount <= remaining) continue;
      const all = ofLimit.get(limit) ?? [];
      const others = freed.has(limit) ? without(all, instead!) : all;
      stops.push({ kind: 'limit', limit, amount, left: remaining, served: others });
    }
    const hard = [...stops];
    for (const share of shares) {
      if (share.group.has(need)) continue;
      const took = hard.map((stop) => share.membersOf(stop.served)).find(([one]) => one) ?? [];
      // In place of the least of the group; what is taken by better ones, or others, is so whatever the share.
      if (hard.length > 0 && !(took[0] && took[0].score < score)) continue;
      const lost = hard.length > 0 ? 1 : 0;
      const total = allocation.chosen.length - lost + (instead ? 0 : 1);
      if ((share.served - lost) * share.whole < share.part * total)
        stops.push({ kind: 'minimum-share', name: share.name, share: share.share, served: took });
    }
    return stops.length > 0 ? stops : [{ kind: 'whole' }];
  }

  /** What it is dearer than its need, and what it costs to make room for it; less what the prices promise too much. */
  function lossOf(k: number, inPlace: boolean): number {
    const { organisation } = candidates[k]!;
    const there = chosenOf.get(organisation) ?? [];
    const full = there.length > 0 && there.length >= Math.min(capacities.get(organisation)!, most);
    const room = full && !inPlace ? roomAt(organisation, there) : 0;
    return Math.max(0, Math.max(0, dearness(k)) + room - Math.max(0, prices.bound - objective));
  }

  /** What a full organisation's place costs at least: one of those there goes elsewhere, or unserved. */
  function roomAt(organisation: string, there: readonly number[]): number {
    const known = rooms.get(organisation) ?? Math.min(...there.map(leaving));
    rooms.set(organisation, known);
    return known;
  }

  function leaving(k: number): number {
    const { need } = candidates[k]!;
    const serving = new Set(
      ofNeed.get(need)!.flatMap((way) => (chosen.has(way) ? candidates[way]!.organisation : [])),
    );
    const elsewhere = ofNeed
      .get(need)!
      .filter((way) => candidates[way]!.score >= 0 && !serving.has(candidates[way]!.organisation))
      .map((way) => Math.max(0, dearness(way)));
    return Math.min(prices.needs.get(need)!, ...elsewhere) + Math.max(0, -dearness(k));
  }

  /** What a candidate takes, at its prices, above its score: the reduced cost. */
  function dearness(k: number): number {
    const { need, organisation, score, uses } = candidates[k]!;
    let dearness = prices.needs.get(need)! + prices.organisations.get(organisation)! - score;
    for (const [limit, amount] of usesOf(uses)) dearness += prices.limits.get(limit)! * amount;
    for (const { name, group, ...of } of shares) {
      const { side, price } = prices.minShares.get(name) ?? { side: 'share', price: 0 };
      const [part, whole] = side === 'share' ? [of.part, of.whole] : [0, 1];
      dearness += price * (group.has(need) ? part - whole : part);
    }
    return dearness;
  }

  function byScore(a: number, b: number): number {
    return candidates[b]!.score - candidates[a]!.score || a - b;
  }
}

/** Of several ways the one that the least stops; whichever is taken, the whole loses as much as by the cheapest. */
function easiest(ways: readonly NotChosen[]): NotChosen {
  const stopped = ({ stops }: NotChosen) => stops.filter(({ kind }) => kind !== 'whole').length;
  const [first] = ways.toSorted((a, b) => stopped(a) - stopped(b) || a.loss - b.loss);
  return { ...first!, loss: Math.min(...ways.map(({ loss }) => loss)) };
}

const without = (served: readonly Served[], { need, organisation }: Candidate) =>
  served.filter((one) => one.need !== need || one.organisation !== organisation);

/** Those served whose needs are of a group; kept, for lists are long and each candidate asks for them again. */
function membersOf(group: ReadonlySet<string>): (served: readonly Served[]) => readonly Served[] {
  const known = new Map<readonly Served[], readonly Served[]>();
  return (served) => {
    const members = known.get(served) ?? served.filter(({ need }) => group.has(need));
    known.set(served, members);
    return members;
  };
}

function append<T>(lists: Map<string, T[]>, key: string, entry: T) {
  const list = lists.get(key);
  if (list) list.push(entry);
  else lists.set(key, [entry]);
}

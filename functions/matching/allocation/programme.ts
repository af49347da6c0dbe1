/**
 * An instance as arrays of numbers, in the order of the ids: whatever the order that it was given in, it is worked on, and
 * its result falls, alike. Pure.
 */
import type { Network } from './flow.ts';
import { type Candidate, type Instance, mostOfOne, usesOf } from './instance.ts';

/** A condition on what is chosen beside the flow: the sum of `coefficient` over the chosen is at most `most`. */
export interface Row {
  /** Of the limit or of the minimum share; which side of the latter's "or" it stands for. */
  id: string;
  side?: Side;
  /** Candidates (positions in the programme) that count, and what each counts; integers. */
  candidates: Int32Array;
  coefficients: Float64Array;
  most: number;
}

/** A minimum share is kept by the share itself, or by as many as can be served at all. */
export type Side = 'share' | 'most';

export interface Programme {
  needs: readonly string[];
  organisations: readonly string[];
  /** Pairs of a need and an organisation; capacity as maxShare leaves it. */
  network: Network;
  needOf: Int32Array;
  /** The candidates of pair p, ways of serving it, are `ways[p]` to `ways[p + 1] - 1`, the best first. */
  ways: Int32Array;
  pairOf: Int32Array;
  /** The place of each candidate in the instance. */
  given: Int32Array;
  /** Scores times `scale`, integers of which sums are exact. */
  weight: Float64Array;
  scale: number;
  /** Whether weights are the scores exactly, and not rounded in the twelfth digit. */
  exact: boolean;
  limits: readonly Row[];
}

/** @param instance without faults */
export function programmeOf(instance: Instance): Programme {
  const needs = sortedIds(instance.needs);
  const organisations = sortedIds(instance.organisations);
  const needAt = positions(needs);
  const organisationAt = positions(organisations);
  const amountOf = new Map(instance.limits.map(({ id, amount }) => [id, amount]));
  const least = instance.minShares?.length ? 0 : Number.MIN_VALUE;
  const usable = [...instance.candidates.keys()].filter((at) => {
    const { score, uses } = instance.candidates[at]!;
    return score >= least && [...usesOf(uses)].every(([limit, amount]) => amount <= amountOf.get(limit)!);
  });
  const at = (candidate: Candidate) =>
    needAt.get(candidate.need)! * organisations.length + organisationAt.get(candidate.organisation)!;
  const key = instance.candidates.map(at);
  const given = Int32Array.from(usable).sort(
    (a, b) => key[a]! - key[b]! || byWorth(instance.candidates[a]!, instance.candidates[b]!) || a - b,
  );
  const { pairOf, ways, start, organisation, needOf } = pairsOf(
    Array.from(given, (k) => key[k]!),
    needs.length,
    organisations.length,
  );
  const count = organisation.length;
  const { scale, exact } = scaleOf(
    Array.from(given, (k) => instance.candidates[k]!.score),
    count,
  );
  const demands = new Map(instance.needs.map(({ id, demand }) => [id, demand]));
  const capacities = new Map(instance.organisations.map(({ id, capacity }) => [id, capacity]));
  const share = mostOfOne(instance);
  const rows = rowsOf(instance, given);
  return {
    needs,
    organisations,
    network: {
      demand: Int32Array.from(needs, (id, i) => Math.min(demands.get(id)!, start[i + 1]! - start[i]!)),
      capacity: Int32Array.from(organisations, (id) => Math.min(capacities.get(id)!, share, count)),
      start,
      organisation,
    },
    needOf,
    ways,
    pairOf,
    given,
    weight: Float64Array.from(given, (k) => Math.round(instance.candidates[k]!.score * scale)),
    scale,
    exact,
    limits: rows,
  };
}

const byId = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const sortedIds = (entries: readonly { id: string }[]) => entries.map(({ id }) => id).sort(byId);
const positions = (ids: readonly string[]) => new Map(ids.map((id, at) => [id, at]));

/** The better way first; of equal ones the order says nothing of where they stood. */
function byWorth(a: Candidate, b: Candidate): number {
  if (a.score !== b.score) return b.score - a.score;
  const said = (candidate: Candidate) =>
    JSON.stringify([...usesOf(candidate.uses)].sort(([x], [y]) => byId(x, y)));
  return byId(said(a), said(b));
}

function pairsOf(keys: readonly number[], needs: number, organisations: number) {
  const first = keys.flatMap((key, k) => (k > 0 && keys[k - 1] === key ? [] : [k]));
  const pairOf = new Int32Array(keys.length);
  for (const [pair, from] of first.entries()) pairOf.fill(pair, from, first[pair + 1] ?? keys.length);
  const needOf = Int32Array.from(first, (k) => Math.floor(keys[k]! / organisations));
  const start = new Int32Array(needs + 1);
  for (const need of needOf) start[need + 1]!++;
  for (let i = 0; i < needs; i++) start[i + 1]! += start[i]!;
  return {
    pairOf,
    needOf,
    start,
    ways: Int32Array.from([...first, keys.length]),
    organisation: Int32Array.from(first, (k) => keys[k]! % organisations),
  };
}

/** The greatest power of two that is a number. */
const GREATEST_POWER = 1023;

/** Scores of up to six decimal places become integers; others are rounded to twelve digits of the greatest. */
function scaleOf(scores: readonly number[], pairs: number): { scale: number; exact: boolean } {
  const greatest = scores.reduce((most, score) => Math.max(most, Math.abs(score)), 0);
  const room = 2 ** 52 / Math.max(1, pairs);
  for (let scale = 1; scale <= 1e6 && greatest * scale <= room; scale *= 10)
    if (scores.every((score) => Math.round(score * scale) / scale === score)) return { scale, exact: true };
  const most = Math.min(room, 2 ** 40);
  const power = Math.floor(Math.log2(most / Math.max(greatest, Number.MIN_VALUE)));
  return { scale: 2 ** Math.min(power, GREATEST_POWER), exact: false };
}

/** The limits that could bind: of which the candidates together might take more than there is. */
function rowsOf(instance: Instance, given: Int32Array): Row[] {
  const taken = new Map<string, { candidates: number[]; coefficients: number[] }>();
  for (const [k, from] of given.entries()) {
    for (const [limit, amount] of usesOf(instance.candidates[from]!.uses)) {
      const row = taken.get(limit) ?? { candidates: [], coefficients: [] };
      taken.set(limit, row);
      row.candidates.push(k);
      row.coefficients.push(amount);
    }
  }
  return [...instance.limits]
    .sort((a, b) => byId(a.id, b.id))
    .flatMap(({ id, amount }) => {
      const row = taken.get(id);
      if (!row || row.coefficients.reduce((sum, each) => sum + each, 0) <= amount) return [];
      return [
        {
          id,
          candidates: Int32Array.from(row.candidates),
          coefficients: Float64Array.from(row.coefficients),
          most: amount,
        },
      ];
    });
}

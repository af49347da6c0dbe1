/**
 * What an allocation is made of: needs that ask for so many organisations, organisations that can do so much, candidates
 * with scores, and what binds them together. Pure.
 */

export interface Need {
  id: string;
  /** How many different organisations may serve it. */
  demand: number;
}

export interface Organisation {
  id: string;
  /** How many needs it may serve. */
  capacity: number;
}

/** What a candidate takes of a limit: fen of a budget, a slot of a venue, a place of a period. */
export interface Use {
  limit: string;
  amount: number;
}

/** An organisation that could serve a need; several of one pair are ways of doing so, of which one at most is chosen. */
export interface Candidate {
  need: string;
  organisation: string;
  /** Any finite number; a candidate of a negative score is never chosen. */
  score: number;
  uses?: readonly Use[];
}

export interface Limit {
  id: string;
  amount: number;
}

/** The least share of a group of needs in all that is served, as far as so much of the group can be served at all. */
export interface MinShare {
  name: string;
  needs: readonly string[];
  /** From 0 to 1; looked at to nine decimal places. */
  share: number;
}

export interface Instance {
  needs: readonly Need[];
  organisations: readonly Organisation[];
  candidates: readonly Candidate[];
  limits: readonly Limit[];
  /** No organisation serves more than this part of the whole demand, rounded down, though one need it always may. */
  maxShare?: number;
  minShares?: readonly MinShare[];
}

/** What is wrong with an instance, and where. */
export interface Fault {
  path: (string | number)[];
  message: string;
}

/** The greatest size of a score: sums of scores stay exact numbers. */
export const GREATEST_SCORE = 1e9;

/** All that makes an instance meaningless: ids given twice, names of nothing, amounts that are none. */
export function faultsOf(instance: Instance): Fault[] {
  const faults: Fault[] = [];
  const ids = (part: 'needs' | 'organisations' | 'limits', amount: 'demand' | 'capacity' | 'amount') => {
    const seen = new Set<string>();
    for (const [at, entry] of instance[part].entries()) {
      if (seen.has(entry.id))
        faults.push({ path: [part, at, 'id'], message: `"${entry.id}" is given twice; each id once` });
      seen.add(entry.id);
      const value = (entry as unknown as Record<string, number>)[amount]!;
      if (!isAmount(value)) faults.push({ path: [part, at, amount], message: noAmount(value) });
    }
    return seen;
  };
  const needs = ids('needs', 'demand');
  const organisations = ids('organisations', 'capacity');
  const limits = ids('limits', 'amount');
  for (const [at, candidate] of instance.candidates.entries()) {
    const path = ['candidates', at];
    if (!needs.has(candidate.need))
      faults.push({ path: [...path, 'need'], message: `no need has the id "${candidate.need}"` });
    if (!organisations.has(candidate.organisation))
      faults.push({
        path: [...path, 'organisation'],
        message: `no organisation has the id "${candidate.organisation}"`,
      });
    if (!(Math.abs(candidate.score) <= GREATEST_SCORE))
      faults.push({
        path: [...path, 'score'],
        message: `${candidate.score} is no score; a number from ${-GREATEST_SCORE} to ${GREATEST_SCORE}`,
      });
    for (const [use, { limit, amount }] of (candidate.uses ?? []).entries()) {
      if (!limits.has(limit))
        faults.push({ path: [...path, 'uses', use, 'limit'], message: `no limit has the id "${limit}"` });
      if (!isAmount(amount))
        faults.push({ path: [...path, 'uses', use, 'amount'], message: noAmount(amount) });
    }
  }
  const { maxShare } = instance;
  if (maxShare !== undefined && !(maxShare > 0 && maxShare <= 1))
    faults.push({ path: ['maxShare'], message: `${maxShare} is no share; a number above 0, up to 1` });
  for (const [at, { needs: group, share }] of (instance.minShares ?? []).entries()) {
    if (!(share >= 0 && share <= 1))
      faults.push({
        path: ['minShares', at, 'share'],
        message: `${share} is no share; a number from 0 to 1`,
      });
    for (const [n, need] of group.entries())
      if (!needs.has(need))
        faults.push({ path: ['minShares', at, 'needs', n], message: `no need has the id "${need}"` });
  }
  return faults;
}

const isAmount = (value: number) => Number.isSafeInteger(value) && value >= 0;
const noAmount = (value: number) =>
  `${value} is no amount; a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`;

/** The most needs that one organisation may serve by `maxShare`. */
export function mostOfOne({ maxShare, needs }: Instance): number {
  if (maxShare === undefined) return Number.MAX_SAFE_INTEGER;
  const demand = needs.reduce((sum, need) => sum + need.demand, 0);
  // A share of 0.29 of 100 is 29, though the product falls short of it.
  return Math.max(1, Math.floor(maxShare * demand * (1 + Number.EPSILON * 4)));
}

/** What a candidate takes of each limit; a limit named twice is taken twice. */
export function usesOf(uses: Candidate['uses']): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { limit, amount } of uses ?? [])
    if (amount > 0) sums.set(limit, (sums.get(limit) ?? 0) + amount);
  return sums;
}

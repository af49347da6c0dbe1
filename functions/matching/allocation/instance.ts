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

/** The greatest size of a score: sums of scores stay exact numbers. */
export const GREATEST_SCORE = 1e9;

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

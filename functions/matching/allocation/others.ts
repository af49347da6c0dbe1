/** Candidates that were left out of an instance to keep it small: whether the best allocation may do without them. Pure. */
import type { Allocation } from './allocate.ts';
import { type Candidate, type Instance, usesOf } from './instance.ts';

/** Prices are fractions of points. */
const SLIGHT = 1e-6;

/**
 * What an allocation of an instance that has these candidates as well brings at most, by the prices (as in column generation).
 * It is the allocation's own bound where each of them loses so much at the prices that it is in no better choice.
 * @param others of needs and organisations of the instance; a limit that it does not name costs nothing yet
 */
export function boundWith(
  others: Iterable<Candidate>,
  { needs }: Instance,
  { prices, objective, bound }: Allocation,
): number {
  // A least share makes those of its group worth as much more at most.
  const shares = [...prices.minShares.values()].reduce((sum, { price }) => sum + Math.abs(price), 0);
  const gains = new Map<string, number>();
  let most = Number.NEGATIVE_INFINITY;
  for (const { need, organisation, score, uses } of others) {
    let gain = score + shares - (prices.needs.get(need) ?? 0) - (prices.organisations.get(organisation) ?? 0);
    for (const [limit, amount] of usesOf(uses)) gain -= amount * (prices.limits.get(limit) ?? 0);
    most = Math.max(most, gain);
    gains.set(need, Math.max(gains.get(need) ?? 0, gain));
  }
  if (prices.bound + most <= objective + SLIGHT) return bound;
  const more = needs.reduce((sum, { id, demand }) => sum + demand * (gains.get(id) ?? 0), 0);
  return Math.max(bound, prices.bound + more);
}

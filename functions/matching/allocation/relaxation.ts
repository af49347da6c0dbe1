/**
 * The prices of rows that are the best of all: those of the relaxation that allows parts of candidates. It is solved on the
 * candidates that stand near the best at prices found by trial; its prices are then held against all of them, and what
 * they bring near is added, until nothing does.
 */
import { roughPrices } from './ascent.ts';
import { coreOf, lossesOf } from './core.ts';
import { solveLinear } from './highs.ts';
import { linearOf } from './linear.ts';
import { type Priced, priced } from './prices.ts';
import type { Programme, Row } from './programme.ts';

/** How near, in parts of the greatest weight, and how much farther in each round. */
const NEAR = 1 / 50;
const FARTHER = 3;
const ROUNDS = 4;
/** Programmes of fewer candidates are solved whole. */
const SMALL = 2000;
const EQUAL = 1e-9;

/**
 * @param flow the prices without rows
 * @param left milliseconds that are left
 * @returns 'impossible' when nothing keeps the rows, not even in parts
 */
export async function relaxed(
  programme: Programme,
  rows: readonly Row[],
  flow: Priced,
  left: () => number,
): Promise<Priced | 'impossible'> {
  const { weight, scale } = programme;
  const greatest = weight.reduce((most, each) => Math.max(most, each), 0);
  let best = priced(programme, rows, roughPrices(programme, rows, flow));
  let width = weight.length <= SMALL ? Number.POSITIVE_INFINITY : greatest * NEAR;
  for (let round = 0; left() > 0; round++, width *= FARTHER) {
    if (round === ROUNDS) width = Number.POSITIVE_INFINITY;
    const open = coreOf(programme, best, lossesOf(programme, best), width);
    const linear = linearOf(programme, rows, open);
    const solution = linear.impossible ? 'impossible' : await solveLinear(linear.programme, left() / 1000);
    if (solution === undefined) break;
    if (solution === 'impossible') {
      if (width === Number.POSITIVE_INFINITY) return 'impossible';
      continue;
    }
    const next = priced(programme, rows, linear.pricesOf(solution.duals));
    if (next.bound < best.bound) best = next;
    const reached = solution.objective * scale + open.certain.reduce((sum, k) => sum + weight[k]!, 0);
    if (width === Number.POSITIVE_INFINITY || best.bound - reached <= Math.abs(reached) * EQUAL) break;
  }
  return best;
}

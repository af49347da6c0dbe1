/**
 * Prices of rows found by trial, as a market would: everybody takes what is best at the prices of the moment; what is asked
 * for too much gets dearer, what is left over cheaper, in ever smaller steps. Rough (a hundredth or so), but each step only
 * looks at every candidate once. Pure.
 */
import { entriesOf } from './linear.ts';
import type { Prices } from './prices.ts';
import type { Programme, Row } from './programme.ts';

const STEPS = 250;
/** The first and the last step, in parts of the greatest weight. */
const FIRST = 0.2;
const LAST = 0.001;

/** @param from prices of organisations to begin with */
export function roughPrices(
  { network, ways, pairOf, weight }: Programme,
  rows: readonly Row[],
  from: Pick<Prices, 'organisations'>,
): Float64Array {
  const { demand, capacity, start, organisation } = network;
  const { start: entry, row, coefficient } = entriesOf(rows, weight.length);
  const greatest = weight.reduce((most, each) => Math.max(most, each), 0);
  const average = rows.map(
    ({ coefficients }) => coefficients.reduce((sum, each) => sum + Math.abs(each), 0) / coefficients.length,
  );
  const places = demand.reduce((sum, units) => sum + units, 0);
  // What a surplus is compared with: the amount itself, or where it is zero what all places together may take.
  const amount = rows.map(({ most }, r) => Math.abs(most) || average[r]! * places);
  const organisationPrice = from.organisations.slice();
  const price = new Float64Array(rows.length);
  const taken = new Float64Array(rows.length);
  const placesTaken = new Int32Array(capacity.length);
  const mean = new Float64Array(rows.length);
  const chosen = new Int32Array(demand.reduce((most, units) => Math.max(most, units), 0));
  const brings = new Float64Array(chosen.length);
  for (let step = 0; step < STEPS; step++) {
    taken.fill(0);
    placesTaken.fill(0);
    for (let i = 0; i < demand.length; i++) {
      const count = takeBest(i);
      for (let c = 0; c < count; c++) {
        const k = chosen[c]!;
        placesTaken[organisation[pairOf[k]!]!]!++;
        for (let e = entry[k]!; e < entry[k + 1]!; e++) taken[row[e]!]! += coefficient[e]!;
      }
    }
    const size = greatest * FIRST * (LAST / FIRST) ** (step / STEPS);
    for (let j = 0; j < capacity.length; j++) {
      const surplus = (placesTaken[j]! - capacity[j]!) / Math.max(1, capacity[j]!);
      organisationPrice[j] = Math.max(0, organisationPrice[j]! + size * bounded(surplus));
    }
    for (let r = 0; r < rows.length; r++) {
      const surplus = (taken[r]! - rows[r]!.most) / amount[r]!;
      price[r] = Math.max(0, price[r]! + (size * bounded(surplus)) / average[r]!);
      if (step >= STEPS / 2) mean[r]! += price[r]! / (STEPS - Math.ceil(STEPS / 2));
    }
  }
  return mean;

  /** The best candidates of a need at the prices of the moment, one a pair, into `chosen`; how many. */
  function takeBest(i: number): number {
    let count = 0;
    if (demand[i] === 0) return count;
    for (let pair = start[i]!; pair < start[i + 1]!; pair++) {
      let best = -1;
      let most = 0;
      for (let k = ways[pair]!; k < ways[pair + 1]!; k++) {
        let left = weight[k]! - organisationPrice[organisation[pair]!]!;
        for (let e = entry[k]!; e < entry[k + 1]!; e++) left -= price[row[e]!]! * coefficient[e]!;
        if (left <= most) continue;
        most = left;
        best = k;
      }
      if (best < 0 || (count === demand[i]! && most <= brings[count - 1]!)) continue;
      let at = count < demand[i]! ? count++ : count - 1;
      for (; at > 0 && brings[at - 1]! < most; at--) {
        brings[at] = brings[at - 1]!;
        chosen[at] = chosen[at - 1]!;
      }
      brings[at] = most;
      chosen[at] = best;
    }
    return count;
  }
}

const bounded = (surplus: number) => Math.max(-1, Math.min(1, surplus));

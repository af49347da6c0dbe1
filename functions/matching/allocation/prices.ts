/**
 * Prices of places and of what rows hold in short supply: what no choice whatsoever can bring more than (the bound), and
 * what each candidate loses against it (Lagrangian duality). Right for any prices that are not negative, wherever they
 * come from. Pure.
 */
import { greatestFlow } from './flow.ts';
import type { Programme, Row } from './programme.ts';

/** In units of weight. */
export interface Prices {
  needs: Float64Array;
  organisations: Float64Array;
  rows: Float64Array;
}

export interface Priced extends Prices {
  /** No choice that keeps the rows weighs more. */
  bound: number;
  /** What each candidate weighs less what it takes of the rows. */
  worth: Float64Array;
  /** Pairs that are best at these prices of the rows, and the best way of each pair; they need not keep the rows. */
  served: Uint8Array;
  best: Int32Array;
}

/** The best prices of needs and organisations for given prices of the rows. */
export function priced(programme: Programme, rows: readonly Row[], rowPrices: Float64Array): Priced {
  const { network, ways, weight } = programme;
  const worth = weight.slice();
  for (const [r, { candidates, coefficients }] of rows.entries()) {
    const price = rowPrices[r]!;
    if (price === 0) continue;
    for (let u = 0; u < candidates.length; u++) worth[candidates[u]!]! -= price * coefficients[u]!;
  }
  const count = network.organisation.length;
  const best = new Int32Array(count);
  const pairWorth = new Float64Array(count);
  let greatest = 1;
  for (let pair = 0; pair < count; pair++) {
    let way = ways[pair]!;
    for (let k = way + 1; k < ways[pair + 1]!; k++) if (worth[k]! > worth[way]!) way = k;
    best[pair] = way;
    pairWorth[pair] = worth[way]!;
    greatest = Math.max(greatest, Math.abs(worth[way]!));
  }
  // Integers that are as near as sums of integers allow; without prices the weights themselves.
  const grid = rowPrices.every((price) => price === 0)
    ? 1
    : 2 ** Math.floor(Math.min(40, 52 - Math.log2(count)) - Math.log2(greatest));
  const flow = greatestFlow(
    network,
    pairWorth.map((each) => Math.round(each * grid)),
  );
  const needs = flow.needPrice.map((price) => price / grid);
  const organisations = flow.organisationPrice.map((price) => price / grid);
  const prices = { needs, organisations, rows: rowPrices };
  return { ...prices, worth, best, served: flow.served, bound: boundOf(programme, rows, prices, pairWorth) };
}

/** Demand and capacity at their prices, what rows hold at theirs, and what pairs bring above the prices of their ends. */
function boundOf(
  { network, needOf }: Programme,
  rows: readonly Row[],
  prices: Prices,
  worth: Float64Array,
): number {
  const { demand, capacity, organisation } = network;
  let bound = 0;
  for (let i = 0; i < demand.length; i++) bound += demand[i]! * prices.needs[i]!;
  for (let j = 0; j < capacity.length; j++) bound += capacity[j]! * prices.organisations[j]!;
  for (const [r, { most }] of rows.entries()) bound += most * prices.rows[r]!;
  for (let pair = 0; pair < organisation.length; pair++)
    bound += Math.max(
      0,
      worth[pair]! - prices.needs[needOf[pair]!]! - prices.organisations[organisation[pair]!]!,
    );
  return bound;
}

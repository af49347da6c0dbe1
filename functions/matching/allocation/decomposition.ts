/**
 * A bound below that of the relaxation where budgets bind: only needs and organisations have prices, and each budget is
 * filled by itself, in whole candidates, as well as it can be at these (Lagrangian decomposition). Prices move to where
 * demand and capacity are broken least (subgradient); what the budgets take on the way is offered as the makings of a
 * choice. Pure.
 */
import type { Losses } from './core.ts';
import { type Filled, filled, type Items, worthiest } from './knapsack.ts';
import type { Priced, Prices } from './prices.ts';
import type { Programme, Row } from './programme.ts';

export interface Proof {
  /** No choice that keeps the rows weighs more. */
  bound: number;
  prices: Prices;
  losses: Losses;
}

/** Steps of prices, at most; their first size and the last; how many fail before they get smaller, and by what. */
const ROUNDS = 600;
const FIRST = 1;
const LAST = 0.003;
const PATIENCE = 15;
const SMALLER = 0.6;

/** A row whose candidates are chosen as it can hold them; or those of no such row, which nothing holds back. */
interface Home extends Items {
  candidates: Int32Array;
  room: number;
}

/**
 * @param from prices of the relaxation to begin with, and what candidates lose at them
 * @param lower what is known to be reached
 * @param goesOn is told at each step the bound so far and, when it is a new one, what the budgets took, and says whether to go on
 */
export function decomposed(
  programme: Programme,
  rows: readonly Row[],
  from: Priced & { losses: Losses },
  lower: number,
  goesOn: (bound: number, taken: readonly number[] | undefined) => boolean,
): Proof {
  const { network, needOf, pairOf, weight } = programme;
  const { demand, capacity, organisation } = network;
  const { homes, isPriced } = homesOf(programme, rows, from);
  const average = rows.map(
    ({ coefficients }) => coefficients.reduce((sum, each) => sum + Math.abs(each), 0) / coefficients.length,
  );
  let prices: Prices = { ...from, rows: from.rows.map((price, r) => (isPriced[r] ? price : 0)) };
  let best = { prices, bound: Number.POSITIVE_INFINITY };
  let size = FIRST;
  for (let round = 0, failed = 0; round < ROUNDS && size > LAST; round++) {
    const { bound, fillings } = at(prices);
    const taken = fillings.flatMap((filling, h) => filling.taken.map((item) => homes[h]!.candidates[item]!));
    const isLower = bound < best.bound;
    if (isLower) {
      best = { prices, bound };
      failed = 0;
    } else failed++;
    if (!goesOn(best.bound, isLower ? taken : undefined)) break;
    const isStuck = failed === PATIENCE;
    if (isStuck) {
      size *= SMALLER;
      failed = 0;
    }
    prices = isStuck ? best.prices : stepped(prices, taken, size * Math.max(1, bound - lower));
  }
  return { ...best, losses: lossesAt(best.prices, best.bound) };

  /** What brings most at prices when demand and capacity may be broken. */
  function at({ needs, organisations, rows: rowPrices }: Prices) {
    let bound = 0;
    for (let i = 0; i < demand.length; i++) bound += demand[i]! * needs[i]!;
    for (let j = 0; j < capacity.length; j++) bound += capacity[j]! * organisations[j]!;
    for (const [r, { most }] of rows.entries()) bound += most * rowPrices[r]!;
    const worth = weight.map((each, k) => {
      const pair = pairOf[k]!;
      return each - needs[needOf[pair]!]! - organisations[organisation[pair]!]!;
    });
    for (const [r, { candidates, coefficients }] of rows.entries()) {
      if (rowPrices[r] === 0) continue;
      for (let u = 0; u < candidates.length; u++) worth[candidates[u]!]! -= rowPrices[r]! * coefficients[u]!;
    }
    const values = homes.map(({ candidates }) => Float64Array.from(candidates, (k) => worth[k]!));
    const fillings = homes.map((home, h): Filled => filled(home, values[h]!, home.room));
    for (const filling of fillings) bound += filling.bound;
    return { bound, values, fillings };
  }

  /** Prices rise where too much is taken and fall where something is left. */
  function stepped(old: Prices, taken: readonly number[], most: number): Prices {
    const needs = Float64Array.from(demand);
    const organisations = Float64Array.from(capacity);
    const left = Float64Array.from(rows, ({ most: amount }) => amount);
    for (const k of taken) {
      needs[needOf[pairOf[k]!]!]!--;
      organisations[organisation[pairOf[k]!]!]!--;
    }
    const isTaken = new Set(taken);
    for (const [r, { candidates, coefficients }] of rows.entries()) {
      if (!isPriced[r]) left[r] = 0;
      else for (const [u, k] of candidates.entries()) if (isTaken.has(k)) left[r]! -= coefficients[u]!;
      left[r]! /= average[r]!;
    }
    // What is left at a price of zero cannot make it fall.
    const parts: [Float64Array, Float64Array][] = [
      [needs, old.needs],
      [organisations, old.organisations],
      [left, old.rows],
    ];
    let norm = 0;
    for (const [rest, price] of parts)
      for (let n = 0; n < rest.length; n++) {
        if (price[n] === 0 && rest[n]! > 0) rest[n] = 0;
        norm += rest[n]! ** 2;
      }
    const step = most / Math.max(1, norm);
    const moved = (price: Float64Array, rest: Float64Array, unit: (n: number) => number) =>
      price.map((each, n) => Math.max(0, each - (step * rest[n]!) / unit(n)));
    return {
      needs: moved(old.needs, needs, () => 1),
      organisations: moved(old.organisations, organisations, () => 1),
      rows: moved(old.rows, left, (r) => average[r]!),
    };
  }

  /** What is lost by choosing a candidate or by leaving a pair out: no less than in parts, less what parts are better. */
  function lossesAt(of: Prices, bound: number): Losses {
    const chosen = new Float64Array(weight.length);
    const unserved = new Float64Array(needOf.length);
    const { values, fillings } = at(of);
    for (const [h, home] of homes.entries()) {
      const { best: most, bestOfOthers, rest, value } = worthiest(home, values[h]!, home.room);
      const better = Math.max(0, value - fillings[h]!.bound);
      for (const [n, k] of home.candidates.entries()) {
        const pair = pairOf[k]!;
        chosen[k] = most[n]! - rest[n]! - better;
        unserved[pair] = Math.max(unserved[pair]!, most[n]! - bestOfOthers[n]! - better);
      }
    }
    // What the relaxation says holds too, as far as its bound is above this one.
    const above = from.bound - bound;
    return {
      chosen: chosen.map((loss, k) => Math.max(0, loss, from.losses.chosen[k]! - above)),
      unserved: unserved.map((loss, pair) => Math.max(0, loss, from.losses.unserved[pair]! - above)),
    };
  }
}

/** Each candidate's home is the row that holds it back most; rows that hold candidates of other homes keep a price. */
function homesOf(
  { network, needOf, pairOf, weight }: Programme,
  rows: readonly Row[],
  { rows: price }: Prices,
) {
  const home = new Int32Array(weight.length).fill(-1);
  const amount = new Float64Array(weight.length);
  const dearest = new Float64Array(weight.length).fill(-1);
  const takesOnly = rows.map(({ coefficients }) => coefficients.every((each) => each >= 0));
  for (const [r, { candidates, coefficients }] of rows.entries()) {
    if (!takesOnly[r]) continue;
    for (const [u, k] of candidates.entries()) {
      if (price[r]! * coefficients[u]! <= dearest[k]!) continue;
      dearest[k] = price[r]! * coefficients[u]!;
      home[k] = r;
      amount[k] = coefficients[u]!;
    }
  }
  const isPriced = rows.map(({ candidates }, r) => !takesOnly[r] || candidates.some((k) => home[k] !== r));
  // Of a need that asks for one, one at most is chosen; of a pair always.
  const groupOf = (k: number) => {
    const pair = pairOf[k]!;
    return network.demand[needOf[pair]!] === 1 ? needOf[pair]! : network.demand.length + pair;
  };
  const homes = [...rows.map(({ most }) => most), Number.POSITIVE_INFINITY].map((room, r): Home => {
    const candidates = Int32Array.from(weight.keys()).filter((k) => home[k] === (r < rows.length ? r : -1));
    return {
      candidates,
      amounts: Float64Array.from(candidates, (k) => amount[k]!),
      groups: Int32Array.from(candidates, groupOf),
      room,
    };
  });
  return { homes, isPriced };
}

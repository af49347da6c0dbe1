/**
 * What is still open once a bound and a good choice are known: a candidate that loses more against the bound than the gap
 * between the two is in no better choice, and a place, a unit or a pair that would lose so much by being left out is in
 * every one. The rest, the core, is small. Pure.
 */
import type { Least, Open } from './linear.ts';
import type { Priced, Prices } from './prices.ts';
import type { Programme, Row } from './programme.ts';

/** What each candidate, when chosen, loses against the bound; and each pair, when it is not served. */
export interface Losses {
  chosen: Float64Array;
  unserved: Float64Array;
}

export function lossesOf({ network, needOf, ways, weight }: Programme, priced: Priced): Losses {
  const chosen = new Float64Array(weight.length);
  const unserved = new Float64Array(needOf.length);
  for (let pair = 0; pair < needOf.length; pair++) {
    const ends = priced.needs[needOf[pair]!]! + priced.organisations[network.organisation[pair]!]!;
    unserved[pair] = Math.max(0, priced.worth[priced.best[pair]!]! - ends);
    for (let k = ways[pair]!; k < ways[pair + 1]!; k++)
      chosen[k] = unserved[pair]! - (priced.worth[k]! - ends);
  }
  return { chosen, unserved };
}

/** What choices that lose no more than `most` against the bound are made of. */
export function coreOf(
  { network, needOf, ways, weight }: Programme,
  priced: Prices,
  { chosen, unserved }: Losses,
  most: number,
): Open {
  const { demand, capacity, organisation } = network;
  const openWays = new Int32Array(needOf.length);
  const openOfNeed = new Int32Array(demand.length);
  const openOfOrganisation = new Int32Array(capacity.length);
  for (let pair = 0; pair < needOf.length; pair++) {
    for (let k = ways[pair]!; k < ways[pair + 1]!; k++) if (chosen[k]! <= most) openWays[pair]!++;
    if (openWays[pair] === 0) continue;
    openOfNeed[needOf[pair]!]!++;
    openOfOrganisation[organisation[pair]!]!++;
  }
  // Who has to be full and has no more to choose from than fills it takes it all.
  const takesAll = (i: number) => priced.needs[i]! > most && openOfNeed[i] === demand[i];
  const isTakenWhole = (j: number) =>
    priced.organisations[j]! > most && openOfOrganisation[j] === capacity[j];
  const columns: number[] = [];
  const certain: number[] = [];
  for (let k = 0, pair = 0; k < weight.length; k++) {
    if (k === ways[pair + 1]) pair++;
    if (chosen[k]! > most) continue;
    const needed = unserved[pair]! > most || takesAll(needOf[pair]!) || isTakenWhole(organisation[pair]!);
    if (needed && openWays[pair] === 1) certain.push(k);
    else columns.push(k);
  }
  return { columns: Int32Array.from(columns), certain: Int32Array.from(certain) };
}

/** How full needs, organisations and rows are at least in a choice that loses no more than `most`. */
export function leastOf({ network }: Programme, rows: readonly Row[], priced: Prices, most: number): Least {
  const none = Number.NEGATIVE_INFINITY;
  return {
    needs: Float64Array.from(network.demand, (units, i) => (priced.needs[i]! > most ? units : none)),
    organisations: Float64Array.from(network.capacity, (places, j) =>
      priced.organisations[j]! > most ? places : none,
    ),
    rows: Float64Array.from(rows, ({ most: amount }, r) =>
      priced.rows[r]! > 0 ? amount - most / priced.rows[r]! - 1 : none,
    ),
  };
}

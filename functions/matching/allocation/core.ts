/**
 * What is still open once a bound and a good choice are known: a candidate that loses more against the bound than the gap
 * between the two is in no better choice, and a place, a unit or a pair that would lose so much by being left out is in
 * every one. The rest is small, and goes to the integer solver. Pure.
 */
import { entriesOf, type LinearProgramme } from './linear.ts';
import type { Priced } from './prices.ts';
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

export interface Core {
  /** The candidate of each column. */
  columns: Int32Array;
  programme: LinearProgramme;
  /** Candidates that are in every choice that loses no more than allowed. */
  certain: Int32Array;
}

/**
 * The programme of choices that lose no more than `most` against the bound.
 * @param covers sets of candidates of which at least one is left out
 * @returns undefined when there is none
 */
export function coreOf(
  programme: Programme,
  rows: readonly Row[],
  priced: Priced,
  { chosen, unserved }: Losses,
  most: number,
  covers: readonly ReadonlySet<number>[],
): Core | undefined {
  const { network, needOf, ways, pairOf, weight, scale } = programme;
  const needs = network.demand.length;
  const firstRow = needs + network.capacity.length;
  const upper = [...network.demand, ...network.capacity, ...rows.map((row) => row.most)];
  const lower = [
    ...Array.from(network.demand, (units, i) => (priced.needs[i]! > most ? units : Number.NEGATIVE_INFINITY)),
    ...Array.from(network.capacity, (places, j) =>
      priced.organisations[j]! > most ? places : Number.NEGATIVE_INFINITY,
    ),
    ...rows.map(({ most: amount }, r) =>
      priced.rows[r]! > 0 ? amount - most / priced.rows[r]! : Number.NEGATIVE_INFINITY,
    ),
  ];
  const entries = entriesOf(rows, weight.length);
  const columns: number[] = [];
  const certain: number[] = [];
  const open = (k: number) => chosen[k]! <= most;
  for (let pair = 0; pair < needOf.length; pair++) {
    const choices: number[] = [];
    for (let k = ways[pair]!; k < ways[pair + 1]!; k++) if (open(k)) choices.push(k);
    if (unserved[pair]! > most && choices.length === 1) certain.push(choices[0]!);
    else columns.push(...choices);
  }
  for (const k of certain) {
    const pair = pairOf[k]!;
    for (const row of [needOf[pair]!, needs + network.organisation[pair]!]) {
      upper[row]!--;
      lower[row]!--;
    }
    for (let e = entries.start[k]!; e < entries.start[k + 1]!; e++) {
      upper[firstRow + entries.row[e]!]! -= entries.coefficient[e]!;
      lower[firstRow + entries.row[e]!]! -= entries.coefficient[e]!;
    }
  }
  return assemble();

  function assemble(): Core | undefined {
    // Rows get their numbers as columns touch them.
    const numberOf = new Map<number, number>();
    const rowNumber = (row: number) => {
      const known = numberOf.get(row);
      if (known !== undefined) return known;
      numberOf.set(row, numberOf.size);
      return numberOf.size - 1;
    };
    const divisor = Float64Array.from(
      rows,
      ({ coefficients }) =>
        coefficients.reduce((greatest, each) => Math.max(greatest, Math.abs(each)), 1) / 1000,
    );
    const start = [0];
    const index: number[] = [];
    const value: number[] = [];
    const firstPair = firstRow + rows.length;
    const firstCover = firstPair + needOf.length;
    for (const k of columns) {
      const pair = pairOf[k]!;
      const put = (row: number, coefficient: number) => {
        index.push(rowNumber(row));
        value.push(coefficient);
      };
      put(needOf[pair]!, 1);
      put(needs + network.organisation[pair]!, 1);
      for (let e = entries.start[k]!; e < entries.start[k + 1]!; e++)
        put(firstRow + entries.row[e]!, entries.coefficient[e]! / divisor[entries.row[e]!]!);
      if (ways[pair + 1]! - ways[pair]! > 1) put(firstPair + pair, 1);
      for (const [c, cover] of covers.entries()) if (cover.has(k)) put(firstCover + c, 1);
      start.push(index.length);
    }
    const rowMost = new Float64Array(numberOf.size);
    const rowLeast = new Float64Array(numberOf.size).fill(Number.NEGATIVE_INFINITY);
    const certainly = new Set(certain);
    for (const [row, number] of numberOf) {
      if (row < firstRow) {
        rowMost[number] = upper[row]!;
        rowLeast[number] = lower[row]!;
      } else if (row < firstPair) {
        rowMost[number] = upper[row]! / divisor[row - firstRow]!;
        rowLeast[number] = (lower[row]! - 1) / divisor[row - firstRow]!;
      } else if (row < firstCover) {
        rowMost[number] = 1;
        if (unserved[row - firstPair]! > most) rowLeast[number] = 1;
      } else rowMost[number] = [...covers[row - firstCover]!].filter((k) => !certainly.has(k)).length - 1;
    }
    // A row that no column touches can still be broken, by what is certain or by what is missing.
    for (let row = 0; row < upper.length; row++)
      if (!numberOf.has(row) && (upper[row]! < 0 || lower[row]! > 0)) return undefined;
    return {
      columns: Int32Array.from(columns),
      certain: Int32Array.from(certain),
      programme: {
        cost: Float64Array.from(columns, (k) => weight[k]! / scale),
        rowLeast,
        rowMost,
        start: Int32Array.from(start),
        index: Int32Array.from(index),
        value: Float64Array.from(value),
      },
    };
  }
}

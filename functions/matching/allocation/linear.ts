/** A programme, or what of it is open, as columns and rows of a linear or integer programme. Pure. */
import type { Programme, Row } from './programme.ts';

/** Maximise `cost` over columns from 0 to 1; entries stand column by column. */
export interface LinearProgramme {
  cost: Float64Array;
  rowLeast: Float64Array;
  rowMost: Float64Array;
  start: Int32Array;
  index: Int32Array;
  value: Float64Array;
}

/** Which candidates are to be decided on, which are chosen whatever comes; the rest is left out. */
export interface Open {
  columns: Int32Array;
  certain: Int32Array;
}

/** What needs, organisations and rows have to be filled to at least, where something is known of it. */
export interface Least {
  needs: Float64Array;
  organisations: Float64Array;
  rows: Float64Array;
}

export interface Linear {
  programme: LinearProgramme;
  /** Prices of the rows, in units of weight, from the duals of the solver's rows. */
  pricesOf(duals: Float64Array): Float64Array;
  /** What is certain already breaks a row, or nothing can fill one. */
  impossible: boolean;
}

/** Rows of great amounts are divided so that the solver's tolerance, a millionth, is less than one of most amounts. */
const GREATEST_COEFFICIENT = 1000;

/**
 * The rows are those of needs, of organisations, of `rows`, of pairs of which several ways could be chosen at once, and of
 * covers; a row that no column touches is not among them.
 * @param covers sets of candidates of which at least one is left out
 */
export function linearOf(
  { network, needOf, pairOf, ways, weight, scale }: Programme,
  rows: readonly Row[],
  { columns, certain }: Open,
  least?: Least,
  covers: readonly ReadonlySet<number>[] = [],
): Linear {
  const { demand, capacity, organisation } = network;
  const firstRow = demand.length + capacity.length;
  const firstPair = firstRow + rows.length;
  const firstCover = firstPair + needOf.length;
  const height = firstCover + covers.length;
  const divisor = Float64Array.from(
    rows,
    ({ coefficients }) =>
      coefficients.reduce((most, each) => Math.max(most, Math.abs(each)), 1) / GREATEST_COEFFICIENT,
  );
  const upper = new Float64Array(height).fill(1);
  const lower = new Float64Array(height).fill(Number.NEGATIVE_INFINITY);
  upper.set(demand);
  upper.set(capacity, demand.length);
  upper.set(
    rows.map(({ most }) => most),
    firstRow,
  );
  upper.set(
    covers.map(({ size }) => size - 1),
    firstCover,
  );
  if (least) {
    lower.set(least.needs);
    lower.set(least.organisations, demand.length);
    lower.set(least.rows, firstRow);
  }
  const entries = entriesOf(rows, weight.length);
  /** Calls back with each row that a candidate counts in, and what it counts. */
  const rowsOf = (k: number, put: (row: number, coefficient: number) => void) => {
    const pair = pairOf[k]!;
    put(needOf[pair]!, 1);
    put(demand.length + organisation[pair]!, 1);
    for (let e = entries.start[k]!; e < entries.start[k + 1]!; e++)
      put(firstRow + entries.row[e]!, entries.coefficient[e]!);
    if (ways[pair + 1]! - ways[pair]! > 1) put(firstPair + pair, 1);
    for (let c = 0; c < covers.length; c++) if (covers[c]!.has(k)) put(firstCover + c, 1);
  };
  for (const k of certain) {
    rowsOf(k, (row, coefficient) => {
      upper[row]! -= coefficient;
      lower[row]! -= coefficient;
    });
  }
  const divisorOf = (row: number) => (row >= firstRow && row < firstPair ? divisor[row - firstRow]! : 1);
  const number = new Int32Array(height).fill(-1);
  const touched: number[] = [];
  const start = new Int32Array(columns.length + 1);
  const index: number[] = [];
  const value: number[] = [];
  for (const [column, k] of columns.entries()) {
    rowsOf(k, (row, coefficient) => {
      if (number[row]! < 0) number[row] = touched.push(row) - 1;
      index.push(number[row]!);
      value.push(coefficient / divisorOf(row));
    });
    start[column + 1] = index.length;
  }
  return {
    programme: {
      cost: Float64Array.from(columns, (k) => weight[k]! / scale),
      rowLeast: Float64Array.from(touched, (row) => lower[row]! / divisorOf(row)),
      rowMost: Float64Array.from(touched, (row) => upper[row]! / divisorOf(row)),
      start,
      index: Int32Array.from(index),
      value: Float64Array.from(value),
    },
    pricesOf: (duals) =>
      Float64Array.from(rows, (_, r) => {
        const row = number[firstRow + r]!;
        return row < 0 ? 0 : Math.max(0, (duals[row]! * scale) / divisor[r]!);
      }),
    impossible: upper.some((most, row) => number[row]! < 0 && (most < 0 || lower[row]! > 0)),
  };
}

/** What each candidate takes of which row: its entries are `start[k]` to `start[k + 1] - 1`. */
export interface Entries {
  start: Int32Array;
  row: Int32Array;
  coefficient: Float64Array;
}

export function entriesOf(rows: readonly Row[], candidates: number): Entries {
  const start = new Int32Array(candidates + 1);
  for (const row of rows) for (const k of row.candidates) start[k + 1]!++;
  for (let k = 0; k < candidates; k++) start[k + 1]! += start[k]!;
  const at = start.slice();
  const row = new Int32Array(start[candidates]!);
  const coefficient = new Float64Array(start[candidates]!);
  for (const [r, { candidates: of, coefficients }] of rows.entries()) {
    for (let u = 0; u < of.length; u++) {
      const e = at[of[u]!]!++;
      row[e] = r;
      coefficient[e] = coefficients[u]!;
    }
  }
  return { start, row, coefficient };
}

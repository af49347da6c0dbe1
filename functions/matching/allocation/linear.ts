/** A programme as the columns and rows of a linear or integer programme. Pure. */
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

/**
 * Columns are the candidates; rows those of needs, of organisations, of `rows`, and of the pairs of which several ways
 * could be chosen at once. Rows of great amounts are divided, so that the solver's tolerance says the same for each.
 */
export function linearOf({ network, needOf, pairOf, ways, weight, scale }: Programme, rows: readonly Row[]) {
  const { demand, capacity, organisation } = network;
  const divisor = Float64Array.from(rows, ({ coefficients }) =>
    coefficients.reduce((most, each) => Math.max(most, Math.abs(each)), 1),
  );
  const severalWays = new Map<number, number>();
  for (let pair = 0; pair < organisation.length; pair++)
    if (ways[pair + 1]! - ways[pair]! > 1 && demand[needOf[pair]!]! > 1)
      severalWays.set(pair, severalWays.size);
  const firstRow = demand.length + capacity.length;
  const height = firstRow + rows.length + severalWays.size;
  const entries = entriesOf(rows, weight.length);
  const start = new Int32Array(weight.length + 1);
  const index: number[] = [];
  const value: number[] = [];
  for (let k = 0; k < weight.length; k++) {
    const pair = pairOf[k]!;
    index.push(needOf[pair]!, demand.length + organisation[pair]!);
    value.push(1, 1);
    for (let e = entries.start[k]!; e < entries.start[k + 1]!; e++) {
      const r = entries.row[e]!;
      index.push(firstRow + r);
      value.push(entries.coefficient[e]! / divisor[r]!);
    }
    const several = severalWays.get(pair);
    if (several !== undefined) {
      index.push(firstRow + rows.length + several);
      value.push(1);
    }
    start[k + 1] = index.length;
  }
  const rowMost = new Float64Array(height).fill(1);
  rowMost.set(demand);
  rowMost.set(capacity, demand.length);
  for (const [r, { most }] of rows.entries()) rowMost[firstRow + r] = most / divisor[r]!;
  const programme: LinearProgramme = {
    cost: weight.map((each) => each / scale),
    rowLeast: new Float64Array(height).fill(Number.NEGATIVE_INFINITY),
    rowMost,
    start,
    index: Int32Array.from(index),
    value: Float64Array.from(value),
  };
  /** Prices of `rows`, in units of weight, from the duals of the solver's rows. */
  const pricesOf = (duals: Float64Array) =>
    Float64Array.from(rows, (_, r) => Math.max(0, (duals[firstRow + r]! * scale) / divisor[r]!));
  return { programme, pricesOf };
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

/** A choice of candidates as it grows and changes: who has places left, what is left of the rows. Exact. Pure. */
import { type Entries, entriesOf } from './linear.ts';
import type { Programme, Row } from './programme.ts';

export class Choice {
  readonly programme: Programme;
  readonly rows: readonly Row[];
  readonly entries: Entries;
  /** The way chosen of each pair, or -1. */
  readonly chosen: Int32Array;
  /** Demand, places and amounts that are left; an amount below zero breaks its row. */
  readonly unserved: Int32Array;
  readonly places: Int32Array;
  readonly left: Float64Array;
  weight = 0;

  constructor(
    programme: Programme,
    rows: readonly Row[],
    entries = entriesOf(rows, programme.weight.length),
  ) {
    this.programme = programme;
    this.rows = rows;
    this.entries = entries;
    this.chosen = new Int32Array(programme.needOf.length).fill(-1);
    this.unserved = Int32Array.from(programme.network.demand);
    this.places = Int32Array.from(programme.network.capacity);
    this.left = Float64Array.from(rows, ({ most }) => most);
  }

  add(candidate: number): void {
    this.#put(candidate, 1);
    this.chosen[this.programme.pairOf[candidate]!] = candidate;
  }

  remove(candidate: number): void {
    this.#put(candidate, -1);
    this.chosen[this.programme.pairOf[candidate]!] = -1;
  }

  /** Whether a candidate can be added with nothing broken by it. */
  fits(candidate: number): boolean {
    const { pairOf, needOf, network } = this.programme;
    const pair = pairOf[candidate]!;
    if (this.chosen[pair]! >= 0 || this.unserved[needOf[pair]!]! < 1) return false;
    if (this.places[network.organisation[pair]!]! < 1) return false;
    const { start, row, coefficient } = this.entries;
    for (let e = start[candidate]!; e < start[candidate + 1]!; e++)
      if (coefficient[e]! > 0 && coefficient[e]! > this.left[row[e]!]!) return false;
    return true;
  }

  /** Whether nothing is broken. */
  get keeps(): boolean {
    return (
      this.left.every((amount) => amount >= 0) &&
      this.unserved.every((units) => units >= 0) &&
      this.places.every((places) => places >= 0)
    );
  }

  /** The chosen candidates, ascending. */
  get candidates(): Int32Array {
    return this.chosen.filter((way) => way >= 0);
  }

  #put(candidate: number, sign: 1 | -1) {
    const { pairOf, needOf, network, weight } = this.programme;
    const pair = pairOf[candidate]!;
    this.unserved[needOf[pair]!]! -= sign;
    this.places[network.organisation[pair]!]! -= sign;
    this.weight += sign * weight[candidate]!;
    const { start, row, coefficient } = this.entries;
    for (let e = start[candidate]!; e < start[candidate + 1]!; e++)
      this.left[row[e]!]! -= sign * coefficient[e]!;
  }
}

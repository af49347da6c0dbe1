/**
 * Small changes of a choice that lose little against the bound: a need is served otherwise, and who stood there moves on,
 * out, or to where the first came from. Pure.
 */
import type { Choice } from './choice.ts';
import type { Losses } from './core.ts';
import type { Priced } from './prices.ts';

export interface Move {
  add: readonly number[];
  remove: readonly number[];
  needs: readonly number[];
  /** What it loses against the bound, what rows hold counted at their prices; what it brings of weight. */
  loss: number;
  gain: number;
  /** What it takes of which rows; below zero it gives back. */
  rows: readonly number[];
  amounts: readonly number[];
}

/** Candidates that one move brings in, at most; moves, and those that begin with one need. */
const DEPTH = 3;
const COUNT = 20_000;
const COUNT_OF_NEED = 200;

/** Moves that lose no more than `most`, those that lose least first: where everything is worth the same, not all. */
export function movesOf(choice: Choice, priced: Priced, losses: Losses, most: number): Move[] {
  const { programme, chosen, unserved, places, entries } = choice;
  const { needOf, pairOf, ways, weight, network } = programme;
  const { start, organisation } = network;
  const { worth } = priced;
  const servedBy: number[][] = Array.from({ length: network.capacity.length }, () => []);
  for (let pair = 0; pair < needOf.length; pair++)
    if (chosen[pair]! >= 0) servedBy[organisation[pair]!]!.push(pair);
  const moves: Move[] = [];
  const add: number[] = [];
  const remove: number[] = [];
  const touched = new Uint8Array(needOf.length);
  let vacated = -1;
  let enough = 0;
  for (let i = 0; i < unserved.length && moves.length < COUNT; i++) {
    enough = moves.length + COUNT_OF_NEED;
    if (unserved[i]! > 0) place(i, -priced.needs[i]!, -1);
    for (let pair = start[i]!; pair < start[i + 1]!; pair++) {
      if (chosen[pair]! < 0) continue;
      vacated = organisation[pair]!;
      take(pair, () => place(i, priced.organisations[vacated]! - cost(chosen[pair]!), pair));
      vacated = -1;
    }
  }
  return moves.sort((a, b) => a.loss - b.loss);

  function cost(k: number): number {
    const pair = pairOf[k]!;
    return priced.needs[needOf[pair]!]! + priced.organisations[organisation[pair]!]! - worth[k]!;
  }

  /** Takes a served pair away, as a move of its own and for what follows. */
  function take(pair: number, follow: () => void) {
    remove.push(chosen[pair]!);
    touched[pair] = 1;
    note();
    follow();
    touched[pair] = 0;
    remove.pop();
  }

  /** Serves a unit of need i otherwise than by the pair it comes from; so far `lost` is lost, places at their prices. */
  function place(i: number, lost: number, from: number) {
    for (let pair = start[i]!; pair < start[i + 1]! && moves.length < enough; pair++) {
      if (pair !== from && (touched[pair] === 1 || chosen[pair]! >= 0)) continue;
      const j = organisation[pair]!;
      const isFree = places[j]! > 0 || vacated === j;
      for (let k = ways[pair]!; k < ways[pair + 1]!; k++) {
        if (losses.chosen[k]! > most || k === chosen[pair]) continue;
        add.push(k);
        const here = lost + cost(k);
        if (isFree) note();
        else if (pair !== from && here <= most && add.length < DEPTH) {
          touched[pair] = 1;
          for (const other of servedBy[j]!) {
            const next = here - cost(chosen[other]!);
            if (touched[other] === 0 && next <= most && moves.length < enough)
              take(other, () => place(needOf[other]!, next, other));
          }
          touched[pair] = 0;
        }
        add.pop();
      }
    }
  }

  /** Keeps what `add` and `remove` hold as a move, when it loses little enough. */
  function note() {
    let loss = 0;
    let gain = 0;
    for (const k of add) {
      loss -= worth[k]!;
      gain += weight[k]!;
    }
    for (const k of remove) {
      loss += worth[k]!;
      gain -= weight[k]!;
    }
    if (loss > most) return;
    const uses = new Map<number, number>();
    const count = (k: number, sign: number) => {
      for (let e = entries.start[k]!; e < entries.start[k + 1]!; e++)
        uses.set(entries.row[e]!, (uses.get(entries.row[e]!) ?? 0) + sign * entries.coefficient[e]!);
    };
    for (const k of add) count(k, 1);
    for (const k of remove) count(k, -1);
    const used = [...uses].filter(([, amount]) => amount !== 0);
    moves.push({
      add: [...add],
      remove: [...remove],
      needs: [...new Set([...add, ...remove].map((k) => needOf[pairOf[k]!]!))],
      loss,
      gain,
      rows: used.map(([row]) => row),
      amounts: used.map(([, amount]) => amount),
    });
  }
}

/** From a choice that breaks rows to one that keeps them all and leaves nothing lying about. Pure. */
import { Choice } from './choice.ts';
import type { Priced } from './prices.ts';
import type { Programme, Row } from './programme.ts';

/**
 * A choice that keeps the rows, from candidates that may not: those worth least go while they help a broken row, then
 * whoever still fits comes in, the most worth first.
 * @param from candidates that keep demand and capacity
 * @returns undefined when the rows ask for more than taking away can give
 */
export function repaired(
  programme: Programme,
  rows: readonly Row[],
  { worth }: Pick<Priced, 'worth'>,
  from: Iterable<number>,
): Choice | undefined {
  const choice = new Choice(programme, rows);
  for (const k of from) choice.add(k);
  const { start, row, coefficient } = choice.entries;
  const helps = (k: number) => {
    let help = 0;
    for (let e = start[k]!; e < start[k + 1]!; e++) {
      const broken = -choice.left[row[e]!]!;
      if (broken > 0) help += Math.min(broken, coefficient[e]!) / (1 + Math.abs(rows[row[e]!]!.most));
    }
    return help;
  };
  const chosen = [...choice.candidates];
  while (choice.left.some((amount) => amount < 0)) {
    let last = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const [at, k] of chosen.entries()) {
      const help = helps(k);
      if (help <= 0) continue;
      const price = (Math.max(0, worth[k]!) + programme.weight[k]! * 0.001) / help;
      if (price < least) {
        least = price;
        last = at;
      }
    }
    if (last < 0) return undefined;
    choice.remove(chosen[last]!);
    chosen.splice(last, 1);
  }
  fill(choice, worth);
  return choice;
}

/** Adds all that still fits, the most worth first, as long as it brings something. */
export function fill(choice: Choice, worth: Float64Array): void {
  const { weight } = choice.programme;
  const open = Int32Array.from(weight.keys()).filter((k) => weight[k]! > 0 && choice.fits(k));
  open.sort((a, b) => worth[b]! - worth[a]! || weight[b]! - weight[a]! || a - b);
  for (const k of open) if (choice.fits(k)) choice.add(k);
}

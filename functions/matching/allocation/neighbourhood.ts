/**
 * Makes a choice better by deciding anew, in whole numbers, what some rows hold: their candidates and those of needs that are
 * not served are open, the rest stays as it is. Who finds nothing better looks farther.
 */
import { Choice } from './choice.ts';
import { solveInteger } from './highs.ts';
import { linearOf, type Open } from './linear.ts';

/** Open candidates at first, how many more after each try in vain, and the most. */
const FIRST = 100;
const FARTHER = 1.05;
const MOST = 500;
/** Steps of the integer solver for one try. */
const STEPS = 1500;

/**
 * @param losses of candidates when chosen: those that lose more than the gap are not looked at
 * @param gap between a bound and what the choice weighs, as the choice gets better
 * @param left milliseconds for it
 */
export async function decidedAnew(
  choice: Choice,
  losses: Float64Array,
  bound: number,
  left: () => number,
): Promise<Choice> {
  const { programme, rows, entries } = choice;
  const random = numbers();
  let best = choice;
  for (let size = FIRST; size < MOST && left() > 0; ) {
    const open = openOf(best, size, losses, bound, random);
    const isChosen = Float64Array.from(open.columns, (k) =>
      best.chosen[programme.pairOf[k]!] === k ? 1 : 0,
    );
    const { programme: linear } = linearOf(programme, rows, open);
    const solution = await solveInteger(linear, { seconds: left() / 1000, steps: STEPS, known: isChosen });
    const values = solution && 'values' in solution ? solution.values : undefined;
    const next = values && choiceOf(open, values);
    if (next?.keeps && next.weight > best.weight) best = next;
    else size *= FARTHER;
    if (open.certain.length === 0) break;
  }
  return best;

  function choiceOf({ columns, certain }: Open, values: Float64Array): Choice {
    const made = new Choice(programme, rows, entries);
    for (const k of certain) made.add(k);
    for (const [column, value] of values.entries()) if (value > 0.5) made.add(columns[column]!);
    return made;
  }
}

/** Opens rows by chance until so many candidates are open; only what could be chosen then counts. */
function openOf(
  choice: Choice,
  size: number,
  losses: Float64Array,
  bound: number,
  random: () => number,
): Open {
  const { programme, rows, entries, chosen } = choice;
  const { network, needOf, pairOf, weight } = programme;
  const { start } = network;
  const isFree = Uint8Array.from(choice.unserved, (units) => (units > 0 ? 1 : 0));
  const closed = rows.map((_, r) => r);
  const room = new Choice(programme, rows, entries);
  for (const k of choice.candidates) if (isFree[needOf[pairOf[k]!]!] === 0) room.add(k);
  let columns: number[] = [];
  while (columns.length < size && closed.length > 0) {
    const [row] = closed.splice(Math.floor(random() * closed.length), 1);
    for (const k of rows[row!]!.candidates) {
      const need = needOf[pairOf[k]!]!;
      if (chosen[pairOf[k]!] !== k || isFree[need] === 1) continue;
      isFree[need] = 1;
      for (let pair = start[need]!; pair < start[need + 1]!; pair++)
        if (chosen[pair]! >= 0) room.remove(chosen[pair]!);
    }
    columns = [];
    for (let k = 0; k < weight.length; k++)
      if (
        isFree[needOf[pairOf[k]!]!] === 1 &&
        (chosen[pairOf[k]!] === k || (losses[k]! <= bound - choice.weight && room.fits(k)))
      )
        columns.push(k);
  }
  return { columns: Int32Array.from(columns), certain: room.candidates };
}

/** Numbers from 0 to 1, the same at each run (mulberry32). */
function numbers(): () => number {
  let state = 1;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

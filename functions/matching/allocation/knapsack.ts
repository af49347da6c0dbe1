/** One budget by itself: which of its items bring most together, one at most of each group. Pure. */

export interface Items {
  /** What each takes, zero or more; of items of one group one at most is chosen. */
  amounts: Float64Array;
  groups: Int32Array;
}

export interface Filled {
  /** Nothing brings more: what `taken` (positions of items) brings, or little above it. */
  bound: number;
  taken: number[];
}

/** Steps, beside the first way down, after which the bound known so far will do; what is not worth searching for, in parts of the whole. */
const STEPS = 5000;
const ENOUGH = 5e-5;

/**
 * Where the best of each group fit together, they; else branch and bound: the items of most value for their amount first, each
 * one taken, then left out. It keeps its own stack: as deep as items are taken, which may be all of a county's.
 */
export function filled({ amounts, groups }: Items, values: Float64Array, room: number): Filled {
  const items = sensible();
  const bests = items.filter((item, at) => groups[item] !== groups[items[at - 1] ?? -1]);
  if (sumOf(bests, amounts) <= room) return { bound: sumOf(bests, values), taken: bests };
  const rate = values.map((value, item) => value / amounts[item]!);
  items.sort((a, b) => rate[b]! - rate[a]! || a - b);
  const value = Float64Array.from(items, (item) => values[item]!);
  const amount = Float64Array.from(items, (item) => amounts[item]!);
  const number = new Map([...new Set(items.map((item) => groups[item]!))].map((group, at) => [group, at]));
  const group = Int32Array.from(items, (item) => number.get(groups[item]!)!);
  const isTaken = new Uint8Array(number.size);
  const current: { at: number; left: number; sum: number }[] = [];
  let taken: number[] = [];
  let best = 0;
  let open = 0;
  let steps = 0;
  for (let at = 0, left = room, sum = 0; ; ) {
    const next = worthTaking(at, left, sum);
    if (next !== undefined) {
      current.push({ at: next, left, sum });
      isTaken[group[next]!] = 1;
      left -= amount[next]!;
      sum += value[next]!;
      at = next + 1;
      continue;
    }
    if (sum > best) {
      best = sum;
      taken = current.map((step) => items[step.at]!);
    }
    const last = current.pop();
    if (!last) break;
    isTaken[group[last.at]!] = 0;
    ({ left, sum } = last);
    at = last.at + 1;
  }
  return { bound: Math.max(best, open), taken };

  /** The next item that fits; none where what is to come brings too little, or enough was tried. */
  function worthTaking(from: number, left: number, sum: number): number | undefined {
    for (let at = from; at < items.length; at++) {
      if (amount[at]! > left || isTaken[group[at]!] === 1) continue;
      const most = sum + inParts(at, left);
      if (most > best * (1 + ENOUGH) && ++steps <= STEPS + number.size) return at;
      open = Math.max(open, most);
      return undefined;
    }
    return undefined;
  }

  /** Items that fit and bring something, but for those that bring no more than another of their group for no less. */
  function sensible(): number[] {
    const fitting = [...values.keys()].filter((item) => values[item]! > 0 && amounts[item]! <= room);
    fitting.sort(
      (a, b) => groups[a]! - groups[b]! || values[b]! - values[a]! || amounts[a]! - amounts[b]! || a - b,
    );
    let least = Number.POSITIVE_INFINITY;
    return fitting.filter((item, at) => {
      if (groups[item] !== groups[fitting[at - 1] ?? -1]) least = Number.POSITIVE_INFINITY;
      if (amounts[item]! >= least) return false;
      least = amounts[item]!;
      return true;
    });
  }

  /** What items from one on bring at most, when the last is taken in part and groups may give several. */
  function inParts(from: number, left: number): number {
    let sum = 0;
    for (let at = from; at < items.length; at++) {
      if (isTaken[group[at]!] === 1) continue;
      if (amount[at]! > left) return sum + (value[at]! * left) / amount[at]!;
      left -= amount[at]!;
      sum += value[at]!;
    }
    return sum;
  }
}

const sumOf = (items: readonly number[], of: Float64Array) => items.reduce((sum, item) => sum + of[item]!, 0);

export interface Worth {
  /** What can be brought at most, when amounts have the price that makes this least. */
  value: number;
  /** Of each item what is left of its value at that price; the most of its group, and the most of the others of its group; zero or more. */
  rest: Float64Array;
  best: Float64Array;
  bestOfOthers: Float64Array;
}

/** Halvings of the span in which the price is looked for. */
const HALVINGS = 50;

/** The same in parts: an upper bound by a price of the room, and what each item brings at it. */
export function worthiest({ amounts, groups }: Items, values: Float64Array, room: number): Worth {
  let low = 0;
  let high = room === Number.POSITIVE_INFINITY ? 0 : highest();
  for (let n = 0; n < HALVINGS && high > low; n++) {
    const middle = (low + high) / 2;
    // Where the best of groups ask for more than there is, the price is too low.
    if (wanted(middle) > room) low = middle;
    else high = middle;
  }
  const rest = values.map((value, item) => value - high * amounts[item]!);
  const first = new Map<number, number>();
  const second = new Map<number, number>();
  for (const [item, group] of groups.entries()) {
    const each = Math.max(0, rest[item]!);
    const most = first.get(group) ?? 0;
    second.set(group, Math.max(second.get(group) ?? 0, Math.min(each, most)));
    first.set(group, Math.max(each, most));
  }
  let value = room === Number.POSITIVE_INFINITY ? 0 : high * room;
  for (const most of first.values()) value += most;
  const best = Float64Array.from(groups, (group) => first.get(group)!);
  const bestOfOthers = Float64Array.from(groups, (group, item) =>
    rest[item]! >= first.get(group)! ? second.get(group)! : first.get(group)!,
  );
  return { value, rest, best, bestOfOthers };

  function highest(): number {
    return values.reduce(
      (most, value, item) => (amounts[item]! > 0 ? Math.max(most, value / amounts[item]!) : most),
      0,
    );
  }

  function wanted(price: number): number {
    const most = new Map<number, number>();
    const amount = new Map<number, number>();
    for (const [item, group] of groups.entries()) {
      const each = values[item]! - price * amounts[item]!;
      if (each <= (most.get(group) ?? 0)) continue;
      most.set(group, each);
      amount.set(group, amounts[item]!);
    }
    let sum = 0;
    for (const each of amount.values()) sum += each;
    return sum;
  }
}

/** Makes a choice better by moves that keep the rows together: what one of them breaks the next one frees. Pure. */
import type { Choice } from './choice.ts';
import type { Losses } from './core.ts';
import { type Move, movesOf } from './moves.ts';
import type { Priced } from './prices.ts';

/** What moves may lose, in parts of the greatest weight: those that lose little are tried out first. */
const WIDTHS = [0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.06, 0.08];
/** Moves that go together, at most; and moves looked at before it is enough. */
const TOGETHER = 4;
const LOOKS = 3_000_000;

/** Improves a choice that keeps its rows, until no few moves together do. */
export function improve(choice: Choice, priced: Priced, losses: Losses): void {
  const greatest = choice.programme.weight.reduce((most, each) => Math.max(most, each), 0);
  for (const width of WIDTHS) {
    const most = Math.min(greatest * width, priced.bound - choice.weight);
    let left = LOOKS;
    for (let before = -1; before < choice.weight && left > 0; ) {
      before = choice.weight;
      left -= improvedBy(choice, movesOf(choice, priced, losses, most), left);
    }
  }
}

/** Carries out what improves the choice; how many moves it looked at. */
function improvedBy(choice: Choice, moves: readonly Move[], looks: number): number {
  const { needOf, pairOf, network } = choice.programme;
  const room = choice.left.slice();
  const byGain = [...moves].sort((a, b) => b.gain - a.gain);
  const freeing: Move[][] = choice.rows.map(() => []);
  for (const move of byGain)
    for (const [u, row] of move.rows.entries()) if (move.amounts[u]! < 0) freeing[row]!.push(move);
  // What moves were made from has changed at these needs and organisations.
  const changedNeed = new Uint8Array(network.demand.length);
  const changedOrganisation = new Uint8Array(network.capacity.length);
  const together: Move[] = [];
  let looked = 0;
  for (const move of moves) {
    if (looked >= looks) break;
    if (move.gain > 0 && !isStale(move)) carriedOut(move, move.gain);
  }
  return looked;

  /** Whether the moves taken together, this one the last, improve the choice, if need be with others; then it is done. */
  function carriedOut(move: Move, gain: number): boolean {
    looked++;
    together.push(move);
    shift(move, 1);
    const broken = mostBroken();
    const done = broken < 0 ? applied() : freed(broken, gain);
    together.pop();
    if (!done) shift(move, -1);
    return done;
  }

  function freed(broken: number, gain: number): boolean {
    if (together.length === TOGETHER) return false;
    for (const next of freeing[broken]!) {
      if (gain + next.gain <= 0 || looked >= looks) return false;
      looked++;
      const frees = next.amounts[next.rows.indexOf(broken)]! <= room[broken]!;
      if (!frees || (together.length === TOGETHER - 1 && !fits(next)) || isStale(next)) continue;
      if (together.some(({ needs }) => needs.some((need) => next.needs.includes(need)))) continue;
      if (carriedOut(next, gain + next.gain)) return true;
    }
    return false;
  }

  function fits({ rows, amounts }: Move): boolean {
    for (let u = 0; u < rows.length; u++) if (amounts[u]! > 0 && amounts[u]! > room[rows[u]!]!) return false;
    return true;
  }

  function mostBroken(): number {
    let broken = -1;
    for (const { rows } of together)
      for (const row of rows)
        if (room[row]! < 0 && !(broken >= 0 && room[broken]! <= room[row]!)) broken = row;
    return broken;
  }

  function isStale({ add, remove }: Move): boolean {
    const stale = (k: number) => {
      const pair = pairOf[k]!;
      return changedNeed[needOf[pair]!] === 1 || changedOrganisation[network.organisation[pair]!] === 1;
    };
    return add.some(stale) || remove.some(stale);
  }

  function shift({ rows, amounts }: Move, sign: 1 | -1) {
    for (let u = 0; u < rows.length; u++) room[rows[u]!]! -= sign * amounts[u]!;
  }

  /** Applies the moves; places may fail them, where two go to the same. */
  function applied(): boolean {
    for (const { add, remove } of together) {
      for (const k of remove) choice.remove(k);
      for (const k of add) choice.add(k);
    }
    const all = together.flatMap(({ add, remove }) => [...add, ...remove]);
    if (all.every((k) => choice.places[network.organisation[pairOf[k]!]!]! >= 0)) {
      for (const k of all) {
        changedNeed[needOf[pairOf[k]!]!] = 1;
        changedOrganisation[network.organisation[pairOf[k]!]!] = 1;
      }
      return true;
    }
    for (const { add, remove } of together) {
      for (const k of add) choice.remove(k);
      for (const k of remove) choice.add(k);
    }
    return false;
  }
}

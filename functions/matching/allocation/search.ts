/** The best choice of a programme under rows: by the flow alone where it keeps them, else by prices, core and integers. */
import { Choice } from './choice.ts';
import { coreOf, leastOf, lossesOf } from './core.ts';
import { decomposed, type Proof } from './decomposition.ts';
import { solveInteger } from './highs.ts';
import { improve } from './improve.ts';
import { linearOf } from './linear.ts';
import { decidedAnew } from './neighbourhood.ts';
import { type Priced, priced } from './prices.ts';
import type { Programme, Row } from './programme.ts';
import { relaxed } from './relaxation.ts';
import { fill, repaired } from './repair.ts';

/** How an optimum was proven: by the flow's prices, by those of the relaxation, by the integer solver; or not at all. */
export type Method = 'flow' | 'relaxation' | 'integer' | 'stopped';

export interface Found {
  /** Candidates, ascending; none where nothing that keeps the rows was found in time. */
  chosen?: Int32Array;
  /** What they weigh, and what no choice can weigh more than. */
  weight: number;
  bound: number;
  prices: Priced;
  method: Method;
}

export interface Effort {
  /** Milliseconds that are left. */
  left(): number;
  /** Steps of the simplex method that the integer solver may take for one core. */
  steps: number;
}

/** What the first core may lose against the bound, in parts of the greatest weight, and how much wider the next ones are. */
const FIRST_WIDTH = 1 / 200;
const WIDER = 4;
/** Steps of the integer solver, and part of the time, for a core that is narrower than it need be. */
const NARROW_STEPS = 10_000;
const NARROW_PART = 1 / 12;
/** Choices made on the way of prices that are improved. */
const MAKINGS = 5;
/** The parts of the time that is left which budgets by themselves, and then deciding anew, may take. */
const FILLING_PART = 1 / 2;
const ANEW_PART = 1 / 6;
/** Rounding in sums of prices, relative to the bound; and what counts as equal where scores are no round numbers. */
const ROUNDING = 1e-11;
const EQUAL = 1e-9;
/** Choices of the integer solver that break a row by its tolerance, at most. */
const COVERS = 100;

/** @returns 'impossible' when nothing keeps the rows: they may ask for a least */
export async function best(
  programme: Programme,
  rows: readonly Row[],
  effort: Effort,
): Promise<Found | 'impossible'> {
  const flow = priced(programme, [], new Float64Array());
  const choice = new Choice(programme, rows);
  for (const k of servedOf(flow)) choice.add(k);
  if (choice.keeps) {
    const { weight } = choice;
    return { chosen: choice.candidates, weight, bound: weight, prices: flow, method: 'flow' };
  }
  const prices = await relaxed(programme, rows, flow, effort.left);
  if (prices === 'impossible') return 'impossible';
  return widened(programme, rows, prices, firstChoice(programme, rows, prices), effort);
}

/** A choice that keeps the rows: what is best at their prices, put right; or the best of each moment, if that is better. */
function firstChoice(programme: Programme, rows: readonly Row[], prices: Priced): Choice | undefined {
  const right = repaired(programme, rows, prices, servedOf(prices));
  const greedy = new Choice(programme, rows);
  fill(greedy, programme.weight);
  return greedy.keeps && greedy.weight > (right?.weight ?? Number.NEGATIVE_INFINITY) ? greedy : right;
}

function servedOf({ served, best: way }: Priced): Int32Array {
  return way.filter((_, pair) => served[pair] === 1);
}

/** Solves cores, each wider than the last, until one proves the best; where that is too hard, budgets by themselves first. */
async function widened(
  programme: Programme,
  rows: readonly Row[],
  prices: Priced,
  first: Choice | undefined,
  effort: Effort,
): Promise<Found | 'impossible'> {
  const { exact, weight } = programme;
  const losses = lossesOf(programme, prices);
  if (first) improve(first, prices, losses);
  const leastLoss = losses.chosen.map((loss) => -loss);
  const slack = Math.max(EQUAL, Math.abs(prices.bound) * ROUNDING);
  const step = granule(programme);
  // All that weights can add up to is a multiple of the step.
  const floor = (bound: number) => (exact ? Math.floor((bound + slack) / step) * step : bound);
  const greatest = weight.reduce((most, each) => Math.max(most, each), 0);
  const covers: ReadonlySet<number>[] = [];
  let known = first;
  let upper = floor(prices.bound);
  let proof: Proof = { prices, bound: prices.bound, losses };
  let method: Method = 'relaxation';
  let settled = false;
  for (let width = greatest * FIRST_WIDTH; ; width *= WIDER) {
    if (closed() || effort.left() <= 0) break;
    const whole = width >= Math.min(span(), greatest);
    const narrow = await tried(whole ? span() : width, { left: until(NARROW_PART), steps: NARROW_STEPS });
    settled = whole && narrow.decisive;
    // What is not settled in a narrow core is not in a wider one.
    if (whole || !narrow.decisive) break;
  }
  if (!settled && !closed() && effort.left() > 0) {
    sharpen();
    if (known && !closed())
      known = await decidedAnew(known, proof.losses.chosen, proof.bound, until(ANEW_PART));
    if (!closed()) settled = (await tried(span(), effort)).decisive;
  }
  if (settled && !known) return 'impossible';
  return {
    ...(known && { chosen: known.candidates }),
    weight: known?.weight ?? Number.NEGATIVE_INFINITY,
    bound: closed() ? known!.weight : upper,
    prices,
    method: closed() ? method : 'stopped',
  };

  function closed(): boolean {
    return known !== undefined && upper - known.weight <= (exact ? 0 : Math.max(slack, upper * EQUAL));
  }

  /** What a better choice than the known one loses at most. */
  function span(): number {
    return known ? proof.bound - known.weight : Number.POSITIVE_INFINITY;
  }

  function offer(choice: Choice | undefined) {
    if (choice?.keeps && !(known && known.weight >= choice.weight)) known = choice;
  }

  async function tried(most: number, within: Effort) {
    const whole = most >= span();
    const result = await tryCore(programme, rows, { proof, covers, known, most, slack }, within);
    method = 'integer';
    offer(result.choice);
    const lower = known?.weight ?? Number.NEGATIVE_INFINITY;
    const without = whole ? lower : floor(proof.bound - most);
    if (whole && result.decisive) upper = lower;
    else upper = Math.min(upper, Math.max(lower, floor(result.within), without));
    return result;
  }

  /** Milliseconds that are left of a part of what is left now. */
  function until(part: number): () => number {
    const end = effort.left() * (1 - part);
    return () => effort.left() - end;
  }

  /** What keeps the rows of what budgets took by themselves, and what fits in its place. */
  function madeOf(taken: readonly number[]): Choice {
    const choice = new Choice(programme, rows);
    for (const k of taken.toSorted((a, b) => losses.chosen[a]! - losses.chosen[b]!))
      if (choice.fits(k)) choice.add(k);
    fill(choice, leastLoss);
    return choice;
  }

  /** A lower bound and other choices, from budgets that are filled by themselves. */
  function sharpen() {
    const left = until(FILLING_PART);
    const makings: Choice[] = [];
    const lower = known?.weight ?? 0;
    const sharper = decomposed(programme, rows, { ...prices, losses }, lower, (bound, taken) => {
      if (taken) makings.push(madeOf(taken));
      return floor(bound) > lower && left() > 0;
    });
    if (sharper.bound < proof.bound) proof = sharper;
    makings.sort((a, b) => b.weight - a.weight);
    for (const choice of makings.slice(0, MAKINGS)) {
      if (!choice.keeps || left() <= 0) break;
      improve(choice, prices, losses);
      offer(choice);
    }
    upper = Math.min(upper, Math.max(known?.weight ?? lower, floor(proof.bound)));
  }
}

interface Trial {
  proof: Proof;
  covers: ReadonlySet<number>[];
  known: Choice | undefined;
  /** What choices of the core may lose against the bound. */
  most: number;
  slack: number;
}

/** The best choice of a core: what it weighs at most, and whether that is settled. */
async function tryCore(
  programme: Programme,
  rows: readonly Row[],
  { proof, covers, known, most, slack }: Trial,
  effort: Effort,
): Promise<{ decisive: boolean; within: number; choice?: Choice }> {
  const unknown = { decisive: false, within: Number.POSITIVE_INFINITY };
  const empty = { decisive: true, within: Number.NEGATIVE_INFINITY };
  for (let attempt = 0; attempt < COVERS; attempt++) {
    const core = coreOf(programme, proof.prices, proof.losses, most + slack);
    const linear = linearOf(
      programme,
      rows,
      core,
      leastOf(programme, rows, proof.prices, most + slack),
      covers,
    );
    if (linear.impossible) return empty;
    const start =
      known && proof.bound - known.weight <= most + slack
        ? valuesOf(core.columns, core.certain, known)
        : undefined;
    const solution = await solveInteger(linear.programme, {
      seconds: Math.max(0.1, effort.left() / 1000),
      steps: effort.steps,
      ...(start && { known: start }),
    });
    if (!solution) return unknown;
    // An answer that denies a choice which is known to be there is worth nothing.
    if (solution.outcome === 'impossible') return start ? unknown : empty;
    const certainly = core.certain.reduce((sum, k) => sum + programme.weight[k]!, 0);
    const result = {
      decisive: solution.outcome === 'solved',
      within: solution.bound * programme.scale + certainly + slack,
    };
    if (!solution.values) return result;
    const choice = new Choice(programme, rows);
    for (const k of core.certain) choice.add(k);
    for (const [column, value] of solution.values.entries())
      if (value > 0.5) choice.add(core.columns[column]!);
    if (choice.keeps) return { ...result, choice };
    const cover = coverOf(choice);
    if (!cover) return { ...result, decisive: false };
    covers.push(cover);
  }
  return unknown;
}

/** The known choice as values of a core's columns; undefined when the core does not hold it. */
function valuesOf(columns: Int32Array, certain: Int32Array, known: Choice): Float64Array | undefined {
  const chosen = new Set(known.candidates);
  for (const k of certain) if (!chosen.delete(k)) return undefined;
  const values = Float64Array.from(columns, (k) => (chosen.delete(k) ? 1 : 0));
  return chosen.size === 0 ? values : undefined;
}

/** Candidates that together break a row which only ever takes: the solver's tolerance let them through. */
function coverOf(choice: Choice): ReadonlySet<number> | undefined {
  const broken = choice.rows.findIndex(
    ({ coefficients }, r) => choice.left[r]! < 0 && coefficients.every((each) => each >= 0),
  );
  if (broken < 0) return undefined;
  const chosen = new Set(choice.candidates);
  return new Set([...choice.rows[broken]!.candidates].filter((k) => chosen.has(k)));
}

/** The greatest number that every weight is a multiple of. */
function granule({ weight }: Programme): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let common = 0;
  for (const each of weight) if (common !== 1) common = divisor(common, each);
  return Math.max(1, common);
}

/** The best allocation of an instance, with its proof (M2.2). */
import type { Instance } from './instance.ts';
import { type Shared, shared } from './minimum-share.ts';
import { type Programme, programmeOf, type Side } from './programme.ts';
import type { Effort, Method } from './search.ts';

export interface Allocation {
  /** Sum of the scores of the chosen. */
  objective: number;
  /** No allocation brings more; equal to the objective when that is proven. */
  bound: number;
  /** (bound - objective) / bound; 0 when proven. */
  gap: number;
  proven: boolean;
  ms: number;
  /** Places in `instance.candidates`, ordered by the ids of need and organisation. */
  chosen: number[];
  prices: AllocationPrices;
  /** What proves it: the flow, the relaxation's prices, the integer solver; 'stopped' when nothing does. */
  method: Method;
}

/** What one unit more of each would bring at most, by id: the duals of the relaxation. */
export interface AllocationPrices {
  needs: ReadonlyMap<string, number>;
  organisations: ReadonlyMap<string, number>;
  limits: ReadonlyMap<string, number>;
  /** Of minimum shares that held something back, and by which side of their "or". */
  minShares: ReadonlyMap<string, { side: Side; price: number }>;
  /** What the relaxation reaches: the bound that these prices prove. */
  bound: number;
}

export interface Options {
  /** Seconds after which the best found so far is returned with the bound known so far. */
  timeLimit?: number;
  clock?: () => number;
}

/** The default time limit in seconds. */
export const TIME_LIMIT = 60;
/** Steps that the integer solver may take before it stops: as many on a fast machine as on a slow one. */
const STEPS = 1_000_000;

/**
 * Chooses candidates so that the sum of their scores is the greatest: each need has at most as many organisations as it
 * asks for, each organisation at most as many needs as it has capacity for and as maxShare lets it, limits are kept, and
 * so are minimum shares.
 * @param instance each id once, names of what is there, whole amounts, scores up to GREATEST_SCORE
 */
export async function allocate(instance: Instance, options: Options = {}): Promise<Allocation> {
  const { clock, begun, effort } = started(options);
  const programme = programmeOf(instance);
  const solved = await shared(instance, programme, effort);
  if (solved === 'impossible' || !solved.found?.chosen)
    throw new Error('serving nobody keeps all conditions');
  const { found, proven } = solved;
  const chosen = Array.from(found.chosen!, (k) => programme.given[k]!);
  const objective = objectiveOf(instance, programme, chosen, found.weight);
  const bound = proven ? objective : Math.max(objective, solved.bound / programme.scale);
  const closed = proven || bound === objective;
  return {
    objective,
    bound,
    gap: closed ? 0 : (bound - objective) / bound,
    proven: closed,
    ms: clock() - begun,
    chosen,
    prices: pricesOf(instance, programme, solved),
    method: closed && found.method === 'stopped' ? 'relaxation' : found.method,
  };
}

/** What the whole would be with a need served by an organisation, whatever else has to give way. */
export type WhatIf =
  /** Nothing keeps the conditions with it. */
  | { possible: false }
  /** The greatest objective with it, as far as known, and what no allocation with it exceeds. */
  | { possible: true; objective: number; bound: number; proven: boolean };

/**
 * Solves the instance once more with a pair chosen beforehand, by whichever of its ways is best.
 * @returns an objective below every bound (negative infinity) where none was found in time
 */
export async function whatIf(
  instance: Instance,
  need: string,
  organisation: string,
  options: Options = {},
): Promise<WhatIf> {
  const { effort } = started(options);
  const programme = programmeOf(instance);
  const ways = Int32Array.from(programme.given.keys()).filter((k) => {
    const candidate = instance.candidates[programme.given[k]!]!;
    return candidate.need === need && candidate.organisation === organisation;
  });
  if (ways.length === 0) return { possible: false };
  const forced = {
    id: need,
    candidates: ways,
    coefficients: new Float64Array(ways.length).fill(-1),
    most: -1,
  };
  const solved = await shared(instance, programme, effort, [forced]);
  if (solved === 'impossible') return { possible: false };
  const { found, bound, proven } = solved;
  const chosen = Array.from(found?.chosen ?? [], (k) => programme.given[k]!);
  const objective = found?.chosen
    ? objectiveOf(instance, programme, chosen, found.weight)
    : Number.NEGATIVE_INFINITY;
  return { possible: true, objective, bound: proven ? objective : bound / programme.scale, proven };
}

function started({ timeLimit = TIME_LIMIT, clock = () => performance.now() }: Options) {
  const begun = clock();
  const effort: Effort = { left: () => timeLimit * 1000 - (clock() - begun), steps: STEPS };
  return { clock, begun, effort };
}

function objectiveOf(
  { candidates }: Instance,
  programme: Programme,
  chosen: readonly number[],
  weight: number,
) {
  if (programme.exact) return weight / programme.scale;
  return chosen.reduce((sum, k) => sum + candidates[k]!.score, 0);
}

function pricesOf(instance: Instance, programme: Programme, { found, rows }: Shared): AllocationPrices {
  const { needs, organisations, scale } = programme;
  const { prices } = found!;
  const limits = new Map(instance.limits.map(({ id }) => [id, 0]));
  const minShares = new Map<string, { side: Side; price: number }>();
  for (const [r, { id, side }] of rows.entries()) {
    const price = (prices.rows[r] ?? 0) / scale;
    if (side === undefined) limits.set(id, price);
    else minShares.set(id, { side, price });
  }
  return {
    needs: new Map(needs.map((id, i) => [id, prices.needs[i]! / scale])),
    organisations: new Map(organisations.map((id, j) => [id, prices.organisations[j]! / scale])),
    limits,
    minShares,
    bound: prices.bound / scale,
  };
}

/** The best allocation of an instance, with its proof (M2.2). */
import type { Instance } from './instance.ts';
import { shared } from './minimum-share.ts';
import { programmeOf } from './programme.ts';
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
  /** What one more unit of each would bring, by id: the duals of the relaxation that the proof rests on. */
  prices: {
    needs: Map<string, number>;
    organisations: Map<string, number>;
    limits: Map<string, number>;
    minShares: Map<string, number>;
  };
  /** What proves it: the flow, the relaxation's prices, the integer solver; 'stopped' when nothing does. */
  method: Method;
}

export interface Options {
  /** Seconds after which the best found so far is returned with the bound known so far. */
  timeLimit?: number;
  clock?: () => number;
}

/** The default time limit in seconds. */
export const TIME_LIMIT = 60;
/** Nodes of the integer solver's tree: what it may try before it stops, on a fast machine as on a slow one. */
const NODES = 20_000;

/**
 * Chooses candidates so that the sum of their scores is the greatest: each need has at most as many organisations as it
 * asks for, each organisation at most as many needs as it has capacity for and as maxShare lets it, limits are kept, and
 * so are minimum shares.
 * @param instance without faults (faultsOf)
 */
export async function allocate(
  instance: Instance,
  { timeLimit = TIME_LIMIT, clock = () => performance.now() }: Options = {},
): Promise<Allocation> {
  const begun = clock();
  const effort: Effort = { left: () => timeLimit * 1000 - (clock() - begun), nodes: NODES };
  const programme = programmeOf(instance);
  const { found, rows } = await shared(instance, programme, effort);
  const { scale, exact, given, needs, organisations, limits } = programme;
  const chosen = Array.from(found.chosen, (k) => given[k]!);
  const objective = exact
    ? found.weight / scale
    : chosen.reduce((sum, k) => sum + instance.candidates[k]!.score, 0);
  const proven = found.method !== 'stopped';
  const bound = proven ? objective : Math.max(objective, found.bound / scale);
  const price = (of: ArrayLike<number>, at: number) => (of[at] ?? 0) / scale;
  const rowPrices = Array.from(
    found.prices.rows,
    (_, r) => [rows[r]!.id, price(found.prices.rows, r)] as const,
  );
  return {
    objective,
    bound,
    gap: proven || bound === 0 ? 0 : (bound - objective) / bound,
    proven,
    ms: clock() - begun,
    chosen,
    prices: {
      needs: new Map(needs.map((id, i) => [id, price(found.prices.needs, i)])),
      organisations: new Map(organisations.map((id, j) => [id, price(found.prices.organisations, j)])),
      limits: new Map([
        ...instance.limits.map(({ id }) => [id, 0] as const),
        ...rowPrices.slice(0, limits.length),
      ]),
      minShares: new Map(rowPrices.slice(limits.length)),
    },
    method: found.method,
  };
}

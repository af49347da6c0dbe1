/**
 * The one file that loads HiGHS (WebAssembly): linear programmes for their duals, integer ones for what the flow cannot
 * decide. A solver that breaks down (it has run out of its stack or memory on large models) says nothing, and the next one
 * starts afresh; what follows from its answers is checked by those who ask.
 */
import { createRequire } from 'node:module';
import highsModule, { type Highs, type Model } from 'highs';
import type { LinearProgramme } from './linear.ts';

/** Fractions allowed, and what each row's last unit is worth; undefined when it was not solved. */
export interface LinearSolution {
  objective: number;
  values: Float64Array;
  duals: Float64Array;
}

export type IntegerSolution =
  /** `values` are the best found, if any; nothing brings more than `bound`. */
  { outcome: 'solved' | 'stopped'; values?: Float64Array; bound: number } | { outcome: 'impossible' };

export interface IntegerLimits {
  seconds: number;
  /** Steps of the simplex method: what it may try on a fast machine as on a slow one. */
  steps: number;
  /** A good solution known beforehand. */
  known?: Float64Array;
}

// Its types speak of the CommonJS file, where the loader is a member; Node and esbuild import the other one.
const loader = highsModule as unknown as typeof highsModule.default;
/** The WebAssembly is found as a package's file wherever the code is: bundled, it would be looked for beside the bundle. */
const load = () => loader({ locateFile: () => createRequire(import.meta.url).resolve('highs/runtime') });
let loaded: Promise<Highs> | undefined;
/** What HiGHS gives up with, its WebAssembly, and its stack; any other error is a mistake of ours. */
const BREAKDOWNS = ['HighsError', 'RuntimeError', 'RangeError'];

/** Solves a linear programme. */
export async function solveLinear(
  programme: LinearProgramme,
  seconds: number,
): Promise<LinearSolution | 'impossible' | undefined> {
  return withModel(programme, false, (model, { constants }) => {
    model.options.set({ solver: 'ipm', time_limit: seconds });
    model.run();
    const status = model.getModelStatus();
    if (status === constants.modelStatus.infeasible) return 'impossible';
    if (status !== constants.modelStatus.optimal) return undefined;
    const { colValue, rowDual } = model.getSolution();
    return { objective: model.getObjectiveValue(), values: colValue, duals: rowDual };
  });
}

/** Solves a programme in whole numbers. */
export async function solveInteger(
  programme: LinearProgramme,
  { seconds, steps, known }: IntegerLimits,
): Promise<IntegerSolution | undefined> {
  return withModel(programme, true, (model, { constants }) => {
    model.options.set({ mip_rel_gap: 0, mip_abs_gap: 1e-6, time_limit: seconds });
    if (known) model.setSolution({ colValue: known });
    model.run({
      [constants.callbackType.mipInterrupt]: (event) => {
        if ((event.data.mip_total_lp_iterations ?? 0) > steps) event.interrupt();
      },
    });
    const status = model.getModelStatus();
    const { optimal, infeasible } = constants.modelStatus;
    if (status === infeasible) return { outcome: 'impossible' };
    const bound = model.info.get('mip_dual_bound') as number;
    if (!Number.isFinite(bound)) return undefined;
    const { colValue } = model.getSolution();
    const found =
      Number.isFinite(model.getObjectiveValue()) && model.info.get('primal_solution_status') === 2;
    return {
      outcome: status === optimal ? 'solved' : 'stopped',
      bound,
      ...(found && { values: colValue }),
    };
  });
}

async function withModel<T>(
  { cost, rowLeast, rowMost, start, index, value }: LinearProgramme,
  integer: boolean,
  ask: (model: Model, highs: Highs) => T,
): Promise<T | undefined> {
  try {
    loaded ??= load();
    const highs = await loaded;
    const model = highs.createModel({
      numCols: cost.length,
      numRows: rowMost.length,
      sense: highs.constants.objectiveSense.maximize,
      colCost: cost,
      colLower: new Float64Array(cost.length),
      colUpper: new Float64Array(cost.length).fill(1),
      rowLower: rowLeast,
      rowUpper: rowMost,
      matrix: {
        format: 'csc',
        numRows: rowMost.length,
        numCols: cost.length,
        starts: start,
        indices: index,
        values: value,
      },
      ...(integer && { integrality: new Int32Array(cost.length).fill(highs.constants.variableType.integer) }),
    });
    model.options.set({ output_flag: false, random_seed: 1 });
    const answer = ask(model, highs);
    model.dispose();
    return answer;
  } catch (error) {
    if (!BREAKDOWNS.includes((error as Error).name)) throw error;
    // Its memory may be spoilt: the next question goes to a new one.
    loaded = undefined;
    return undefined;
  }
}

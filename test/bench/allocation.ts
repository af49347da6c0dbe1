/** The allocation of rounds against what else one would reach for, on the same instances, in one run. */
import { allocate } from '../../functions/matching/allocation/allocate.ts';
import { greedy, hungarian, lpSolver, plain, scoreOf, stable } from '../support/allocation-baselines.ts';
import { countyInstance } from '../support/allocation-instances.ts';
import type { Figure } from './measure.ts';

const SIZES = [
  { needs: 1_000, organisations: 300 },
  { needs: 3_000, organisations: 800 },
  { needs: 10_000, organisations: 2_500 },
];
/** Seconds for a plain integer programme, and the size up to which it is tried. */
const PLAIN = { seconds: 60, needs: 3_000 };
/** Budgets that fund a part of what is asked for. */
const HARD = [
  { needs: 1_000, organisations: 300, each: 20, providers: 40, funded: 0.6 },
  { needs: 60, organisations: 20, each: 10, providers: 8, funded: 0.5, ways: 3 },
];
/** What the other libraries cope with in seconds. */
const SMALL = { needs: 200, organisations: 60, each: 10 };

/** Time, memory and objective at 1,000, 3,000 and 10,000 needs, and how cost grows. */
export async function measureAllocation(): Promise<Figure[]> {
  const figures: Figure[] = [];
  const times: number[] = [];
  // The first run loads and warms up.
  await allocate(countyInstance({ needs: 100, organisations: 30, each: 10 }));
  for (const size of SIZES) {
    const name = `allocation: ${size.needs} needs`;
    const instance = countyInstance({ ...size, each: 20 });
    const { objective, gap, ms } = await allocate(instance);
    times.push(ms);
    figures.push(
      { name: `${name}, gap`, value: gap, unit: '', aim: { atMost: 0 } },
      {
        name: `${name}, memory of the process`,
        value: process.memoryUsage.rss() / 1e6,
        unit: 'MB',
        aim: { atMost: 2_000 },
      },
      {
        name: `${name}, points against greedy`,
        value: objective,
        unit: '',
        floor: scoreOf(instance, greedy(instance)),
        aim: { atLeast: 1 },
      },
      {
        name: `${name}, points against Gale-Shapley`,
        value: objective,
        unit: '',
        floor: scoreOf(instance, stable(instance)),
        aim: { atLeast: 1 },
      },
    );
    if (size.needs > PLAIN.needs) {
      figures.push({ name: `${name}, time`, value: ms, unit: 'ms', aim: { atMost: 60_000 } });
      continue;
    }
    const begun = performance.now();
    const best = await plain(instance, 'integer', PLAIN.seconds);
    const floor = performance.now() - begun;
    figures.push({
      name: `${name}, time against plain HiGHS`,
      value: ms,
      unit: 'ms',
      floor,
      aim: { atMost: 0.2 },
    });
    if (best !== undefined)
      figures.push({
        name: `${name}, points against plain HiGHS`,
        value: objective,
        unit: '',
        floor: best,
        aim: { atLeast: 1 },
      });
    const bound = await plain(instance, 'linear', PLAIN.seconds);
    if (bound !== undefined)
      figures.push({
        name: `${name}, points against the LP bound`,
        value: objective,
        unit: '',
        floor: bound,
      });
  }
  const [first, , last] = times;
  const growth = Math.log(last! / first!) / Math.log(SIZES.at(-1)!.needs / SIZES[0]!.needs);
  figures.push({ name: 'allocation: growth of time, exponent of needs', value: growth, unit: '' });
  return [...figures, ...(await withBudgets()), ...(await against())];
}

/** Budgets that bind: what the flow alone cannot decide; plain HiGHS gets the same time. */
async function withBudgets(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const shape of HARD) {
    const instance = countyInstance(shape);
    const { objective, bound, gap, ms } = await allocate(instance, { timeLimit: 30 });
    const name = `allocation: ${shape.needs} needs, ${shape.providers} budgets that bind`;
    figures.push(
      { name: `${name}, time`, value: ms, unit: 'ms' },
      { name: `${name}, gap`, value: gap, unit: '', aim: { atMost: 0.01 } },
      { name: `${name}, points against the bound`, value: objective, unit: '', floor: bound },
      {
        name: `${name}, points against greedy`,
        value: objective,
        unit: '',
        floor: scoreOf(instance, greedy(instance)),
        aim: { atLeast: 1 },
      },
    );
    const found = await plain(instance, 'integer', ms / 1000);
    if (found !== undefined)
      figures.push({
        name: `${name}, points against plain HiGHS in the same time`,
        value: objective,
        unit: '',
        floor: found,
        aim: { atLeast: 1 },
      });
  }
  return figures;
}

async function against(): Promise<Figure[]> {
  const instance = countyInstance(SMALL);
  const { objective, ms } = await allocate(instance);
  const others = { 'javascript-lp-solver': lpSolver, munkres: hungarian };
  return Object.entries(others).flatMap(([library, solve]) => {
    const begun = performance.now();
    const found = solve(instance);
    const floor = performance.now() - begun;
    const name = `allocation: ${SMALL.needs} needs against ${library}`;
    return [
      { name: `${name}, time`, value: ms, unit: 'ms', floor },
      { name: `${name}, points`, value: objective, unit: '', floor: found, aim: { atLeast: 1 } },
    ];
  });
}

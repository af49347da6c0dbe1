import { type Allocation, allocate } from '../allocation/allocate.ts';
import { boundWith } from '../allocation/others.ts';
import { FEW, type Prepared, prepare, type Situation } from '../model/instance.ts';

/**
 * The best allocation of what there is. Of the ways to pay for a candidate a few are looked at first; more, while one that was
 * left out might bring more. What time did not suffice for is in the bound.
 * @param seconds that it may take
 */
export async function best(
  situation: Situation,
  seconds: number,
): Promise<{ prepared: Prepared; result: Allocation }> {
  const begun = performance.now();
  for (let looked = FEW; ; looked = { funds: 2 * looked.funds, venues: 2 * looked.venues }) {
    const rest = seconds - (performance.now() - begun) / 1000;
    const prepared = prepare(situation, looked);
    const result = await allocate(prepared.instance, { timeLimit: Math.max(1, rest) });
    const bound = boundWith(prepared.others, prepared.instance, result);
    if (bound === result.bound) return { prepared, result };
    if (performance.now() - begun >= seconds * 1000) {
      const gap = (bound - result.objective) / bound;
      return { prepared, result: { ...result, bound, gap, proven: false, method: 'stopped' } };
    }
  }
}

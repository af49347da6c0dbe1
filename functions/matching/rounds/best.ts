import { type Allocation, allocate } from '../allocation/allocate.ts';
import { boundWith } from '../allocation/others.ts';
import { type Prepared, prepare, type Situation } from '../model/instance.ts';

/**
 * The best allocation of what there is. Where there are more ways than the solver has room for, the bound says what those that
 * were left out might bring.
 * @param timeLimit seconds that the solver may take
 * @param mostWays that it is given
 */
export async function best(
  situation: Situation,
  timeLimit: number,
  mostWays?: number,
): Promise<{ prepared: Prepared; result: Allocation }> {
  const prepared = prepare(situation, mostWays);
  const result = await allocate(prepared.instance, { timeLimit });
  const bound = boundWith(prepared.others(), prepared.instance, result);
  if (bound === result.bound) return { prepared, result };
  const gap = (bound - result.objective) / bound;
  return { prepared, result: { ...result, bound, gap, proven: false, method: 'stopped' } };
}

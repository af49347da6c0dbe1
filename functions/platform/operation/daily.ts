import { addDays } from '../../../shared/calendar/index.ts';
import { CITY, divisionsWithin } from '../../../shared/divisions/index.ts';
import type { Deps } from '../deps.ts';
import { judgeNow } from './judge.ts';

/** Platforms that one run judges at most: the next comes in a quarter of an hour. */
const A_RUN = 60;

/**
 * Judges every platform that was not judged today, county by county: one that lapses falls out without anybody acting. What is
 * judged leaves the list of those to be judged, so a run that is stopped is resumed by the next. One that cannot be judged
 * holds up no other.
 * @returns how many were judged
 * @throws AggregateError of those that could not be, after all others
 */
export async function judgeDue(deps: Deps, most = A_RUN): Promise<number> {
  const yesterday = addDays(deps.today(), -1);
  const failed: unknown[] = [];
  let judged = 0;
  for (const { code } of divisionsWithin(CITY.code, 'county')) {
    const limit = most - judged;
    if (limit === 0) break;
    const { items } = await deps.store.judgedUpTo(code, yesterday, { limit, scope: 'due' });
    for (const { township } of items) {
      try {
        await judgeNow(township, deps);
        judged += 1;
      } catch (error) {
        failed.push(error);
      }
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} platforms could not be judged`);
  return judged;
}

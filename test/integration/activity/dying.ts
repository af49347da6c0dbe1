/** Workers that die at a write. */

import type { Deps } from '../../../functions/activity/deps.ts';
import { ratesDue } from '../../../functions/activity/rates/begin.ts';
import { Killed } from '../../support/killing.ts';
import { CITY, COUNTY, type RatesService } from './rates-service.ts';

/** The worker dies at its n-th write, before it is made or after: nobody hears of it. */
export function dying(deps: Deps, at: number, after: boolean): Deps {
  let writes = 0;
  const save: Deps['store']['save'] = async (change) => {
    writes += 1;
    if (writes < at) return deps.store.save(change);
    // What it did at the same time dies with it.
    if (writes === at && after) await deps.store.save(change);
    throw new Killed();
  };
  return { ...deps, store: { ...deps.store, save } };
}

/** More deaths than any run has writes to die at. */
const MOST_DEATHS = 80;
/** After which the schedule takes up a run that nobody touched. */
const STALLED_MS = 16 * 60_000;

/**
 * The run of the day in a county and the city, whose workers die at one write after the other: the schedule begins it, and
 * takes it up again for as long as they do.
 * @returns how often one died
 */
export async function runUntilDone(activity: RatesService, after: boolean): Promise<number> {
  for (let deaths = 0; ; deaths++) {
    const mortal = dying(activity.deps, (deaths % 7) + 1, after);
    try {
      await ratesDue(mortal);
      await activity.work(
        (events) => events.filter(({ data }) => [COUNTY, CITY].includes(data.division)),
        mortal,
      );
      return deaths;
    } catch (error) {
      if (!(error instanceof Killed) || deaths >= MOST_DEATHS) throw error;
      activity.clock.now = new Date(activity.clock.now.getTime() + STALLED_MS);
    }
  }
}

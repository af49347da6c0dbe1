/** Workers that die at a write. */
import type { Deps } from '../../../functions/activity/deps.ts';

export class Killed extends Error {}

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

import { putVersion, type Store, type TransactWrite } from '../../../shared/store/index.ts';
import type { Plans } from '../model/plans.ts';
import { listingKey } from './keys.ts';

export function plansIn(store: Store) {
  return {
    /** What rounds plan to give of resources, in no order; those of which nothing was ever planned are left out. */
    async plansOf(resources: readonly string[]): Promise<Plans[]> {
      return store.getAll<Plans>(resources.map(plansKey), { consistent: true });
    },
  };
}

/** Keeps what is planned, unless somebody planned something since it was read. */
export const putPlans = (plans: Plans): TransactWrite =>
  putVersion({ ...plansKey(plans.resource), ...plans });

const plansKey = (resource: string) => ({ PK: listingKey('resource', resource).PK, SK: 'PLANS' });

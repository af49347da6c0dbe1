import type { Store, TransactWrite } from '../../../shared/store/index.ts';
import type { Candidates } from '../model/candidates.ts';
import { listingKey } from './keys.ts';

export function candidatesIn(store: Store) {
  return {
    /** What was last found for a need. */
    async candidates(need: string): Promise<Candidates | undefined> {
      return store.get<Candidates>(candidatesKey(need), { consistent: true });
    },

    /** What was last found for needs, in no order. */
    async candidatesOf(needs: readonly string[]): Promise<Candidates[]> {
      return store.getAll<Candidates>(needs.map(candidatesKey), { consistent: true });
    },
  };
}

/** Keeps what was found, unless something was found for a later version of the need already. */
export function putCandidates(candidates: Candidates): TransactWrite {
  return {
    Put: {
      Item: { ...candidatesKey(candidates.need), ...candidates },
      ConditionExpression: 'attribute_not_exists(PK) OR needVersion <= :version',
      ExpressionAttributeValues: { ':version': candidates.needVersion },
    },
  };
}

const candidatesKey = (need: string) => ({ PK: listingKey('need', need).PK, SK: 'CANDIDATES' });

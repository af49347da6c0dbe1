import { putVersion, type Store, type TransactWrite } from '../../../shared/store/index.ts';
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

/** Keeps what was found, unless something else was found since the candidates before were read. */
export const putCandidates = (candidates: Candidates): TransactWrite =>
  putVersion({ ...candidatesKey(candidates.need), ...candidates });

const candidatesKey = (need: string) => ({ PK: listingKey('need', need).PK, SK: 'CANDIDATES' });

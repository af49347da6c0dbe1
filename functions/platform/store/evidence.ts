import {
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import type { Evidence } from '../model/evidence.ts';
import { ofPlace, partition } from './keys.ts';

const EVIDENCE = 'EVIDENCE#';

export function evidenceIn(store: Store) {
  return {
    async evidence(place: string, id: string): Promise<Evidence | undefined> {
      return store.get<Evidence>(evidenceKey(place, id), { consistent: true });
    },

    /** Files by their ids, in no order; those that are not there are left out. */
    async evidenceBy(place: string, ids: readonly string[]): Promise<Evidence[]> {
      return store.getAll<Evidence>(
        [...new Set(ids)].map((id) => evidenceKey(place, id)),
        { consistent: true },
      );
    },

    async evidenceOf(place: string, list: ListOptions) {
      return store.query<Evidence>({
        PK: partition(place),
        beginsWith: EVIDENCE,
        consistent: true,
        ...given(list),
      });
    },
  };
}

/** @param expiresAt epoch seconds at which an upload is no longer awaited */
export const putEvidence = (evidence: Evidence, expiresAt?: number): TransactWrite =>
  putVersion({
    ...evidenceKey(evidence.township, evidence.id),
    ...evidence,
    ...(expiresAt !== undefined && { expiresAt }),
  });

const evidenceKey = (place: string, id: string) => ofPlace(place, EVIDENCE + id);

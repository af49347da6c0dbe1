import { putVersion, type Store } from '../../../shared/store/index.ts';
import { matchKey } from './keys.ts';

/** A match whose reports are activities: which they are, and what the community thought of it. */
export interface MatchRecord {
  match: string;
  /** Numbers of its reports. */
  reports: readonly number[];
  /** Points, 1 to 5. */
  rating?: number;
  /** Of the evaluation; a higher one is later. */
  revision?: number;
  version: number;
}

export function matchesIn(store: Store) {
  return {
    async matchRecord(match: string): Promise<MatchRecord | undefined> {
      return store.get<MatchRecord>(matchKey(match), { consistent: true });
    },
  };
}

export const putMatchRecord = (record: MatchRecord) => putVersion({ ...matchKey(record.match), ...record });

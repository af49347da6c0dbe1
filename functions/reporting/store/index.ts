import type { Store } from '../../../shared/store/index.ts';
import { pushReads } from './pushes.ts';

export type ReportingStore = ReturnType<typeof reportingStore>;

/**
 * The service's table: reads by what they find. Writes are made by `put…` of the files beside this one and saved
 * together: `store.save({ writes, audit, events })`.
 */
export function reportingStore(store: Store) {
  const { save, recall, claim, trail, chainHead } = store;
  return { save, recall, claim, trail, chainHead, ...pushReads(store) };
}

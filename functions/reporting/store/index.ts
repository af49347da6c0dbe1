import type { Store } from '../../../shared/store/index.ts';
import { dirtyIn } from './dirty.ts';
import { exportsIn } from './exports.ts';
import { factsIn } from './facts.ts';
import { figuresIn } from './figures.ts';
import { openIn } from './open.ts';
import { pushReads } from './pushes.ts';
import { reportsIn } from './reports.ts';

export type ReportingStore = ReturnType<typeof reportingStore>;

/**
 * The service's table: reads by what they find. Writes are made by `put…` of the files beside this one and saved
 * together: `store.save({ writes, audit, events })`.
 */
export function reportingStore(store: Store) {
  const { save, recall, claim, trail, chainHead } = store;
  return {
    save,
    recall,
    claim,
    trail,
    chainHead,
    ...factsIn(store),
    ...dirtyIn(store),
    ...figuresIn(store),
    ...reportsIn(store),
    ...openIn(store),
    ...pushReads(store),
    ...exportsIn(store),
  };
}

import type { Store } from '../../../shared/store/index.ts';
import { assessmentsIn } from './assessments.ts';
import { evidenceIn } from './evidence.ts';
import { figuresIn } from './figures.ts';
import { honoursIn } from './honours.ts';
import { operationsIn } from './operations.ts';
import { platformsIn } from './platforms.ts';
import { ratingsIn } from './ratings.ts';
import { reportsIn } from './reports.ts';

export type PlatformStore = ReturnType<typeof platformStore>;

/**
 * The service's table: reads by what they find. Writes are made by `put…` of the files beside this one and saved together:
 * `store.save({ writes: [...putPlatform(platform), putOperation(operation, kind)], audit, events })`.
 */
export function platformStore(store: Store) {
  const { save, recall, claim } = store;
  return {
    save,
    recall,
    claim,
    ...platformsIn(store),
    ...operationsIn(store),
    ...figuresIn(store),
    ...reportsIn(store),
    ...evidenceIn(store),
    ...assessmentsIn(store),
    ...ratingsIn(store),
    ...honoursIn(store),
  };
}

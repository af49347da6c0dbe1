import type * as z from 'zod';
import { type Surroundings, surroundings, TableSettings } from '../../shared/deps.ts';
import { type NamingStore, namingStore } from './store/index.ts';

/** What the use cases need from outside; entries make it once, tests give their own. */
export interface Deps extends Surroundings {
  store: NamingStore;
}

export const StoreSettings = TableSettings;

/** The dependencies of a running function: real table, real clock, random ids. */
export function makeDeps(settings: z.output<typeof StoreSettings>): Deps {
  const { table, ...around } = surroundings(settings);
  return { store: namingStore(table, around.now), ...around };
}

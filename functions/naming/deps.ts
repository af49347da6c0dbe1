import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { today } from '../../shared/calendar/today.ts';
import { clock } from '../../shared/clock.ts';
import { createStore, documentClient } from '../../shared/store/index.ts';
import { type NamingStore, namingStore } from './store.ts';

/** What the use cases need from outside; entries make it once, tests give their own. */
export interface Deps {
  store: NamingStore;
  now: () => Date;
  /** Today in Asia/Shanghai, YYYY-MM-DD. */
  today: () => string;
  newId: () => string;
}

export const StoreSettings = z.object({ TABLE_NAME: z.string().min(3), CURSOR_SECRET: z.string().min(16) });

/** The dependencies of a running function: real table, real clock, random ids. */
export function makeDeps({ TABLE_NAME, CURSOR_SECRET }: z.output<typeof StoreSettings>): Deps {
  const now = clock;
  const store = createStore({
    client: documentClient(),
    table: TABLE_NAME,
    now,
    cursorSecret: CURSOR_SECRET,
  });
  return { store: namingStore(store, now), now, today: () => today(now()), newId: randomUUID };
}

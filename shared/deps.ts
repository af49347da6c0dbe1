/** What every running function needs from outside: its table, the clock, random ids. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { today } from './calendar/today.ts';
import { clock } from './clock.ts';
import { createStore, documentClient, type Store } from './store/index.ts';

export const TableSettings = z.object({ TABLE_NAME: z.string().min(3), CURSOR_SECRET: z.string().min(16) });

export interface Surroundings {
  now: () => Date;
  /** Today in Asia/Shanghai, YYYY-MM-DD. */
  today: () => string;
  newId: () => string;
}

/** The real table and the real clock; services make their own store of the table. */
export function surroundings({ TABLE_NAME, CURSOR_SECRET }: z.output<typeof TableSettings>): Surroundings & {
  table: Store;
} {
  const table = createStore({
    client: documentClient(TABLE_NAME),
    table: TABLE_NAME,
    now: clock,
    cursorSecret: CURSOR_SECRET,
  });
  return { table, now: clock, today: () => today(clock()), newId: randomUUID };
}

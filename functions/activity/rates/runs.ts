import type * as z from 'zod';
import type { Caller } from '../../../shared/auth/caller.ts';
import { covers } from '../../../shared/divisions/index.ts';
import type { Deps } from '../deps.ts';
import type { RunsAnswer } from './schema.ts';

/** The runs, the newest first; what concerns other counties is for the city. */
export async function listRuns(
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  caller: Caller,
  deps: Deps,
): Promise<z.output<typeof RunsAnswer>> {
  const { items, next } = await deps.store.runs({ limit, scope: 'runs', cursor });
  return {
    items: items.map(({ id, day, state, pending, changed, check, startedAt, touchedAt, finishedAt }) => ({
      id,
      day,
      state,
      pending: Object.keys(pending).filter((division) => covers(caller.division, division)),
      changed,
      check: {
        ...check,
        examples: check.examples.filter(({ division }) => covers(caller.division, division)),
      },
      startedAt,
      touchedAt,
      ...(finishedAt !== undefined && { finishedAt }),
    })),
    ...(next !== undefined && { next }),
  };
}

import { atOnce } from '../../../shared/at-once.ts';
import type { Caller } from '../../../shared/auth/caller.ts';
import { chinese } from '../../../shared/http/messages.ts';
import { type FieldError, Problem } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { idFrom } from '../../../shared/imports/files.ts';
import { ConditionFailed, retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Activity } from '../model/activity.ts';
import type { Organisation } from '../model/organisation.ts';
import { refuseDay } from './find.ts';
import { entered, recorded } from './record.ts';
import { BatchEntry } from './schema.ts';

/** Activities that are entered at once; those of one day go one after the other. */
const AT_ONCE = 16;
/** Milliseconds after which nothing more is begun: an answer has ten seconds, and what is under way has to end in them. */
const BEGUN_WITHIN = 6_500;

interface Outcome {
  ref?: string;
  outcome: 'recorded' | 'known' | 'refused' | 'unreached';
  id?: string;
  state?: Activity['state'];
  errors?: FieldError[];
}

/**
 * Records many activities of an organisation, each by itself: what is wrong with one stops no other. The same `ref` again
 * enters nothing twice. What could not be begun in time is said to be unreached: the same batch again goes on with it.
 * @throws Problem as `recorded`
 */
export async function recordBatch(
  { organisation: of, entries }: { organisation?: string | undefined; entries: readonly unknown[] },
  { caller, correlationId }: { caller: Caller; correlationId: string },
  deps: Deps,
): Promise<Answer> {
  const begun = performance.now();
  const organisation = await recorded(of, caller, deps);
  const outcomes = new Array<Outcome>(entries.length);
  const good = entries.flatMap((entry, at) => {
    const result = BatchEntry.safeParse(entry, { error: chinese });
    if (result.success) return [{ at, ...result.data }];
    const { ref } = (entry ?? {}) as { ref?: unknown };
    const errors = result.error.issues.map(({ path, message }) => ({
      pointer: `#/body/entries/${[at, ...path.map(String)].join('/')}`,
      detail: message,
    }));
    outcomes[at] = { ...(typeof ref === 'string' && { ref }), outcome: 'refused', errors };
    return [];
  });
  const days = Map.groupBy(good, ({ on }) => on);
  await atOnce(days.values(), AT_ONCE, async (day) => {
    for (const { at, ref, ...facts } of day)
      outcomes[at] =
        performance.now() - begun > BEGUN_WITHIN
          ? { ref, outcome: 'unreached' }
          : await enter(ref, { at, facts, organisation, caller, correlationId }, deps);
  });
  const countOf = (outcome: Outcome['outcome']) => outcomes.filter((one) => one.outcome === outcome).length;
  return {
    status: 200,
    body: {
      recorded: countOf('recorded'),
      known: countOf('known'),
      refused: countOf('refused'),
      unreached: countOf('unreached'),
      entries: outcomes,
    },
  };
}

async function enter(
  ref: string,
  {
    at,
    facts,
    organisation,
    caller,
    correlationId,
  }: {
    at: number;
    facts: Parameters<typeof entered>[0]['facts'];
    organisation: Organisation;
    caller: Caller;
    correlationId: string;
  },
  deps: Deps,
): Promise<Outcome> {
  const id = idFrom('activity', organisation.id, ref);
  const origin = caller.role === 'community' ? 'community' : 'organisation';
  try {
    return await retried(async () => {
      const known = await deps.store.activity(id);
      if (known) return { ref, outcome: 'known', id, state: known.state };
      const pointer = `#/body/entries/${at}/on`;
      refuseDay(facts.on, organisation, deps, pointer);
      const { activity, ...change } = await entered(
        { id, facts, organisation, origin, by: caller },
        correlationId,
        deps,
        pointer,
      );
      await deps.store.save(change);
      return { ref, outcome: 'recorded', id, state: activity.state };
    });
  } catch (error) {
    if (error instanceof Problem) {
      const errors = error.errors ?? [{ pointer: `#/body/entries/${at}`, detail: error.detail }];
      return { ref, outcome: 'refused', errors: [...errors] };
    }
    if (!(error instanceof ConditionFailed)) throw error;
    const detail = '同时有别的填报，请再提交一次';
    return { ref, outcome: 'refused', errors: [{ pointer: `#/body/entries/${at}`, detail }] };
  }
}

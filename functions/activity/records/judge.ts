import type { Acting } from '../../../shared/http/acting.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import type { Activity, Step } from '../model/activity.ts';
import { activityEntry, changed, moved } from './change.ts';
import { takenOut } from './day.ts';
import { answerOf, judged, own } from './find.ts';

/**
 * The community confirms an activity, with its rating where it gives one. Confirming again gives another rating.
 * @throws Problem as `judged`
 */
export const confirm = (
  id: string,
  { rating }: { rating?: number | undefined },
  acting: Acting,
  deps: Deps,
) =>
  step(id, 'confirm', 'confirmed', acting, deps, {
    state: 'confirmed',
    ...(rating !== undefined && { rating }),
  });

/** The community disputes an activity, with a reason: it counts no longer, until the township has ruled. */
export const dispute = (id: string, { reason }: { reason: string }, acting: Acting, deps: Deps) =>
  step(id, 'dispute', 'disputed', acting, deps, { state: 'disputed', reason });

/** What was held out is as it was said, and why: from now on it counts. */
export const clear = (id: string, { reason }: { reason: string }, acting: Acting, deps: Deps) =>
  step(id, 'clear', 'cleared', acting, deps, { state: 'confirmed', reason });

/** The township, or whoever is above, rules on a dispute: the activity counts, or is void. */
export const rule = (
  id: string,
  { outcome, reason }: { outcome: 'counts' | 'void'; reason: string },
  acting: Acting,
  deps: Deps,
) => step(id, 'rule', 'ruled', acting, deps, { state: outcome === 'counts' ? 'confirmed' : 'void', reason });

async function step(
  id: string,
  what: Step,
  action: string,
  acting: Acting,
  deps: Deps,
  change: Partial<Activity>,
): Promise<Answer> {
  const { activity, organisation } = await judged(id, what, acting, deps);
  return saved(activity, moved(activity, change, deps), organisation, action, acting, deps);
}

/** Its own side takes an activity back, with a reason. A same one that was held out stays so until somebody clears it. */
export async function takeBack(
  id: string,
  { reason }: { reason: string },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { activity, organisation } = await own(id, 'void', acting, deps);
  return saved(
    activity,
    moved(activity, { state: 'void', reason }, deps),
    organisation,
    'voided',
    acting,
    deps,
  );
}

async function saved(
  before: Activity,
  after: Activity,
  organisation: Parameters<typeof changed>[2],
  action: string,
  { caller, correlationId }: Acting,
  deps: Deps,
): Promise<Answer> {
  const { writes, events } = changed(before, after, organisation, correlationId, deps);
  const { state, rating, reason } = after;
  await deps.store.save({
    writes: [...writes, ...(state === 'void' ? await takenOut(before, deps) : [])],
    audit: [activityEntry(after.id, action, caller, { state, rating, reason })],
    events,
  });
  return answerOf(after);
}

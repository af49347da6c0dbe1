import type { Caller } from '../../../shared/auth/caller.ts';
import type { Deps } from '../deps.ts';
import type { Activity, State } from '../model/activity.ts';
import { overseen, shown } from './find.ts';

interface Asked {
  limit: number;
  cursor?: string | undefined;
  state?: State | undefined;
}

/**
 * An organisation's activities, the latest day first.
 * @throws Problem 404 for an organisation that the caller neither speaks for nor oversees
 */
export async function listOf(
  { organisation: id, period, state, ...list }: Asked & { organisation: string; period?: string | undefined },
  caller: Caller,
  deps: Deps,
) {
  await overseen(id, caller, deps);
  const scope = `activities ${id} ${period} ${state} ${caller.subject}`;
  return pageOf(await deps.store.activitiesOf(id, { period, state }, { ...list, scope }));
}

/** The activities of a month in a division's subtree, by division and day. */
export async function listAt(
  {
    division,
    month,
    state,
    action,
    ...list
  }: Asked & { division: string; month: string; action?: string | undefined },
  { subject }: Caller,
  { store }: Deps,
) {
  const scope = `activities ${division} ${month} ${state} ${action} ${subject}`;
  return pageOf(await store.activitiesAt(division, month, { state, action }, { ...list, scope }));
}

/** What waits for somebody's word in a division's subtree. */
export async function listWaiting(
  { division, state, ...list }: Asked & { division: string },
  { subject }: Caller,
  { store }: Deps,
) {
  const scope = `waiting ${division} ${state} ${subject}`;
  return pageOf(await store.waiting(division, state, { ...list, scope }));
}

const pageOf = ({ items, ...page }: { items: Activity[]; next?: string }) => ({
  ...page,
  items: items.map(shown),
});

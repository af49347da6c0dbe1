import { addDays } from '../../../shared/calendar/index.ts';
import type { CloudEvent } from '../../../shared/events/index.ts';
import { ConditionFailed } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Listing, Need } from '../model/listing.ts';
import { asking } from '../model/placing.ts';
import { putListing } from '../store/listings.ts';
import { listingEntry } from './find.ts';
import { inLedger } from './publish.ts';
import { closed, supplyDue } from './told.ts';

/** Entries that one run ends at most: the next comes in a quarter of an hour. */
const A_RUN = 300;
const SYSTEM = { role: 'system', subject: 'schedule' } as const;

/**
 * Takes entries past their last day out of the lists. A need for which organisations hold places waits for what becomes of
 * them; one that is served by fewer than it asked for is matched as it is. Safe to repeat.
 * @returns how many came to their end
 */
export async function expire(deps: Deps): Promise<number> {
  const yesterday = addDays(deps.today(), -1);
  let expired = 0;
  let cursor: string | undefined;
  do {
    const page = await deps.store.overdue(yesterday, { limit: 100, scope: 'overdue', cursor });
    const due = page.items.filter((entry) => !waits(entry));
    for (const { type, id } of due) expired += await expireOne(type, id, deps);
    cursor = page.next;
  } while (cursor !== undefined && expired < A_RUN);
  return expired;
}

async function expireOne(type: Listing['type'], id: string, deps: Deps): Promise<number> {
  // The index may lag behind.
  const before = await deps.store.listing(type, id);
  if (before?.state !== 'open' || before.facts.openUntil >= deps.today()) return 0;
  const after = before.type === 'need' ? ended(before, deps) : over(before, deps);
  if (!after) return 0;
  try {
    await deps.store.save({
      writes: [...putListing(after, before), ...inLedger(after, before, deps)],
      audit: [listingEntry(after, after.state, SYSTEM)],
      events: toldOf(after, deps),
    });
    return 1;
  } catch (error) {
    // Somebody acts on it at this moment: the next run finds what came of it.
    if (error instanceof ConditionFailed) return 0;
    throw error;
  }
}

const over = <L extends Listing>(entry: L, deps: Deps) =>
  ({ ...entry, state: 'expired', endedAt: deps.now().toISOString(), version: entry.version + 1 }) as L;

function ended(need: Need, deps: Deps): Need | undefined {
  if (waits(need)) return undefined;
  const { taken } = need.places;
  return taken === 0 ? over(need, deps) : asking(need, taken, deps.now().toISOString());
}

/** Whether organisations hold places of it. */
const waits = (entry: Listing) => entry.type === 'need' && entry.places.held > 0;

function toldOf(after: Listing, deps: Deps): CloudEvent[] {
  if (after.type !== 'need') return [supplyDue(after.type, after.id, '', deps)];
  if (after.state === 'matched') return [];
  return [closed(after as Need, after.state === 'closed' ? 'served' : 'expired', '', deps)];
}

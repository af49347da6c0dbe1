import { addDays } from '../../../shared/calendar/index.ts';
import type { CloudEvent } from '../../../shared/events/index.ts';
import { ConditionFailed } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { isPast, type Listing, type Need } from '../model/listing.ts';
import { asking } from '../model/placing.ts';
import { isPromised } from '../model/supply.ts';
import { endPast } from '../offers/end-past.ts';
import { putListing } from '../store/listings.ts';
import { listingEntry } from './find.ts';
import { inLedger } from './publish.ts';
import { closed, supplyDue } from './told.ts';

/** Entries that one run ends at most: the next comes in a quarter of an hour. */
const A_RUN = 300;
const SYSTEM = { role: 'system', subject: 'schedule' } as const;

/**
 * Takes entries past their last day out of the lists. A need for which organisations hold places waits for what becomes of
 * them, until its period is over: then they are ended with it. One that is served by fewer than it asked for is matched as it
 * is. Safe to repeat.
 * @returns how many came to their end
 */
export async function expire(deps: Deps): Promise<number> {
  const yesterday = addDays(deps.today(), -1);
  let expired = 0;
  let cursor: string | undefined;
  do {
    const page = await deps.store.overdue(yesterday, { limit: 100, scope: 'overdue', cursor });
    const due = page.items.filter((entry) => !waits(entry, deps));
    for (const { type, id } of due) expired += await expireOne(type, id, deps);
    cursor = page.next;
  } while (cursor !== undefined && expired < A_RUN);
  return expired;
}

async function expireOne(type: Listing['type'], id: string, deps: Deps): Promise<number> {
  try {
    const before = await settledEntry(type, id, deps);
    if (before?.state !== 'open' || before.facts.openUntil >= deps.today()) return 0;
    const after = before.type === 'need' ? ended(before, deps) : over(before, deps);
    if (!after) return 0;
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

/** An entry as it is now, for the index may lag behind; a need whose period is over, without the offers that waited for it. */
async function settledEntry(type: Listing['type'], id: string, deps: Deps): Promise<Listing | undefined> {
  const entry = await deps.store.listing(type, id);
  if (entry?.type !== 'need' || entry.state !== 'open' || !isPast(entry, deps.today())) return entry;
  await endPast(entry, deps);
  return deps.store.listing(type, id);
}

const over = <L extends Listing>(entry: L, deps: Deps) =>
  ({ ...entry, state: 'expired', endedAt: deps.now().toISOString(), version: entry.version + 1 }) as L;

function ended(need: Need, deps: Deps): Need | undefined {
  const { held, taken } = need.places;
  if (held > 0) return undefined;
  return taken === 0 ? over(need, deps) : asking(need, taken, deps.now().toISOString());
}

/** Whether organisations hold places of it that they may still come to serve, or offers that wait are to get of it. */
function waits(entry: Listing, { today }: Deps): boolean {
  if (entry.state !== 'open') return false;
  if (entry.type === 'need') return entry.places.held > 0 && !isPast(entry, today());
  return entry.type === 'resource' && isPromised(entry);
}

function toldOf(after: Listing, deps: Deps): CloudEvent[] {
  if (after.type !== 'need') return [supplyDue(after.type, after.id, '', deps)];
  if (after.state === 'matched') return [];
  return [closed(after as Need, after.state === 'closed' ? 'served' : 'expired', '', deps)];
}

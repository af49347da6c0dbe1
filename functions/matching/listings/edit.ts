import type { Acting } from '../../../shared/http/acting.ts';
import { unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { broken } from '../model/edits.ts';
import type { Listing, Published, SomeFacts } from '../model/listing.ts';
import { asking } from '../model/placing.ts';
import type { ListingType } from '../model/terms.ts';
import { putListing } from '../store/listings.ts';
import { answerOf, listingEntry, own } from './find.ts';
import { inLedger, refuseIncomplete } from './publish.ts';
import { changed } from './told.ts';

/** Fields to change; null takes one away (RFC 7396). */
export type Patch = Readonly<Record<string, unknown>>;

/**
 * Changes fields of an entry. One that is in its list stays complete, keeps what was promised from it, and is matched anew.
 * @throws Problem 422 where it would not; else as `own`
 */
export async function edit(
  type: ListingType,
  id: string,
  patch: Patch,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { caller, correlationId } = acting;
  const before = await own(type, id, 'edit', acting, deps);
  const facts = Object.fromEntries(
    Object.entries({ ...before.facts, ...patch }).filter(
      ([, value]) => value !== null && value !== undefined,
    ),
  ) as SomeFacts;
  const after = withFacts(before, facts, deps);
  if (before.state !== 'draft') {
    await refuseIncomplete(before, facts, deps);
    const errors = broken(before as Published, facts);
    if (errors.length > 0) throw unprocessable(`有 ${errors.length} 处不能这样改`, { errors });
  }
  await deps.store.save({
    writes: [...putListing(after, before), ...inLedger(after, before, deps)],
    audit: [listingEntry(after, 'edited', caller, { fields: Object.keys(patch) })],
    events: after.state === 'draft' ? [] : changed(after as Published, correlationId, deps),
  });
  return answerOf(after, caller);
}

/** A need that now asks for no more organisations than it has is matched, or closed, by that. */
function withFacts(before: Listing, facts: SomeFacts, { now }: Deps): Listing {
  const division = facts.division ?? before.owner.division;
  const after = { ...before, facts, division } as Listing;
  return after.type === 'need' && after.state !== 'draft'
    ? asking(after, after.facts.demand, now().toISOString())
    : { ...after, version: before.version + 1 };
}

import type { Acting } from '../../../shared/http/acting.ts';
import { conflict } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import type { Listing, Need } from '../model/listing.ts';
import { isPromised } from '../model/supply.ts';
import type { ListingType } from '../model/terms.ts';
import { putListing } from '../store/listings.ts';
import { answerOf, listingEntry, own } from './find.ts';
import { inLedger } from './publish.ts';
import { closed, supplyDue } from './told.ts';

/**
 * Takes an entry back, with the reason. What of a resource is promised to matches stays so.
 * @throws Problem 409 for a need that organisations hold or serve, and for a resource that is kept for offers; else as `own`
 */
export async function withdraw(
  type: ListingType,
  id: string,
  { reason }: { reason: string },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { caller, correlationId } = acting;
  const before = await own(type, id, 'withdraw', acting, deps);
  if (before.type === 'need' && before.state !== 'draft') refuseHeld(before);
  if (before.type === 'resource' && before.state !== 'draft' && isPromised(before))
    throw conflict('已留给等待答复或确认的派单，不能撤回。待其确认或落空后再撤回', {
      extra: { state: before.state },
    });
  const after = {
    ...before,
    state: 'withdrawn',
    reason,
    endedAt: deps.now().toISOString(),
    version: before.version + 1,
  } as Listing;
  const told =
    before.state === 'draft'
      ? []
      : after.type === 'need'
        ? [closed(after as Need, 'withdrawn', correlationId, deps)]
        : [supplyDue(after.type, id, correlationId, deps)];
  await deps.store.save({
    writes: [...putListing(after, before), ...inLedger(after, before, deps)],
    audit: [listingEntry(after, 'withdrawn', caller, { reason })],
    events: told,
  });
  return answerOf(after, caller);
}

function refuseHeld({ places: { held, taken }, state }: Need): void {
  if (held + taken === 0) return;
  throw conflict(
    `已有 ${held} 家组织等待答复或确认、${taken} 家已确认承接，不能撤回。请先由乡镇（街道）退回认领或终止项目`,
    { extra: { state } },
  );
}

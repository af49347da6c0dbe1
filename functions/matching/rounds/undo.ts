import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Need } from '../model/listing.ts';
import { undo } from '../model/placing.ts';
import type { Round } from '../model/round.ts';
import { putListing } from '../store/listings.ts';
import { putOffer } from '../store/offers.ts';
import { putOrganisation } from '../store/organisations.ts';

/** Takes back what a row holds, before anybody heard of it. What was taken back already stays so. */
export async function undoRow(round: Round, number: number, deps: Deps): Promise<void> {
  await retried(async () => {
    const [row] = await deps.store.rowsAt(round, [number]);
    const offer = row?.offer === undefined ? undefined : await deps.store.offer(row.offer);
    if (offer?.state !== 'planned') return;
    const [need, organisation] = await Promise.all([
      deps.store.listing('need', offer.need) as Promise<Need>,
      deps.store.organisation(offer.organisation),
    ]);
    const after = undo({ need, organisation: organisation!, offer }, deps.now().toISOString());
    await deps.store.save({
      writes: [
        ...putListing(after.need, need),
        ...putOrganisation(after.organisation, organisation),
        putOffer(after.offer),
      ],
    });
  });
}

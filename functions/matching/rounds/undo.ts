import type { CloudEvent } from '../../../shared/events/index.ts';
import { retried, type TransactWrite } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { roomAgain } from '../listings/told.ts';
import type { Need } from '../model/listing.ts';
import type { Offer } from '../model/offer.ts';
import { undo } from '../model/placing.ts';
import type { Round } from '../model/round.ts';
import { givenBack } from '../offers/promises.ts';
import { putListing } from '../store/listings.ts';
import { removeOffer } from '../store/offers.ts';
import { putOrganisation } from '../store/organisations.ts';
import { putRow } from '../store/rounds.ts';

/**
 * Takes back what a row holds, before anybody heard of it; one that holds nothing yet never will, though a worker be at it.
 * What was taken back already stays so.
 */
export async function undoRow(round: Round, number: number, deps: Deps): Promise<void> {
  await retried(async () => {
    const [row] = await deps.store.rowsAt(round, [number]);
    if (row?.chosen && row.offer === undefined && row.overtaken === undefined)
      return deps.store.save({ writes: [putRow(round, { ...row, overtaken: '本轮已撤销' }, 'open')] });
    const offer = row?.offer === undefined ? undefined : await deps.store.offer(row.offer);
    if (offer?.state !== 'planned') return;
    await deps.store.save(await undone(offer, deps));
  });
}

/** What takes a planned offer back: an organisation that was full by it is a candidate again. */
export async function undone(
  offer: Offer,
  deps: Deps,
): Promise<{ writes: TransactWrite[]; events: CloudEvent[] }> {
  const [need, organisation] = await Promise.all([
    deps.store.listing('need', offer.need) as Promise<Need>,
    deps.store.organisation(offer.organisation),
  ]);
  const after = undo({ need, organisation: organisation!, offer });
  return {
    writes: [
      ...putListing(after.need, need),
      ...putOrganisation(after.organisation, organisation),
      removeOffer(offer),
      ...(await givenBack(offer, deps)),
    ],
    events: roomAgain(organisation!, after.organisation, '', deps),
  };
}

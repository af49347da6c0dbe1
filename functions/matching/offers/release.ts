import type { CloudEvent } from '../../../shared/events/index.ts';
import type { AuditEntry, TransactWrite } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { listingEntry } from '../listings/find.ts';
import { matchDue, roomAgain } from '../listings/told.ts';
import { isOpenOn } from '../model/listing.ts';
import { notice, toOrganisation, toOwner } from '../model/notice.ts';
import type { Offer } from '../model/offer.ts';
import { type Placed, release } from '../model/placing.ts';
import { OFFER_NAMES } from '../model/terms.ts';
import { putListing } from '../store/listings.ts';
import { putNotice } from '../store/notices.ts';
import { putOffer } from '../store/offers.ts';
import { putOrganisation } from '../store/organisations.ts';
import { givenBack } from './promises.ts';

interface Because {
  reason?: string;
  actor: { role: string; subject: string };
  correlationId: string;
}

/**
 * What is to be saved when an offer comes to nothing: both sides and what was kept for it are free again, and the need goes to
 * the next best.
 */
export async function released(
  found: Placed,
  to: 'declined' | 'lapsed' | 'rejected' | 'revoked',
  { reason, actor, correlationId }: Because,
  deps: Deps,
): Promise<{
  offer: Offer;
  change: { writes: TransactWrite[]; audit: AuditEntry[]; events: CloudEvent[] };
}> {
  const at = deps.now().toISOString();
  const after = release(found, to, { at, ...(reason !== undefined && { reason }) });
  const { offer, need } = after;
  const text = `${offer.organisationName}承接需求《${offer.title}》：${OFFER_NAMES[to]}${reason ? `（${reason}）` : ''}`;
  const about = { key: `${offer.id}.${to}`, text, link: `/v1/offers/${offer.id}`, at };
  const kind = to === 'lapsed' ? 'lapsed' : to === 'declined' ? 'declined' : 'ended';
  return {
    offer,
    change: {
      writes: [
        ...putListing(need, found.need),
        ...putOrganisation(after.organisation, found.organisation),
        putOffer(offer),
        ...(await givenBack(found.offer, deps)),
        putNotice(notice(toOwner(need.owner), { ...about, kind })),
        ...(to === 'declined'
          ? []
          : [putNotice(notice(toOrganisation(offer.organisation), { ...about, kind }))]),
      ],
      audit: [listingEntry(need, to, actor, { offer: offer.id, ...(reason !== undefined && { reason }) })],
      events: [
        ...(isOpenOn(need, deps.today()) ? [matchDue(need, 'returned', correlationId, deps)] : []),
        ...roomAgain(found.organisation, after.organisation, correlationId, deps),
      ],
    },
  };
}

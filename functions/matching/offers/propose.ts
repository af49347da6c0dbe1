import type { AuditEntry, TransactWrite } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { listingEntry } from '../listings/find.ts';
import type { Need } from '../model/listing.ts';
import { notice, toOrganisation } from '../model/notice.ts';
import { NO_SUPPLY, type Offer } from '../model/offer.ts';
import type { Organisation } from '../model/organisation.ts';
import { hold, type Terms } from '../model/placing.ts';
import { putListing } from '../store/listings.ts';
import { putNotice } from '../store/notices.ts';
import { putOffer } from '../store/offers.ts';
import { putOrganisation } from '../store/organisations.ts';

/** What is proposed beside the need. */
export type Proposal = Pick<Terms, 'origin' | 'from' | 'project' | 'score'>;

const SYSTEM = { role: 'system', subject: 'matching' } as const;

/**
 * Proposes a need to an organisation, which has to answer within the hours that policy gives to such urgency.
 * @returns what is to be saved in one transaction; undefined when need or organisation have no room any more
 */
export function proposed(
  need: Need,
  organisation: Organisation,
  proposal: Proposal,
  deps: Deps,
): { writes: TransactWrite[]; audit: AuditEntry[] } | undefined {
  const at = deps.now().toISOString();
  const terms = {
    ...proposal,
    supply: NO_SUPPLY,
    state: 'proposed' as const,
    answerBy: answerBy(need, deps),
  };
  const placing = hold(need, organisation, terms, { at, day: deps.today() });
  if (placing.outcome === 'refused') return undefined;
  const { offer } = placing;
  return {
    writes: [
      ...putListing(placing.need, need),
      ...putOrganisation(placing.organisation, organisation),
      putOffer(offer),
      putNotice(askingNotice(offer, at)),
    ],
    audit: [
      listingEntry(need, 'proposed', SYSTEM, {
        offer: offer.id,
        organisation: organisation.id,
        origin: offer.origin,
      }),
    ],
  };
}

/** ISO 8601 instant until which a proposal of a need that is made now has to be answered. */
export function answerBy({ facts: { urgency } }: Need, { now, policy }: Deps): string {
  const hours = policy().data.answerHours[urgency];
  return new Date(now().getTime() + hours * 3_600_000).toISOString();
}

/** Asks an organisation to answer a proposal. */
export function askingNotice({ id, organisation, title, answerBy }: Offer, at: string) {
  return notice(toOrganisation(organisation), {
    key: id,
    kind: 'proposed',
    text: `请答复是否承接需求《${title}》，最迟 ${SHANGHAI.format(new Date(answerBy!))}，逾期转给其他组织`,
    link: `/v1/offers/${id}`,
    at,
  });
}

const SHANGHAI = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

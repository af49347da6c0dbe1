/** What contests and fairs come to: organisations put to needs, each waiting for the township's word. */
import type { Caller } from '../../../shared/auth/caller.ts';
import type { AuditEntry, TransactWrite } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { listingEntry } from '../listings/find.ts';
import type { Need, Project } from '../model/listing.ts';
import { notice, toConfirmer, toOrganisation, toOwner } from '../model/notice.ts';
import { NO_SUPPLY, type Offer, type Supply } from '../model/offer.ts';
import type { Organisation } from '../model/organisation.ts';
import { hold } from '../model/placing.ts';
import { score } from '../model/score.ts';
import { promise } from '../model/supply.ts';
import { ORIGIN_NAMES } from '../model/terms.ts';
import { resourcesOf, termsNow } from '../offers/promises.ts';
import { putListing } from '../store/listings.ts';
import { putNotice } from '../store/notices.ts';
import { putOffer } from '../store/offers.ts';
import { putOrganisation } from '../store/organisations.ts';
import { putTaken } from '../store/resources.ts';

/** A need and an organisation that came together, both as they are stored. */
export interface Pair {
  need: Need;
  organisation: Organisation;
  project?: Project | undefined;
  /** What the township is to be asked to confirm. */
  supply: Supply;
}

interface Channel {
  origin: 'contest' | 'fair';
  id: string;
  actor: Caller;
}

/** What came of a pair: an offer, without its supply where that is not there, or why there is no place. */
type Outcome = { offer: Offer; short?: { why: string; resource: string } } | { refused: string };

/**
 * Holds places for pairs, one after the other, and keeps for each offer what it is to get, to be saved in one transaction;
 * needs, organisations and resources may come up more than once.
 */
export async function placeAll(
  pairs: readonly Pair[],
  { origin, id, actor }: Channel,
  deps: Deps,
): Promise<{ outcomes: Outcome[]; writes: TransactWrite[]; audit: AuditEntry[] }> {
  const before = await resourcesOf(
    pairs.map(({ supply }) => supply),
    deps,
  );
  const resources = new Map(before.map((resource) => [resource.id, resource]));
  const at = deps.now().toISOString();
  const policy = deps.policy();
  const needs = new Map<string, { before: Need; after: Need }>();
  const organisations = new Map<string, { before: Organisation; after: Organisation }>();
  const outcomes = pairs.map(({ need, organisation, project, supply }): Outcome => {
    const now = needs.get(need.id)?.after ?? need;
    const free = organisations.get(organisation.id)?.after ?? organisation;
    const terms = {
      origin,
      from: id,
      state: 'accepted' as const,
      supply,
      score: score(need.facts, organisation, project, policy),
      ...(project && { project: project.id }),
    };
    const placing = hold(now, free, terms, { at, day: deps.today() });
    if (placing.outcome === 'refused') return { refused: placing.reason };
    // However many places are held, it is one step from what is stored.
    needs.set(need.id, { before: need, after: { ...placing.need, version: need.version + 1 } });
    const after = { ...placing.organisation, version: organisation.version + 1 };
    organisations.set(organisation.id, { before: organisation, after });
    const promising = promise(
      placing.offer,
      { need, organisation, project },
      [...resources.values()],
      termsNow(deps),
    );
    if (promising.outcome === 'short') {
      const { why, resource } = promising;
      return { offer: { ...placing.offer, supply: NO_SUPPLY }, short: { why, resource } };
    }
    for (const [of, after] of promising.resources) resources.set(of, after);
    return { offer: placing.offer };
  });
  const offers = outcomes.flatMap((outcome) => ('offer' in outcome ? [outcome.offer] : []));
  return {
    outcomes,
    writes: [
      ...[...needs.values()].flatMap(({ after, before }) => putListing(after, before)),
      ...[...organisations.values()].flatMap(({ after, before }) => putOrganisation(after, before)),
      ...before.flatMap((resource) => putTaken(resources.get(resource.id)!, resource)),
      ...offers.flatMap((offer) => [putOffer(offer), ...tell(offer, needs.get(offer.need)!.after)]),
    ],
    audit: offers.map((offer) =>
      listingEntry(needs.get(offer.need)!.after, 'placed', actor, {
        offer: offer.id,
        organisation: offer.organisation,
        origin,
      }),
    ),
  };
}

function tell({ id, organisation, organisationName, title, origin, at }: Offer, need: Need): TransactWrite[] {
  const text = `${ORIGIN_NAMES[origin]}：需求《${title}》由${organisationName}承接，待乡镇（街道）确认`;
  const concerned = [toOwner(need.owner), toConfirmer(need.division), toOrganisation(organisation)];
  return [...new Set(concerned)].map((recipient) =>
    putNotice(notice(recipient, { key: id, kind: 'accepted', text, link: `/v1/offers/${id}`, at })),
  );
}

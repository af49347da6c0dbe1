import { today } from '../../../shared/calendar/today.ts';
import { type CloudEvent, newEvent } from '../../../shared/events/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { type FieldError, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { type AuditEntry, entriesOf, type TransactWrite } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { listingEntry } from '../listings/find.ts';
import { committed } from '../model/funds.ts';
import type { Project, Resource } from '../model/listing.ts';
import { type Match, matchFrom } from '../model/match.ts';
import { notice, toOrganisation, toOwner } from '../model/notice.ts';
import type { Supply } from '../model/offer.ts';
import { type Placed, take } from '../model/placing.ts';
import { portions, tooDear, unfit, withoutPromise, withPortion } from '../model/supply.ts';
import { told } from '../money/told.ts';
import { putListing } from '../store/listings.ts';
import { putMatch } from '../store/matches.ts';
import { putEntries } from '../store/money.ts';
import { putNotice } from '../store/notices.ts';
import { putOffer } from '../store/offers.ts';
import { putOrganisation } from '../store/organisations.ts';
import { putTaken } from '../store/resources.ts';
import { confirming, refuseInactive, refusePast, shownMatch } from './find.ts';
import { resourcesOf, termsNow } from './promises.ts';
import type { ConfirmRequest } from './schema.ts';

/** Audit entries of a match. */
export const matchEntry = entriesOf((id) => `MATCH#${id}`);

/**
 * The township pairs provider and organisation (M1.3): a row of the resource list. What the match gets of each resource is
 * its own in the same transaction; what was kept for it as long as it waited, and it does not get, is free again.
 * @throws Problem 422 for resources that do not fit or have not enough left, 409 for an organisation that is suspended or at
 * its end, or a need whose period is over; else as `confirming`
 */
export async function confirm(
  id: string,
  request: ConfirmRequest,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const found = await confirming(id, acting, deps);
  refusePast(found.need, deps);
  refuseInactive(found.organisation);
  const supply = asSupply(request.supply) ?? found.offer.supply;
  const { caller, correlationId } = acting;
  const { match, ...change } = await confirmed(found, supply, { actor: caller, correlationId }, deps);
  await deps.store.save(change);
  return { status: 200, body: shownMatch(match) };
}

/**
 * What is to be saved when an accepted offer is confirmed with what it gets.
 * @param stored both sides as they are stored, where the offer is not yet
 * @throws Problem 422 as `confirm`
 */
export async function confirmed(
  found: Placed,
  supply: Supply,
  { actor, correlationId }: { actor: { role: string; subject: string }; correlationId: string },
  deps: Deps,
  stored: Pick<Placed, 'need' | 'organisation'> = found,
): Promise<{ match: Match; writes: TransactWrite[]; audit: AuditEntry[]; events: CloudEvent[] }> {
  const { need, offer } = found;
  const [asked, kept] = [portions(supply), portions(offer.supply)];
  const stand = await resourcesOf([supply, offer.supply], deps);
  // What was kept for the offer is its own.
  const free = new Map(
    stand.map((resource) => {
      const own = kept.get(resource.id);
      return [resource.id, own ? withoutPromise(resource, own, offer.id) : resource];
    }),
  );
  const project =
    offer.project === undefined ? undefined : await deps.store.listing('project', offer.project);
  refuseUnfit(found, supply, free, project as Project | undefined, deps);
  const resources = stand.filter(({ id }) => asked.has(id));
  const at = deps.now().toISOString();
  const day = deps.today();
  const taken = asOneStep(take(found, at), stored);
  const publishedOn = today(new Date(need.publishedAt!));
  const match = matchFrom({
    need,
    offer,
    project: project as Project | undefined,
    resources,
    supply,
    day,
    publishedOn,
  });
  const text = `需求《${need.facts.title}》由${offer.organisationName}承接，已确认列入资源清单（M1.3）`;
  const concerned = [
    toOwner(need.owner),
    toOrganisation(offer.organisation),
    ...resources.map(({ owner }) => toOwner(owner)),
    ...(project ? [toOwner(project.owner)] : []),
  ];
  const entries = committed(match, resources, day);
  const data = {
    needId: need.id,
    division: need.division,
    action: need.facts.action,
    matchId: match.id,
    organisationId: match.organisation,
    origin: match.origin,
    publishedOn,
    matchedOn: day,
  };
  return {
    match,
    writes: [
      ...putListing(taken.need, stored.need),
      ...putOrganisation(taken.organisation, stored.organisation),
      putOffer(taken.offer),
      ...stand.flatMap((resource) => {
        const [left, portion] = [free.get(resource.id)!, asked.get(resource.id)];
        return putTaken(portion ? withPortion(left, portion, match.id) : left, resource);
      }),
      putMatch(match),
      ...putEntries(entries, at),
      ...[...new Set(concerned)].map((recipient) =>
        putNotice(
          notice(recipient, { key: match.id, kind: 'confirmed', text, link: `/v1/matches/${match.id}`, at }),
        ),
      ),
    ],
    audit: [
      listingEntry(need, 'confirmed', actor, { offer: offer.id, organisation: offer.organisation }),
      { ...matchEntry(match.id, 'confirmed', actor, { supply }), first: true },
    ],
    events: [
      newEvent('matching.need.matched', { subject: need.id, correlationId, data }, deps),
      ...told(entries, correlationId, deps),
    ],
  };
}

/** What was held and taken in one transaction is one version further, and the offer new. */
function asOneStep(taken: Placed, stored: Pick<Placed, 'need' | 'organisation'>): Placed {
  const isNew = taken.need.version > stored.need.version + 1;
  if (!isNew) return taken;
  return {
    need: { ...taken.need, version: stored.need.version + 1 },
    organisation: { ...taken.organisation, version: stored.organisation.version + 1 },
    offer: { ...taken.offer, version: 1 },
  };
}

/** Resources given, or kept and given back, that one transaction takes with their ledger. */
const MOST_RESOURCES = 20;

/** @throws Problem 422 with each resource that is not there, does not fit, may not pay such an organisation or has too little */
function refuseUnfit(
  { need, organisation, offer }: Placed,
  supply: Supply,
  resources: ReadonlyMap<string, Resource>,
  project: Project | undefined,
  deps: Deps,
): void {
  const service = { need, organisation, project };
  const terms = termsNow(deps);
  const madeOn = today(new Date(offer.createdAt));
  const kept = portions(offer.supply);
  const errors: FieldError[] = [];
  for (const [id, portion] of portions(supply)) {
    const resource = resources.get(id);
    const pointer = pointerOf(supply, id);
    const why =
      !resource || resource.publishedAt === undefined
        ? '没有这项资源'
        : // What was kept in time is there for the offer, though nothing more is given since.
          unfit(resource, portion, service, kept.has(id) ? { ...terms, day: madeOn } : terms);
    if (why !== undefined) errors.push({ pointer, detail: why });
  }
  const dear = tooDear(supply, service);
  if (dear !== undefined) errors.push({ pointer: '#/body/supply/fundings', detail: dear });
  if (resources.size > MOST_RESOURCES)
    errors.push({
      pointer: '#/body/supply',
      detail: `连同已为派单留出的共 ${resources.size} 项资源，一次最多办理 ${MOST_RESOURCES} 项，请少配给几项`,
    });
  if (errors.length > 0) throw unprocessable(`有 ${errors.length} 项资源不能这样安排`, { errors });
}

function pointerOf({ fundings, goods, people }: Supply, id: string): string {
  for (const [list, items] of Object.entries({ fundings, goods, people })) {
    const at = items.findIndex(({ resource }) => resource === id);
    if (at >= 0) return `#/body/supply/${list}/${at}`;
  }
  return '#/body/supply/venue';
}

/** Without members that are undefined. */
const asSupply = (supply: ConfirmRequest['supply']): Supply | undefined =>
  supply && ({ ...supply, ...(supply.venue ? { venue: supply.venue } : {}) } as Supply);

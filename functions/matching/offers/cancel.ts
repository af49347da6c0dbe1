import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { matchDue, roomAgain } from '../listings/told.ts';
import { settled } from '../model/funds.ts';
import { isOpenOn, type Need, type Resource } from '../model/listing.ts';
import type { Match } from '../model/match.ts';
import { matchRefusal } from '../model/match-life.ts';
import { notice, toOrganisation, toOwner } from '../model/notice.ts';
import { breakOff } from '../model/placing.ts';
import { portions, withoutPortion } from '../model/supply.ts';
import { told } from '../money/told.ts';
import { putListing } from '../store/listings.ts';
import { putMatch } from '../store/matches.ts';
import { putEntries } from '../store/money.ts';
import { putNotice } from '../store/notices.ts';
import { putOrganisation } from '../store/organisations.ts';
import { putTaken } from '../store/resources.ts';
import { matchEntry } from './confirm.ts';
import { confirms, shownMatch } from './find.ts';

/**
 * The township breaks a match off before it is completed: what it did not use of its resources is free again, and its place
 * goes to the next best.
 * @throws Problem 404 for others than who confirmed it, 409 when it is completed or broken off already
 */
export async function cancel(
  id: string,
  { reason }: { reason: string },
  { caller, correlationId }: Acting,
  deps: Deps,
): Promise<Answer> {
  const { store } = deps;
  const match = await store.match(id);
  if (!match || !confirms(caller, match.division)) throw notFound('没有这个项目，或不由您办理');
  const why = matchRefusal(match.state, 'cancel');
  if (why !== undefined) throw conflict(why, { extra: { state: match.state } });
  const asked = portions(match.supply);
  const [need, organisation, resources] = await Promise.all([
    store.listing('need', match.need) as Promise<Need>,
    store.organisation(match.organisation),
    store.listings('resource', [...asked.keys()]) as Promise<Resource[]>,
  ]);
  const after = breakOff(need, organisation!, match);
  const cancelled: Match = { ...match, state: 'cancelled', reason, version: match.version + 1 };
  const entries = settled(match, resources, 'cancelled', deps.today());
  const at = deps.now().toISOString();
  const text = `${match.organisationName}承接的需求《${match.title}》已终止：${reason}`;
  const link = `/v1/matches/${id}`;
  await store.save({
    writes: [
      ...putListing(after.need, need),
      ...putOrganisation(after.organisation, organisation),
      putMatch(cancelled),
      ...resources.flatMap((resource) => {
        const portion = asked.get(resource.id)!;
        const unspent = { ...portion, fen: portion.fen - (match.spent[resource.id] ?? 0) };
        return putTaken(withoutPortion(resource, unspent, id), resource);
      }),
      ...putEntries(entries, at),
      ...[toOrganisation(match.organisation), toOwner(match.needOwner)].map((recipient) =>
        putNotice(notice(recipient, { key: `${id}.cancelled`, kind: 'ended', text, link, at })),
      ),
    ],
    audit: [matchEntry(id, 'cancelled', caller, { reason })],
    events: [
      ...told(entries, correlationId, deps),
      ...roomAgain(organisation!, after.organisation, correlationId, deps),
      ...(isOpenOn(after.need, deps.today()) ? [matchDue(after.need, 'returned', correlationId, deps)] : []),
    ],
  });
  return { status: 200, body: shownMatch(cancelled) };
}

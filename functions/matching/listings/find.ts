/** What the use cases of the lists share: finding an entry, whose it is, how it is shown. */
import type { Caller } from '../../../shared/auth/caller.ts';
import { covers } from '../../../shared/divisions/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, notFound, preconditionFailed } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { entriesOf } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { type LifeEvent, refusal } from '../model/life.ts';
import { freePlaces, type Listing, type Need, type Owner } from '../model/listing.ts';
import { LISTING_NAMES, type ListingType } from '../model/terms.ts';
import { isAuthority } from '../store/keys.ts';

/** Audit entries of the lists; the aggregate is `<TYPE>#<id>`. */
export const listingEntry = ({ type, id }: Pick<Listing, 'type' | 'id'>, ...rest: Tail) =>
  entriesOf((one) => `${type.toUpperCase()}#${one}`)(id, ...rest);
type Tail = [action: string, actor: { role: string; subject: string }, detail?: object];

/** Whoever acts for an authority's division has what it published; others have what is their account's. */
export function isMine({ owner }: { owner: Owner }, { role, subject, division }: Caller): boolean {
  if (owner.role !== role) return false;
  return isAuthority(role) ? owner.division === division : owner.subject === subject;
}

/**
 * An entry that the caller may see: his own, or a published one; authorities see those of their subtree, and the projects and
 * resources that are for them among others.
 * @throws Problem 404 for everybody else, as for one that does not exist
 */
export async function visible<T extends ListingType>(
  type: T,
  id: string,
  caller: Caller,
  { store }: Deps,
): Promise<Listing<T>> {
  const entry = await store.listing(type, id);
  const shown =
    entry &&
    (isMine(entry, caller) ||
      (entry.publishedAt !== undefined && (!isAuthority(caller.role) || concerns(entry, caller.division))));
  if (!shown) throw notFound(`没有这个${LISTING_NAMES[type]}，或您无权查看`);
  return entry;
}

/** Whether an entry lies in a division's subtree, or the division in that for which a project or a resource is. */
const concerns = ({ type, division }: Pick<Listing, 'type' | 'division'>, of: string) =>
  covers(of, division) || (type !== 'need' && covers(division, of));

/**
 * An entry of the caller's own, to which something may happen now.
 * @throws Problem 404 for everybody else, 412 for another version, 409 when it may not happen in its state
 */
export async function own<T extends ListingType>(
  type: T,
  id: string,
  event: LifeEvent,
  { caller, ifMatch }: Acting,
  { store }: Deps,
): Promise<Listing<T>> {
  const entry = await store.listing(type, id);
  if (!entry || !isMine(entry, caller)) throw notFound(`没有这个${LISTING_NAMES[type]}，或不由您办理`);
  if (ifMatch !== undefined && ifMatch !== String(entry.version)) throw preconditionFailed();
  const { state } = entry;
  const why = refusal(type, state, event);
  if (why !== undefined) throw conflict(why, { extra: { state } });
  return entry;
}

/** An entry as it is shown to a caller: accounts are left out. */
export function shown(entry: Listing, caller: Caller) {
  const { id, state, owner, facts, reason, createdAt, publishedAt, endedAt } = entry;
  return {
    id,
    state,
    owner: { role: owner.role, division: owner.division },
    mine: isMine(entry, caller),
    ...facts,
    ...counts(entry),
    ...(reason !== undefined && { reason }),
    createdAt,
    ...(publishedAt !== undefined && { publishedAt }),
    ...(endedAt !== undefined && { endedAt }),
  };
}

function counts(entry: Listing): object {
  if (entry.type === 'resource') {
    const { slots, ...used } = entry.used;
    return {
      used: { ...used, slots: slots.map(({ from, to }) => ({ from, to })) },
      promised: entry.promised,
    };
  }
  if (entry.type !== 'need' || entry.publishedAt === undefined) return {};
  const { facts, places } = entry as Need;
  return { places: { asked: facts.demand, free: freePlaces(entry as Need), ...places } };
}

/** The answer that shows an entry. */
export const answerOf = (entry: Listing, caller: Caller, status = 200): Answer => ({
  status,
  body: shown(entry, caller),
  etag: entry.version,
});

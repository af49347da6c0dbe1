/** What single resources, purchases and matches have in the ledger, with the entries that brought it about. */
import type { Caller } from '../../../shared/auth/caller.ts';
import { covers } from '../../../shared/divisions/index.ts';
import { notFound } from '../../../shared/http/problem.ts';
import { speaksFor } from '../capacities/find.ts';
import type { Deps } from '../deps.ts';
import { isMine } from '../listings/find.ts';
import { postingsOf, type Sums, sumsOf } from '../model/ledger.ts';
import { isAuthority } from '../store/keys.ts';
import type { Kept } from '../store/money.ts';

interface PageQuery {
  limit: number;
  cursor?: string | undefined;
}

/** The accounts of the caller's own resources, the newest first. */
export async function listAccounts({ limit, cursor }: PageQuery, caller: Caller, { store }: Deps) {
  const scope = `accounts ${caller.role} ${caller.subject} ${caller.division}`;
  const { items, next } = await store.listingsOf('resource', caller, { limit, scope, cursor });
  const has = await store.accounts(items.map(({ id }) => id));
  return {
    items: items.map(({ id, division, facts }) => ({
      id,
      title: facts.title ?? '',
      division,
      balances: balances(has.get(id) ?? {}),
    })),
    ...(next !== undefined && { next }),
  };
}

/**
 * What a resource or a purchase has, and its entries, the latest first: for who gives it, and the authorities above.
 * @throws Problem 404 for everybody else
 */
export async function readAccount(id: string, { limit, cursor }: PageQuery, caller: Caller, deps: Deps) {
  const { store } = deps;
  const about = (await resource(id, caller, deps)) ?? (await purchase(id, caller, deps));
  if (!about) throw notFound('没有这个账户，或您无权查看');
  const [has, page] = await Promise.all([
    store.accounts([id]),
    store.statement(id, { limit, scope: `statement ${id}`, cursor }),
  ]);
  return {
    id,
    ...about,
    balances: balances(has.get(id) ?? {}),
    ...page,
    items: page.items.map(shownEntry),
  };
}

/**
 * What a match has of each resource, and the entries about it, the latest first: for the organisation, the need's owner and the
 * authorities above.
 * @throws Problem 404 for everybody else
 */
export async function readMatch(id: string, { limit, cursor }: PageQuery, caller: Caller, deps: Deps) {
  const { store } = deps;
  const match = await store.match(id);
  const organisation = match && (await store.organisation(match.organisation));
  const above = match && isAuthority(caller.role) && covers(caller.division, match.division);
  const shown =
    match &&
    (above ||
      isMine({ owner: match.needOwner }, caller) ||
      (organisation && speaksFor(organisation, caller)));
  if (!shown) throw notFound('没有这个项目，或您无权查看');
  const paying = [...match.supply.fundings, ...match.supply.goods].map(({ resource }) => resource);
  const [shares, page] = await Promise.all([
    store.sharesOfMatch(id, [...new Set(paying)]),
    store.statementOfMatch(id, { limit, scope: `statement of ${id}`, cursor }),
  ]);
  return {
    id,
    title: match.title,
    shares: shares.map(({ account, committed = 0, spent = 0 }) => ({
      account,
      committedFen: committed + spent,
      spentFen: spent,
    })),
    ...page,
    items: page.items.map(shownEntry),
  };
}

async function resource(id: string, caller: Caller, { store }: Deps) {
  const entry = await store.listing('resource', id);
  if (!entry) return undefined;
  const above =
    entry.publishedAt !== undefined && isAuthority(caller.role) && covers(caller.division, entry.division);
  return isMine(entry, caller) || above
    ? { title: entry.facts.title ?? '', division: entry.division }
    : undefined;
}

async function purchase(id: string, { role, division }: Caller, { store }: Deps) {
  const found = await store.purchase(id);
  if (!found || !(role === 'county' || role === 'city') || !covers(division, found.division))
    return undefined;
  return { title: found.what, division: found.division };
}

/** Without headings under which nothing ever was, and with what they come to. */
function balances(sums: Sums) {
  const { transferred: _, ...all } = sumsOf([sums]);
  return Object.fromEntries(Object.entries(all).filter(([, fen]) => fen !== 0));
}

function shownEntry(entry: Kept) {
  const { id, kind, account, form, source, fen, on, year, at } = entry;
  return {
    id,
    kind,
    account,
    form,
    source,
    fen,
    on,
    year,
    at,
    ...('match' in entry && { match: entry.match, organisation: entry.organisation }),
    postings: postingsOf(entry),
  };
}

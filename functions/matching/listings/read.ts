/** The lists as they are read. */
import type { Caller } from '../../../shared/auth/caller.ts';
import type { Deps } from '../deps.ts';
import type { ListingType } from '../model/terms.ts';
import type { ListingFilter } from '../store/listings.ts';
import { shown } from './find.ts';

interface PageQuery {
  limit: number;
  cursor?: string | undefined;
}

/** The published entries of a division's subtree. */
export async function list(
  type: ListingType,
  { division, limit, cursor, ...filter }: PageQuery & ListingFilter & { division: string },
  caller: Caller,
  { store }: Deps,
) {
  const scope = `${type} ${caller.role} ${caller.subject} ${division} ${JSON.stringify(filter)}`;
  const page = await store.list(type, division, filter, { limit, scope, cursor });
  return { ...page, items: page.items.map((entry) => shown(entry, caller)) };
}

/** The caller's own entries, drafts as well, the newest first. */
export async function listMine(
  type: ListingType,
  { limit, cursor }: PageQuery,
  caller: Caller,
  { store }: Deps,
) {
  const scope = `mine ${type} ${caller.role} ${caller.subject} ${caller.division}`;
  const page = await store.listingsOf(type, caller, { limit, scope, cursor });
  return { ...page, items: page.items.map((entry) => shown(entry, caller)) };
}

/** Offers and the resource list as they are read. */
import type { Caller } from '../../../shared/auth/caller.ts';
import { covers, hasTownships } from '../../../shared/divisions/index.ts';
import { notFound } from '../../../shared/http/problem.ts';
import { speaksFor } from '../capacities/find.ts';
import type { Deps } from '../deps.ts';
import { isMine } from '../listings/find.ts';
import { isAuthority } from '../store/keys.ts';
import { shown, shownMatch } from './find.ts';

interface PageQuery {
  limit: number;
  cursor?: string | undefined;
}

/**
 * The offers to an organisation that the caller speaks for, the newest first.
 * @throws Problem 404 for another
 */
export async function listOffers(
  { organisation, state, limit, cursor }: PageQuery & { organisation: string; state?: string | undefined },
  caller: Caller,
  { store }: Deps,
) {
  const own = await store.organisation(organisation);
  if (!own || !speaksFor(own, caller)) throw notFound('没有这个组织，或您不代表它');
  const scope = `offers ${organisation} ${state}`;
  const page = await store.offersTo(organisation, { state, limit, scope, cursor });
  return { ...page, items: page.items.map(shown) };
}

/**
 * The offers of a need in the order in which they were made, for its owner and the authorities above.
 * @throws Problem 404 for everybody else
 */
export async function listOffersOf(
  need: string,
  { limit, cursor }: PageQuery,
  caller: Caller,
  { store }: Deps,
) {
  const found = await store.listing('need', need);
  const above = found && isAuthority(caller.role) && covers(caller.division, found.division);
  if (found?.publishedAt === undefined || !(isMine(found, caller) || above))
    throw notFound('没有这个需求，或您无权查看');
  const page = await store.offersOf(need, { limit, scope: `offers of ${need}`, cursor });
  return { ...page, items: page.items.map(shown) };
}

/** What waits for the confirmation of the caller's authority. */
export async function listToConfirm({ limit, cursor }: PageQuery, caller: Caller, { store }: Deps) {
  const { role, division } = caller;
  const scope = `confirm ${role} ${division}`;
  // A county confirms for itself what its townships do not.
  const itself = role === 'county' && hasTownships(division);
  const page = await store.toConfirm(division, { limit, scope, cursor }, { itself });
  return { ...page, items: page.items.map(shown) };
}

/** The resource list (资源清单, M1.3) of a subtree. */
export async function listResourceList(
  {
    division,
    limit,
    cursor,
    ...filter
  }: PageQuery & {
    division: string;
    state?: string | undefined;
    action?: string | undefined;
  },
  { subject }: Caller,
  { store }: Deps,
) {
  const scope = `resource list ${subject} ${division} ${JSON.stringify(filter)}`;
  const page = await store.resourceList(division, filter, { limit, scope, cursor });
  return { ...page, items: page.items.map(shownMatch) };
}

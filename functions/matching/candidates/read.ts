/** What may come together, as it is read: candidates and resources for a need, and the needs of an organisation. */
import type { Caller } from '../../../shared/auth/caller.ts';
import { covers } from '../../../shared/divisions/index.ts';
import { notFound } from '../../../shared/http/problem.ts';
import { visible as visibleCapacity } from '../capacities/find.ts';
import type { Deps } from '../deps.ts';
import { isMine, shown } from '../listings/find.ts';
import { isOpenOn, type Need, type Resource } from '../model/listing.ts';
import { obstacle, reachOf } from '../model/rules.ts';
import { type Score, score } from '../model/score.ts';
import { isFree, left, misfit } from '../model/supply.ts';
import { isAuthority } from '../store/keys.ts';

/** Open needs, or resources, of one division looked at, page by page. */
const MOST_LOOKED = 500;

/**
 * Who may serve a need, the best first, with the reasons for each point; for its owner and the authorities above.
 * @throws Problem 404 for everybody else
 */
export async function readCandidates(id: string, caller: Caller, deps: Deps) {
  const { store } = deps;
  await concerned(id, caller, deps);
  const found = await store.candidates(id);
  if (!found) return { looked: 0, out: {}, items: [] };
  const { at, policy, looked, out, kept } = found;
  return { at, policy, looked, out, items: kept };
}

/**
 * Open resources that may go to a need and of which something is left, the nearest first: what the township confirms it with
 * (M1.3).
 * @throws Problem 404 as `readCandidates`
 */
export async function readResources(id: string, { limit }: { limit: number }, caller: Caller, deps: Deps) {
  const need = await concerned(id, caller, deps);
  const { store, today } = deps;
  const fitting: Resource[] = [];
  for (const division of [...new Set([12, 9, 6, 4].map((length) => need.division.slice(0, length)))]) {
    let cursor: string | undefined;
    let looked = 0;
    do {
      const list = { limit: 100, scope: `resources for ${id} ${division}`, cursor };
      const page = await store.listAt('resource', division, list);
      fitting.push(
        ...page.items.filter((one) => misfit(one, need, today()) === undefined && hasFor(one, need)),
      );
      looked += page.items.length;
      cursor = page.next;
    } while (cursor !== undefined && looked < MOST_LOOKED && fitting.length < limit);
  }
  return fitting.slice(0, limit).map((one) => shown(one, caller));
}

const hasFor = (resource: Resource, { facts: { slot } }: Need) =>
  resource.facts.gift.type === 'venue' ? slot !== undefined && isFree(resource, slot) : left(resource) > 0;

/** A published need, for its owner and the authorities above. */
async function concerned(id: string, caller: Caller, { store }: Deps): Promise<Need> {
  const need = await store.listing('need', id);
  const above = need && isAuthority(caller.role) && covers(caller.division, need.division);
  if (need?.publishedAt === undefined || need.state === 'draft' || !(isMine(need, caller) || above))
    throw notFound('没有这个需求，或您无权查看');
  return need;
}

/**
 * Open needs that an organisation may serve now, what fits best first, with the reasons for each point.
 * @throws Problem 404 for whom the organisation does not concern
 */
export async function readOpportunities(
  id: string,
  { limit }: { limit: number },
  caller: Caller,
  deps: Deps,
) {
  const organisation = await visibleCapacity(id, caller, deps);
  const { store, policy, today } = deps;
  const { version, data } = policy();
  const fitting: { need: Need; score: Score }[] = [];
  for (const division of reachOf(organisation, data)) {
    let cursor: string | undefined;
    let looked = 0;
    do {
      const list = { limit: 100, scope: `opportunities ${id} ${division}`, cursor };
      const page = await store.list('need', division, { state: 'open' }, list);
      for (const need of page.items) {
        if (!isOpenOn(need, today()) || obstacle(need, organisation, data)) continue;
        fitting.push({ need, score: score(need.facts, organisation, undefined, { version, data }) });
      }
      looked += page.items.length;
      cursor = page.next;
    } while (cursor !== undefined && looked < MOST_LOOKED);
  }
  return fitting
    .toSorted((a, b) => b.score.points - a.score.points || (a.need.id < b.need.id ? -1 : 1))
    .slice(0, limit)
    .map((one) => ({ need: shown(one.need, caller), score: one.score }));
}

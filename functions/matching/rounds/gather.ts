import { CITY } from '../../../shared/divisions/index.ts';
import type { Page } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Candidate } from '../model/candidates.ts';
import type { Situation } from '../model/instance.ts';
import { isOpenOn, type Need, type Project, type Resource } from '../model/listing.ts';
import type { Offer } from '../model/offer.ts';
import { withPlans } from '../model/plans.ts';
import type { Round } from '../model/round.ts';
import { withoutPromised } from '../model/supply.ts';
import { type Others, othersOf } from './shared.ts';

/**
 * All that a round of a county looks at, read once: needs, candidates, organisations, projects, resources without what is
 * promised of them, by other rounds under way as well.
 */
export async function gather(round: Round, deps: Deps): Promise<{ situation: Situation; others: Others }> {
  const { county, channelCaps } = round;
  const { store, policy, today } = deps;
  const day = today();
  const listed = await all((cursor) =>
    store.list('need', county, { state: 'open' }, { limit: 500, scope: `round ${county}`, cursor }),
  );
  // The list may lag behind; an emergency has a way of its own (A3).
  const needs = (
    await store.listings(
      'need',
      listed.map(({ id }) => id),
    )
  ).filter(
    (need): need is Need =>
      need.state === 'open' && isOpenOn(need, day) && need.facts.urgency !== 'emergency',
  );
  const found = await store.candidatesOf(needs.map(({ id }) => id));
  const candidates = new Map<string, readonly Candidate[]>(found.map(({ need, kept }) => [need, kept]));
  const kept = found.flatMap((one) => one.kept);
  const [organisations, projects, { resources, others }] = await Promise.all([
    store.organisations(kept.map(({ organisation }) => organisation)),
    store.listings(
      'project',
      kept.flatMap(({ project }) => project ?? []),
    ),
    resourcesFor(round, deps),
  ]);
  const situation = {
    needs,
    candidates,
    organisations: new Map(organisations.map((one) => [one.id, one])),
    projects: new Map(
      projects.filter((one): one is Project => one.state === 'open').map((one) => [one.id, one]),
    ),
    resources,
    ...(channelCaps && { channelCaps }),
    policy: policy().data,
    day,
  };
  return { situation, others };
}

/**
 * What may pay for a county: the resources of its own subtree, and of the city, without what offers that wait for their answer
 * or for the township's word were promised of them, and what other rounds plan: it is not promised twice.
 */
async function resourcesFor(round: Round, deps: Deps): Promise<{ resources: Resource[]; others: Others }> {
  const { county } = round;
  const { store } = deps;
  const page = { limit: 500, scope: `round resources ${county}` };
  const listed = [
    ...(await all((cursor) => store.list('resource', county, { state: 'open' }, { ...page, cursor }))),
    ...(await all((cursor) => store.listAt('resource', CITY.code, { ...page, cursor }))),
  ];
  const ids = listed.map(({ id }) => id);
  const open = (await store.listings('resource', ids)).filter((one): one is Resource => one.state === 'open');
  // Plans first: those of a round that ends meanwhile are among the offers as well, and better counted twice than not.
  const others = await othersOf(round, open, deps);
  const waiting = (await waitingOffers(store)).filter(({ from = '' }) => !others.rounds.has(from));
  const unplanned = open.map((one) => withPlans(one, others.plans.get(one.id) ?? []));
  return { resources: withoutPromised(unplanned, waiting), others };
}

/** The city's offers that wait: those that are accepted meanwhile may come twice. */
async function waitingOffers(store: Deps['store']): Promise<Offer[]> {
  const page = { limit: 500, scope: 'round offers' };
  const proposed = await all((cursor) => store.unanswered(EVER, { ...page, cursor }));
  const accepted = await all((cursor) => store.toConfirm(CITY.code, { ...page, cursor }));
  return [...new Map([...proposed, ...accepted].map((offer) => [offer.id, offer])).values()];
}

/** After every instant. */
const EVER = '9999';

async function all<T>(page: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const { items: more, next } = await page(cursor);
    items.push(...more);
    cursor = next;
  } while (cursor !== undefined);
  return items;
}

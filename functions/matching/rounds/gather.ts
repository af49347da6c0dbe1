import { CITY } from '../../../shared/divisions/index.ts';
import type { Page } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Candidate } from '../model/candidates.ts';
import type { Situation } from '../model/instance.ts';
import { isOpenOn, type Need, type Project, type Resource } from '../model/listing.ts';
import type { Round } from '../model/round.ts';

/** All that a round of a county looks at, read once: needs, candidates, organisations, projects, resources. */
export async function gather(
  { county, channelCaps }: Pick<Round, 'county' | 'channelCaps'>,
  { store, policy, today }: Deps,
): Promise<Situation> {
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
  const [organisations, projects, resources] = await Promise.all([
    store.organisations(kept.map(({ organisation }) => organisation)),
    store.listings(
      'project',
      kept.flatMap(({ project }) => project ?? []),
    ),
    resourcesOf(county, store),
  ]);
  return {
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
}

/** What may pay for a county: the resources of its own subtree, and of the city. */
async function resourcesOf(county: string, store: Deps['store']): Promise<Resource[]> {
  const page = { limit: 500, scope: `round resources ${county}` };
  const listed = [
    ...(await all((cursor) => store.list('resource', county, { state: 'open' }, { ...page, cursor }))),
    ...(await all((cursor) => store.listAt('resource', CITY.code, { ...page, cursor }))),
  ];
  const ids = listed.map(({ id }) => id);
  return (await store.listings('resource', ids)).filter((one): one is Resource => one.state === 'open');
}

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

import type { Deps } from '../deps.ts';
import { type Candidates, rank } from '../model/candidates.ts';
import { isOpenOn, type Need } from '../model/listing.ts';
import { placesFor } from '../model/rules.ts';

export interface Found {
  need: Need;
  candidates: Candidates;
  /** Organisations that were not among the candidates before. */
  fresh: ReadonlySet<string>;
}

/**
 * Finds who may serve a need: by key lookups of the places around it, the nearest first, up to so many organisations.
 * @param since ISO 8601 instant: what was found later stands
 * @returns undefined for a need that cannot be taken up now, or whose candidates stand
 */
export async function findCandidates(needId: string, deps: Deps, since?: string): Promise<Found | undefined> {
  const { store, policy, now, today } = deps;
  const { looked } = policy().data.candidates;
  // Read before all else: what another worker finds meanwhile, from what is newer, is not written over.
  const at = now().toISOString();
  const before = await store.candidates(needId);
  if (since !== undefined && before && before.at > since) return undefined;
  const need = await store.listing('need', needId);
  if (need?.state !== 'open' || !isOpenOn(need, today())) return undefined;
  const [ids, projects] = await Promise.all([
    Promise.all(placesFor(need, policy().data).map((place) => store.at(place, looked))),
    store.projectsFor(needId),
  ]);
  const nearest = [...new Set(ids.flat())].slice(0, looked);
  const organisations = await store.organisations(nearest);
  const candidates = rank(need, organisations, projects, policy(), at, before);
  const known = new Set(before?.kept.map(({ organisation }) => organisation));
  const fresh = candidates.kept.map(({ organisation }) => organisation).filter((id) => !known.has(id));
  return { need, candidates, fresh: new Set(fresh) };
}

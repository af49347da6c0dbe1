import type { Deps } from '../deps.ts';
import { type Candidates, rank } from '../model/candidates.ts';
import type { Need } from '../model/listing.ts';
import { placesFor } from '../model/rules.ts';

/** Finds who may serve a need: by key lookups of the places around it, the nearest first, up to so many organisations. */
export async function findCandidates(need: Need, deps: Deps): Promise<Candidates> {
  const { store, policy, now } = deps;
  const { looked } = policy().data.candidates;
  const places = placesFor(need, policy().data);
  const [ids, projects] = await Promise.all([
    Promise.all(places.map((place) => store.at(place, looked))),
    store.projectsFor(need.id),
  ]);
  const nearest = [...new Set(ids.flat())].slice(0, looked);
  const organisations = await store.organisations(nearest);
  return rank(need, organisations, projects, policy(), now().toISOString());
}

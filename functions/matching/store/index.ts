import type { Store } from '../../../shared/store/index.ts';
import { candidatesIn } from './candidates.ts';
import { contestsIn } from './contests.ts';
import { deliveriesIn } from './delivery.ts';
import { fairsIn } from './fairs.ts';
import { listingsIn } from './listings.ts';
import { matchesIn } from './matches.ts';
import { moneyIn } from './money.ts';
import { noticesIn } from './notices.ts';
import { offersIn } from './offers.ts';
import { organisationsIn } from './organisations.ts';
import { plansIn } from './plans.ts';
import { roundsIn } from './rounds.ts';

export type MatchingStore = ReturnType<typeof matchingStore>;

/**
 * The service's table: reads by what they find. Writes are made by `put…` of the files beside this one and saved
 * together: `store.save({ writes: [...putListing(need), putOffer(offer)], audit, events })`.
 */
export function matchingStore(store: Store) {
  const { save, recall, claim, trail } = store;
  return {
    save,
    recall,
    claim,
    trail,
    ...listingsIn(store),
    ...organisationsIn(store),
    ...offersIn(store),
    ...matchesIn(store),
    ...deliveriesIn(store),
    ...candidatesIn(store),
    ...noticesIn(store),
    ...moneyIn(store),
    ...roundsIn(store),
    ...plansIn(store),
    ...contestsIn(store),
    ...fairsIn(store),
  };
}

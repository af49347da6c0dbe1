/** What is kept of resources for offers that wait, so that nobody else is promised it meanwhile (M2.2, M2.3). */
import type { TransactWrite } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Resource } from '../model/listing.ts';
import type { Offer, Supply } from '../model/offer.ts';
import { portions, withoutPromise } from '../model/supply.ts';
import { putTaken } from '../store/resources.ts';

/** By what a promise is judged now. */
export const termsNow = ({ today, policy }: Deps) => ({ day: today(), payees: policy().data.payees });

/** The resources that supplies are of, as they are now. */
export async function resourcesOf(supplies: readonly Supply[], { store }: Deps): Promise<Resource[]> {
  const found = await store.listings(
    'resource',
    supplies.flatMap((supply) => [...portions(supply).keys()]),
  );
  return found.filter((one): one is Resource => one.state !== 'draft');
}

/** Frees what is kept for an offer. */
export async function givenBack({ id, supply }: Offer, deps: Deps): Promise<TransactWrite[]> {
  const kept = portions(supply);
  const resources = await resourcesOf([supply], deps);
  return resources.flatMap((resource) =>
    putTaken(withoutPromise(resource, kept.get(resource.id)!, id), resource),
  );
}

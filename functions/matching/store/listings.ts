import { putVersion, type Store, type TransactWrite } from '../../../shared/store/index.ts';
import type { Listing, Owner } from '../model/listing.ts';
import type { ListingState, ListingType } from '../model/terms.ts';
import { inCity, listingKey, ownerKey } from './keys.ts';
import { given, type ListOptions } from './list.ts';

const OPEN = 'OPEN';

/** Which entries of a list are asked for. */
export interface ListingFilter {
  state?: ListingState | undefined;
  action?: string | undefined;
  kind?: string | undefined;
  group?: string | undefined;
  urgency?: string | undefined;
}

export function listingsIn(store: Store) {
  return {
    async listing<T extends ListingType>(type: T, id: string): Promise<Listing<T> | undefined> {
      return store.get<Listing<T>>(listingKey(type, id), { consistent: true });
    },

    /** Entries of one list by their ids, in no order; those that are not there are left out. */
    async listings<T extends ListingType>(type: T, ids: readonly string[]): Promise<Listing<T>[]> {
      const keys = [...new Set(ids)].map((id) => listingKey(type, id));
      return store.batchGet<Listing<T>>(keys, { consistent: true });
    },

    /** The published entries of a list in a division's subtree, by division. */
    async list<T extends ListingType>(
      type: T,
      division: string,
      { kind, group, action, ...only }: ListingFilter,
      list: ListOptions,
    ) {
      return store.query<Exclude<Listing<T>, { state: 'draft' }>>({
        index: 'GSI1',
        PK: inCity(`LIST#${type}`),
        beginsWith: division,
        only: { ...only },
        having: { kinds: kind, groups: group, actions: action },
        ...given(list),
      });
    },

    /** An owner's own entries, drafts as well, the newest first. */
    async listingsOf<T extends ListingType>(type: T, owner: Owner, list: ListOptions) {
      return store.query<Listing<T>>({
        index: 'GSI2',
        PK: `${ownerKey(owner)}#${type}`,
        descending: true,
        ...given(list),
      });
    },

    /** Open entries of all lists whose last day is past by a day. */
    async overdue(day: string, list: ListOptions) {
      return store.query<Listing>({ index: 'GSI3', PK: OPEN, upTo: `${day}~`, ...given(list) });
    },
  };
}

/** Saves an entry's next version; in the lists from its publishing on. */
export function putListing(listing: Listing): TransactWrite[] {
  const { type, id, state, division, createdAt, owner } = listing;
  // What the lists are filtered by.
  const { kinds, groups = [], ...facts } = listing.facts as Record<string, unknown>;
  const filters = {
    actions: facts.actions ?? (facts.action === undefined ? [] : [facts.action]),
    kinds: kinds ?? [],
    groups,
    ...(facts.urgency !== undefined && { urgency: facts.urgency }),
  };
  return [
    putVersion({
      ...listingKey(type, id),
      GSI2PK: `${ownerKey(owner)}#${type}`,
      GSI2SK: `${createdAt}#${id}`,
      ...(state !== 'draft' && { GSI1PK: inCity(`LIST#${type}`), GSI1SK: `${division}#${id}` }),
      ...(state === 'open' && { GSI3PK: OPEN, GSI3SK: `${listing.facts.openUntil}#${type}#${id}` }),
      ...filters,
      ...listing,
    }),
  ];
}

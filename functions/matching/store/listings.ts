import {
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import type { Listing, Owner, Project, Published } from '../model/listing.ts';
import type { ListingState, ListingType } from '../model/terms.ts';
import { inCity, listingKey, ownerKey } from './keys.ts';

const OPEN = 'OPEN';
const PROJECT = 'PROJECT#';

/** Which entries of a list are asked for. */
export interface ListingFilter {
  state?: ListingState | undefined;
  action?: string | undefined;
  kind?: string | undefined;
  group?: string | undefined;
  urgency?: string | undefined;
  /** The latest last day, YYYY-MM-DD. */
  until?: string | undefined;
}

export function listingsIn(store: Store) {
  return {
    async listing<T extends ListingType>(type: T, id: string): Promise<Listing<T> | undefined> {
      return store.get<Listing<T>>(listingKey(type, id), { consistent: true });
    },

    /** Entries of one list by their ids, in no order; those that are not there are left out. */
    async listings<T extends ListingType>(type: T, ids: readonly string[]): Promise<Listing<T>[]> {
      const keys = [...new Set(ids)].map((id) => listingKey(type, id));
      return store.getAll<Listing<T>>(keys, { consistent: true });
    },

    /** The published entries of a list in a division's subtree, by division. */
    async list<T extends ListingType>(
      type: T,
      division: string,
      { kind, group, action, until, ...only }: ListingFilter,
      list: ListOptions,
    ) {
      return store.query<Published<T>>({
        index: 'GSI1',
        PK: inCity(`LIST#${type}`),
        beginsWith: division,
        only: { state: only.state, '@urgency': only.urgency },
        having: { '@kinds': kind, '@groups': group, '@actions': action },
        notAfter: { '@openUntil': until },
        ...given(list),
      });
    },

    /** The open entries of one list that are for all of a division, and not of its parts. */
    async listAt<T extends ListingType>(type: T, division: string, list: ListOptions) {
      return store.query<Published<T>>({
        index: 'GSI1',
        PK: inCity(`LIST#${type}`),
        beginsWith: `${division}#`,
        only: { state: 'open' },
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

    /** The open projects that are for a need. */
    async projectsFor(need: string): Promise<Project[]> {
      const { PK } = listingKey('need', need);
      const { items } = await store.query<{ project: string }>({
        PK,
        beginsWith: PROJECT,
        consistent: true,
        limit: 100,
        scope: 'projects',
      });
      const keys = items.map(({ project }) => listingKey('project', project));
      const found = await store.getAll<Project>(keys, { consistent: true });
      return found.filter(({ state }) => state === 'open');
    },

    /** Open entries of all lists whose last day is past by a day. */
    async overdue(day: string, list: ListOptions) {
      return store.query<Listing>({ index: 'GSI3', PK: OPEN, upTo: `${day}~`, ...given(list) });
    },
  };
}

/**
 * Saves an entry's next version; it is in its list from its publishing on. An open project stands with the needs that it
 * serves.
 * @param before as it was, where it may have stood with other needs
 */
export function putListing(listing: Listing, before?: Listing): TransactWrite[] {
  const { type, id, state, division, createdAt, owner } = listing;
  const facts = listing.facts as Record<string, unknown>;
  const { actions, action, kinds = [], groups = [], urgency, openUntil } = facts;
  return [
    putVersion({
      ...listingKey(type, id),
      GSI2PK: `${ownerKey(owner)}#${type}`,
      GSI2SK: `${createdAt}#${id}`,
      ...(listing.publishedAt !== undefined && {
        GSI1PK: inCity(`LIST#${type}`),
        GSI1SK: `${division}#${id}`,
      }),
      ...(state === 'open' && { GSI3PK: OPEN, GSI3SK: `${openUntil}#${type}#${id}` }),
      // What the list is filtered by.
      '@actions': actions ?? (action === undefined ? [] : [action]),
      '@kinds': kinds,
      '@groups': groups,
      '@urgency': urgency,
      '@openUntil': openUntil,
      ...listing,
    }),
    ...(type === 'project' ? putLinks(listing, before) : []),
  ];
}

function putLinks(listing: Listing, before: Listing | undefined): TransactWrite[] {
  const needsOf = (one: Listing | undefined) =>
    one?.type === 'project' && one.state === 'open' ? one.facts.needs : [];
  const has = needsOf(listing);
  const had = needsOf(before);
  const key = (need: string) => ({ PK: listingKey('need', need).PK, SK: `${PROJECT}${listing.id}` });
  return [
    ...has
      .filter((need) => !had.includes(need))
      .map((need) => ({ Put: { Item: { ...key(need), project: listing.id } } })),
    ...had.filter((need) => !has.includes(need)).map((need) => ({ Delete: { Key: key(need) } })),
  ];
}

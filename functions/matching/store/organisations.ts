import {
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import { type Organisation, placesOf } from '../model/organisation.ts';
import { inCity, organisationKey } from './keys.ts';

export function organisationsIn(store: Store) {
  return {
    async organisation(id: string): Promise<Organisation | undefined> {
      return store.get<Organisation>(organisationKey(id), { consistent: true });
    },

    /** Organisations by their ids, in no order; those that are not there are left out. */
    async organisations(ids: readonly string[]): Promise<Organisation[]> {
      return store.getAll<Organisation>([...new Set(ids)].map(organisationKey), { consistent: true });
    },

    /** The organisations that an account speaks for. */
    async organisationsOf({ role, subject }: { role: string; subject: string }, list: ListOptions) {
      return store.query<Organisation>({ index: 'GSI3', PK: contactKey(role, subject), ...given(list) });
    },

    /** The organisations of a subtree with their capacities, by division. */
    async capacities(
      division: string,
      { action, state }: { action?: string | undefined; state?: string | undefined },
      list: ListOptions,
    ) {
      return store.query<Organisation>({
        index: 'GSI1',
        PK: inCity('ORGANISATIONS'),
        beginsWith: division,
        only: { '@state': state },
        having: { '@actions': action },
        ...given(list),
      });
    },

    /** Ids of the organisations found at a place (`placesOf`). */
    async at(place: string, limit: number): Promise<string[]> {
      const { items } = await store.query<{ organisation: string }>({
        PK: placeKey(place),
        consistent: true,
        limit,
        scope: 'places',
      });
      return items.map(({ organisation }) => organisation);
    },
  };
}

/** Saves an organisation's next version, and moves it between the places where it is looked for. */
export function putOrganisation(
  organisation: Organisation,
  before: Organisation | undefined,
): TransactWrite[] {
  const { id, division, standing, capacity } = organisation;
  const had = before ? placesOf(before) : [];
  const has = placesOf(organisation);
  const { contact } = standing;
  return [
    putVersion({
      ...organisationKey(id),
      GSI1PK: inCity('ORGANISATIONS'),
      GSI1SK: `${division}#${id}`,
      ...(contact && { GSI3PK: contactKey(contact.role, contact.subject), GSI3SK: id }),
      // What the list is filtered by.
      '@state': standing.status === 'active' ? capacity.state : standing.status,
      '@actions': capacity.actions,
      ...organisation,
    }),
    ...has
      .filter((place) => !had.includes(place))
      .map((place) => ({ Put: { Item: { PK: placeKey(place), SK: id, organisation: id } } })),
    ...had
      .filter((place) => !has.includes(place))
      .map((place) => ({ Delete: { Key: { PK: placeKey(place), SK: id } } })),
  ];
}

const placeKey = (place: string) => `PLACE#${place}`;
const contactKey = (role: string, subject: string) => `CONTACT#${role}#${subject}`;

import {
  allOf,
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import { homesOf, type Organisation } from '../model/organisation.ts';
import { partitionOf } from './dirty.ts';
import { inCity, organisationKey } from './keys.ts';

/** An organisation as a division that it ever was in knows it. */
export interface Resident extends Pick<Organisation, 'id' | 'name' | 'spells'> {
  home: string;
}

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

    /** Ids of the organisations that bear a name, or bore it once. */
    async idsNamed(name: string): Promise<string[]> {
      const { items } = await store.query<{ id: string }>({
        PK: nameKey(name),
        consistent: true,
        limit: 20,
        scope: 'names',
      });
      return items.map(({ id }) => id);
    },

    /** The organisations whose home is in a subtree now, by division. */
    async organisationsIn(division: string, list: ListOptions) {
      return store.query<Organisation>({
        index: 'GSI1',
        PK: inCity('ORGANISATIONS'),
        beginsWith: division,
        ...given(list),
      });
    },

    /** All organisations that a division itself ever had, not those below it. */
    async residentsOf(division: string): Promise<Resident[]> {
      return allOf((list) => store.query<Resident>({ PK: homeKey(division), consistent: true, ...list }));
    },

    /** The organisations that divisions of a subtree ever had, by division: one that moved within it comes twice. */
    async residentsWithin(division: string, list: ListOptions) {
      return store.query<Resident>({
        index: 'GSI2',
        PK: inCity('RESIDENTS'),
        beginsWith: division,
        ...given(list),
      });
    },

    /** The divisions of a county that ever had organisations, or of the city alone. */
    async homesIn(county: string): Promise<string[]> {
      const homes = await allOf((list) =>
        store.query<{ home: string }>({ PK: `HOMES#${county}`, consistent: true, ...list }),
      );
      return homes.map(({ home }) => home);
    },
  };
}

/** Saves an organisation's next version, wherever it ever was. */
export function putOrganisation(organisation: Organisation): TransactWrite[] {
  const { id, name, division, standing, spells } = organisation;
  const { contact } = standing;
  return [
    putVersion({
      ...organisationKey(id),
      GSI1PK: inCity('ORGANISATIONS'),
      GSI1SK: `${division}#${id}`,
      ...(contact && { GSI3PK: contactKey(contact.role, contact.subject), GSI3SK: id }),
      ...organisation,
    }),
    { Put: { Item: { PK: nameKey(name), SK: id, id } } },
    ...homesOf(organisation).flatMap((home) => [
      {
        Put: {
          Item: {
            PK: homeKey(home),
            SK: id,
            GSI2PK: inCity('RESIDENTS'),
            GSI2SK: `${home}#${id}`,
            id,
            name,
            home,
            spells,
          },
        },
      },
      { Put: { Item: { PK: `HOMES#${partitionOf(home)}`, SK: home, home } } },
    ]),
  ];
}

const nameKey = (name: string) => `NAME#${name}`;
const homeKey = (division: string) => `HOME#${division}`;
const contactKey = (role: string, subject: string) => `CONTACT#${role}#${subject}`;

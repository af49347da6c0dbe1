import {
  type ChainedEntry,
  given,
  type ListOptions,
  type Page,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import { identitiesOf, isShown, type Organisation } from '../model/organisation.ts';
import type { Action } from '../schema.ts';
import { inCity, organisationAggregate, organisationKey } from './keys.ts';

/** Which organisations of the ledger are asked for. */
export type LedgerFilter = {
  [K in 'track' | 'class' | 'kind' | 'status' | 'hub']?: Organisation[K] | undefined;
} & { action?: Action | undefined };

const VERSION = 'VERSION#';

export function organisationsIn(store: Store) {
  async function within(
    index: 'GSI1' | 'GSI2',
    PK: string,
    division: string,
    { action, ...only }: LedgerFilter,
    list: ListOptions,
  ): Promise<Page<Organisation>> {
    const having = { actions: action };
    return store.query<Organisation>({
      index,
      PK,
      beginsWith: division,
      only,
      having,
      ...given(list),
    });
  }

  return {
    /** What was done to an organisation, from the beginning. */
    async organisationTrail(id: string, list: ListOptions): Promise<Page<ChainedEntry>> {
      return store.trail(organisationAggregate(id), given(list));
    },

    async organisation(id: string): Promise<Organisation | undefined> {
      return store.get<Organisation>(organisationKey(id), { consistent: true });
    },

    /** Organisations by their ids, in no order; those that are not there are left out. */
    async organisations(ids: readonly string[]): Promise<Organisation[]> {
      return store.getAll<Organisation>(ids.map(organisationKey), { consistent: true });
    },

    /** The organisations of a subtree, by division. */
    async ledger(division: string, filter: LedgerFilter, list: ListOptions): Promise<Page<Organisation>> {
      return within('GSI1', inCity('LEDGER'), division, filter, list);
    },

    /** Those of a subtree that agreed to be public and are active, by division. */
    async directory(division: string, filter: LedgerFilter, list: ListOptions): Promise<Page<Organisation>> {
      return within('GSI2', inCity('DIRECTORY'), division, filter, list);
    },

    /** How an organisation was before each of its changes, the latest first. */
    async versions(id: string, list: ListOptions): Promise<Page<Organisation>> {
      const { PK } = organisationKey(id);
      return store.query<Organisation>({ PK, beginsWith: VERSION, descending: true, ...given(list) });
    },

    /** Whose the identities of an organisation are: ids by identity, those that nobody has left out. */
    async holdersOf(identities: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const found = await store.getAll<{ identity: string; organisationId: string }>(
        identities.map(identityKey),
        { consistent: true },
      );
      return new Map(found.map(({ identity, organisationId }) => [identity, organisationId]));
    },
  };
}

/** The organisation, the version before, and its identities: those it takes, and those it gives up. */
export function putOrganisation(
  organisation: Organisation,
  before: Organisation | undefined,
): TransactWrite[] {
  const { id, division } = organisation;
  const had = before ? identitiesOf(before) : [];
  const has = identitiesOf(organisation);
  return [
    putVersion({
      ...organisationKey(id),
      GSI1PK: inCity('LEDGER'),
      GSI1SK: `${division}#${id}`,
      ...(isShown(organisation) && { GSI2PK: inCity('DIRECTORY'), GSI2SK: `${division}#${id}` }),
      // A filter finds only what is said: who is no hub says so.
      hub: false,
      ...organisation,
    }),
    ...(before ? [{ Put: { Item: { ...versionKey(before), ...before } } }] : []),
    ...has.filter((one) => !had.includes(one)).map((one) => takeIdentity(one, id)),
    ...had.filter((one) => !has.includes(one)).map((one) => ({ Delete: { Key: identityKey(one) } })),
  ];
}

function takeIdentity(identity: string, organisationId: string): TransactWrite {
  return {
    Put: {
      Item: { ...identityKey(identity), identity, organisationId },
      ConditionExpression: 'attribute_not_exists(PK)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}

const versionKey = ({ id, version }: Organisation) => ({
  ...organisationKey(id),
  SK: VERSION + String(version).padStart(8, '0'),
});
const identityKey = (identity: string) => ({ PK: `IDENTITY#${identity}`, SK: 'IDENTITY' });

import type { Caller } from '../../../shared/auth/caller.ts';
import {
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import type { Honour, HonourKind, HonourState } from '../model/honour.ts';
import { inCity } from './keys.ts';

type Account = Pick<Caller, 'role' | 'subject'>;

export function honoursIn(store: Store) {
  return {
    async honour(id: string): Promise<Honour | undefined> {
      return store.get<Honour>(honourKey(id), { consistent: true });
    },

    /** Whether an account has objected to one. */
    async hasObjected(id: string, by: Account): Promise<boolean> {
      return (await store.get(objectorKey(id, by), { consistent: true })) !== undefined;
    },

    /** Those of a subtree, by division. */
    async honoursIn(
      division: string,
      {
        kind,
        state,
        ...list
      }: ListOptions & { kind?: HonourKind | undefined; state?: HonourState | undefined },
    ) {
      return store.query<Honour>({
        index: 'GSI1',
        PK: inCity('HONOURS'),
        beginsWith: division,
        only: { '@kind': kind, '@state': state },
        ...given(list),
      });
    },
  };
}

export function putHonour(honour: Honour): TransactWrite {
  const { id, division, kind, state } = honour;
  return putVersion({
    ...honourKey(id),
    GSI1PK: inCity('HONOURS'),
    GSI1SK: `${division}#${id}`,
    '@kind': kind,
    '@state': state,
    ...honour,
  });
}

/** Remembers that an account objected to one: it fails the second time. */
export const putObjector = (id: string, by: Account): TransactWrite =>
  putVersion({ ...objectorKey(id, by), version: 1 });

const objectorKey = (id: string, { role, subject }: Account) => ({
  ...honourKey(id),
  SK: `OBJECTOR#${role}#${subject}`,
});
const honourKey = (id: string) => ({ PK: `HONOUR#${id}`, SK: 'HONOUR' });

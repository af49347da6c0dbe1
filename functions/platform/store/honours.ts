import {
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import type { Honour, HonourKind, HonourState } from '../model/honour.ts';
import { inCity } from './keys.ts';

export function honoursIn(store: Store) {
  return {
    async honour(id: string): Promise<Honour | undefined> {
      return store.get<Honour>(honourKey(id), { consistent: true });
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

const honourKey = (id: string) => ({ PK: `HONOUR#${id}`, SK: 'HONOUR' });

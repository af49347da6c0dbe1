import {
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import type { Operation } from '../model/operation.ts';
import type { BaseKind } from '../model/terms.ts';
import { inCity, ofPlace } from './keys.ts';

export function operationsIn(store: Store) {
  return {
    async operation(place: string): Promise<Operation | undefined> {
      return store.get<Operation>(operationKey(place), { consistent: true });
    },

    /** Operations by their places, in no order; those of places without a platform are left out. */
    async operations(places: readonly string[]): Promise<Operation[]> {
      return store.getAll<Operation>(places.map(operationKey), { consistent: true });
    },

    /** How the registered platforms of a subtree stand, by code. */
    async operationsIn(
      division: string,
      {
        kind,
        operating,
        ...list
      }: ListOptions & { kind?: BaseKind | undefined; operating?: boolean | undefined },
    ) {
      return store.query<Operation>({
        index: 'GSI1',
        PK: inCity('PLATFORMS'),
        beginsWith: division,
        only: { '@kind': kind, '@operating': operating },
        ...given(list),
      });
    },

    /** Platforms of a county that were last judged on a day or before it. */
    async judgedUpTo(county: string, day: string, list: ListOptions) {
      return store.query<Operation>({
        index: 'GSI2',
        PK: judgedKey(county),
        upTo: `${day}#~`,
        ...given(list),
      });
    },
  };
}

/** Saves how a platform stands; it is listed by the kind of its base. */
export function putOperation(operation: Operation, kind: BaseKind): TransactWrite {
  const { township, judgedOn, operating } = operation;
  return putVersion({
    ...operationKey(township),
    GSI1PK: inCity('PLATFORMS'),
    GSI1SK: township,
    '@kind': kind,
    '@operating': operating,
    GSI2PK: judgedKey(township.slice(0, 6)),
    GSI2SK: `${judgedOn}#${township}`,
    ...operation,
  });
}

const operationKey = (place: string) => ofPlace(place, 'OPERATION');
const judgedKey = (county: string) => `JUDGED#${county}`;

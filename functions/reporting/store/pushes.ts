/** Pushes to the province, the order of each county, how the receiver does, and reconciliations. */
import {
  entriesOf,
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import type { Push, PushState } from '../model/push.ts';
import { type Receiver, UNTRIED } from '../model/receiver.ts';
import type { Reconciliation } from '../model/reconciliation.ts';
import {
  ALL_PUSHES,
  counterKey,
  pushesKey,
  pushIndexes,
  pushKey,
  RECONCILIATIONS,
  receiverKey,
  reconciliationKey,
  WAITING,
  waitingKey,
} from './keys.ts';

/** How many pushes a county has had. */
export interface PushCounter {
  sequence: number;
  version: number;
}

/** A place in a county's order. */
export interface Waiting {
  pushId: string;
  sequence: number;
}

/** The audit chain of a county's pushes; what is done to one of them by hand stands there, too. */
export const pushesChain = (county: string) => `PUSHES#${county}`;
export const pushesEntry = entriesOf(pushesChain);

/** The next version of a push; it stands in its county's order while it waits, and nowhere else. */
export function putPush(push: Push): TransactWrite[] {
  const { id, county, sequence, requestedAt } = push;
  const place = waitingKey(county, sequence);
  return [
    putVersion({ ...pushKey(id), ...pushIndexes(county, sequence, requestedAt, id), ...push }),
    push.state === 'waiting'
      ? { Put: { Item: { ...place, pushId: id, sequence } } }
      : { Delete: { Key: place } },
  ];
}

export const putCounter = (county: string, counter: PushCounter): TransactWrite =>
  putVersion({ ...counterKey(county), ...counter });

export const putReceiver = (receiver: Receiver): TransactWrite => putVersion({ ...receiverKey, ...receiver });

/** Of each day there is one. */
export const putReconciliation = (made: Reconciliation): TransactWrite =>
  putVersion({ ...reconciliationKey(made.day), ...made, version: 1 });

export function pushReads({ get, query }: Store) {
  return {
    push: (id: string) => get<Push>(pushKey(id), { consistent: true }),
    pushCounter: async (county: string): Promise<PushCounter> =>
      (await get<PushCounter>(counterKey(county), { consistent: true })) ?? { sequence: 0, version: 0 },
    /** The push that is a county's next. */
    firstWaiting: async (county: string): Promise<Waiting | undefined> => {
      const { items } = await query<Waiting>({
        PK: pushesKey(county),
        beginsWith: WAITING,
        limit: 1,
        scope: 'first',
        consistent: true,
      });
      return items[0];
    },
    /** Pushes of a county, or of all, the latest first. */
    pushes: (
      county: string | undefined,
      { state, ...list }: ListOptions & { state?: PushState | undefined },
    ) =>
      query<Push>({
        ...(county === undefined
          ? { index: 'GSI2', PK: ALL_PUSHES }
          : { index: 'GSI1', PK: pushesKey(county) }),
        only: { state },
        descending: true,
        ...given(list),
      }),
    receiver: async (): Promise<Receiver> => {
      const found = await get<Receiver>(receiverKey, { consistent: true });
      return found ?? UNTRIED;
    },
    reconciliation: (day: string) => get<Reconciliation>(reconciliationKey(day), { consistent: true }),
    reconciliations: (list: ListOptions) =>
      query<Reconciliation>({ PK: RECONCILIATIONS, descending: true, ...given(list) }),
  };
}

/** Rates that have to be computed anew (`DIRTY#`): told in the transaction that changes what they come from. */
import { CITY } from '../../../shared/divisions/index.ts';
import type { Store, TransactWrite } from '../../../shared/store/index.ts';
import { KINDS, kindOf } from '../model/period.ts';
import { given, type ListOptions } from './list.ts';

/** A rate to be computed: of a division for a period. */
export interface Dirty {
  division: string;
  period: string;
  /** Another each time that it is told: what is told while it is computed stays told. */
  stamp: string;
}

export function dirtyIn(store: Store) {
  return {
    /**
     * What has to be computed of a county, or of the city alone, in the order in which it builds on each other: villages
     * before what is above them, months before quarters and years.
     */
    async dirty(county: string, list: ListOptions) {
      return store.query<Dirty>({ PK: dirtyPartition(county), consistent: true, ...given(list) });
    },
  };
}

export const markDirty = (dirty: Dirty): TransactWrite => ({
  Put: { Item: { ...dirtyKey(dirty), ...dirty } },
});

/** Takes back that a rate has to be computed, unless it was told anew. */
export const settle = (dirty: Dirty): TransactWrite => ({
  Delete: {
    Key: dirtyKey(dirty),
    ConditionExpression: 'stamp = :stamp',
    ExpressionAttributeValues: { ':stamp': dirty.stamp },
  },
});

const LENGTHS = [12, 9, 6, 4];

function dirtyKey({ division, period }: Pick<Dirty, 'division' | 'period'>) {
  const order = LENGTHS.indexOf(division.length);
  return {
    PK: dirtyPartition(division),
    SK: `${order}#${division}#${KINDS.indexOf(kindOf(period))}#${period}`,
  };
}

const dirtyPartition = (division: string) =>
  `DIRTY#${division.length >= 6 ? division.slice(0, 6) : CITY.code}`;

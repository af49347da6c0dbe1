/** Rates that have to be computed anew (`DIRTY#`): told in the transaction that changes what they come from. */
import { CITY } from '../../../shared/divisions/index.ts';
import {
  allOf,
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import { KINDS, kindOf } from '../model/period.ts';

/** A rate to be computed: of a division for a period. */
export interface Dirty {
  division: string;
  period: string;
  /** Another each time that it is told: what is told while it is computed stays told. */
  stamp: string;
}

/** All months of a division from one on, told in one item; the job makes single ones of it. */
export interface DirtySince {
  division: string;
  from: string;
  stamp: string;
}

/** Up to which day a county's calendar was followed: months that began, periods that were closed. */
export interface Followed {
  county: string;
  through: string;
  version: number;
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

    /** Whether and since when a rate has to be computed, as it is now. */
    async dirtyOne(division: string, period: string): Promise<Dirty | undefined> {
      return store.get<Dirty>(dirtyKey({ division, period }), { consistent: true });
    },

    /** What was told of whole spans of a county. */
    async dirtySince(county: string): Promise<DirtySince[]> {
      return allOf((list) =>
        store.query<DirtySince>({ PK: sincePartition(county), consistent: true, ...list }),
      );
    },

    async followed(county: string): Promise<Followed | undefined> {
      return store.get<Followed>(followedKey(county), { consistent: true });
    },
  };
}

export const markDirty = (dirty: Dirty): TransactWrite => ({
  Put: { Item: { ...dirtyKey(dirty), ...dirty } },
});

/** Takes back that a rate has to be computed, unless it was told anew. */
export const settle = (dirty: Dirty): TransactWrite => settled(dirtyKey(dirty), dirty.stamp);

export const markSince = (since: DirtySince): TransactWrite => ({
  Put: { Item: { ...sinceKey(since), ...since } },
});

export const settleSince = (since: DirtySince): TransactWrite => settled(sinceKey(since), since.stamp);

/** Moves on the day up to which a county's calendar was followed, unless another run did. */
export const follow = (followed: Followed): TransactWrite =>
  putVersion({ ...followedKey(followed.county), ...followed });

const settled = (Key: { PK: string; SK: string }, stamp: string): TransactWrite => ({
  Delete: {
    Key,
    ConditionExpression: 'stamp = :stamp',
    ExpressionAttributeValues: { ':stamp': stamp },
  },
});

/** Lengths of codes from villages up; a functional zone's (8) stands beside townships. */
const LENGTHS = [12, 9, 8, 6, 4];

function dirtyKey({ division, period }: Pick<Dirty, 'division' | 'period'>) {
  const order = LENGTHS.indexOf(division.length);
  return {
    PK: dirtyPartition(division),
    SK: `${order}#${division}#${KINDS.indexOf(kindOf(period))}#${period}`,
  };
}

const sinceKey = ({ division, from }: Pick<DirtySince, 'division' | 'from'>) => ({
  PK: sincePartition(division),
  SK: `${division}#${from}`,
});
const followedKey = (county: string) => ({ PK: `CALENDAR#${county}`, SK: 'CALENDAR' });

/** The county that a division is worked off with; the city alone is by itself. */
export const partitionOf = (division: string) => (division.length >= 6 ? division.slice(0, 6) : CITY.code);
const dirtyPartition = (division: string) => `DIRTY#${partitionOf(division)}`;
const sincePartition = (division: string) => `SINCE#${partitionOf(division)}`;

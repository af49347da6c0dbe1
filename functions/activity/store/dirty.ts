/** Rates that have to be computed anew (`DIRTY#`): told in the transaction that changes what they come from. */

import { KINDS, kindOf } from '../../../shared/calendar/periods.ts';
import { CITY } from '../../../shared/divisions/index.ts';
import {
  allOf,
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import { CAUSE_NAMES, type Causes } from '../model/cause.ts';

/** A rate to be computed: of a division for a period. */
export interface Dirty {
  division: string;
  period: string;
  /** Another each time that it is told: what is told while it is computed stays told. */
  stamp: string;
  /** Why, of all the times that it was told since it was computed; in the table each is an attribute that is added to. */
  causes?: Causes;
}

/** All months of a division from one on, told in one item; the job makes single ones of it. */
export interface DirtySince {
  division: string;
  from: string;
  stamp: string;
  causes?: Causes;
}

interface Key {
  PK: string;
  SK: string;
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
      const { items, ...page } = await store.query<Told<Dirty>>({
        PK: dirtyPartition(county),
        consistent: true,
        ...given(list),
      });
      return { items: items.map(withCauses), ...page };
    },

    /** Whether and since when a rate has to be computed, as it is now. */
    async dirtyOne(division: string, period: string): Promise<Dirty | undefined> {
      const found = await store.get<Told<Dirty>>(dirtyKey({ division, period }), { consistent: true });
      return found && withCauses(found);
    },

    /** Divisions of a county of which whole spans were told. */
    async divisionsSince(county: string): Promise<string[]> {
      const found = await allOf((list) =>
        store.query<Told<DirtySince>>({ PK: sincePartition(county), consistent: true, ...list }),
      );
      return [...new Set(found.map(({ division }) => division))];
    },

    /** What was told of whole spans of a division. */
    async dirtySince(division: string): Promise<DirtySince[]> {
      const found = await allOf((list) =>
        store.query<Told<DirtySince>>({
          PK: sincePartition(division),
          beginsWith: `${division}#`,
          consistent: true,
          ...list,
        }),
      );
      return found.map(withCauses);
    },

    async followed(county: string): Promise<Followed | undefined> {
      return store.get<Followed>(followedKey(county), { consistent: true });
    },
  };
}

/** Tells that a rate has to be computed, beside all that was told of it already. */
export const markDirty = ({ division, period, stamp, causes }: Dirty): TransactWrite =>
  told(dirtyKey({ division, period }), { division, period, stamp }, causes);

/** Takes back that a rate has to be computed, unless it was told anew. */
export const settle = (dirty: Dirty): TransactWrite => settled(dirtyKey(dirty), dirty.stamp);

export const markSince = ({ division, from, stamp, causes }: DirtySince): TransactWrite =>
  told(sinceKey({ division, from }), { division, from, stamp }, causes);

export const settleSince = (since: DirtySince): TransactWrite => settled(sinceKey(since), since.stamp);

/** Moves on the day up to which a county's calendar was followed, unless another run did. */
export const follow = (followed: Followed): TransactWrite =>
  putVersion({ ...followedKey(followed.county), ...followed });

/** What is told, as it stands in the table: the causes beside the rest, so that telling once more adds to them. */
type Told<T> = Omit<T, 'causes'> & Causes;

function withCauses<T extends Dirty | DirtySince>(item: Told<T>): T {
  const causes: Record<string, number> = {};
  const rest: Record<string, unknown> = { ...item };
  for (const cause of CAUSE_NAMES) {
    if (item[cause] !== undefined) causes[cause] = item[cause];
    delete rest[cause];
  }
  return { ...rest, causes } as T;
}

function told(Key: Key, is: Readonly<Record<string, string>>, causes: Causes = {}): TransactWrite {
  const set = Object.entries(is);
  const added = Object.entries(causes);
  const adding = added.length > 0 ? ` ADD ${added.map((_, at) => `#c${at} :c${at}`).join(', ')}` : '';
  return {
    Update: {
      Key,
      UpdateExpression: `SET ${set.map((_, at) => `#n${at} = :n${at}`).join(', ')}${adding}`,
      ExpressionAttributeNames: {
        ...Object.fromEntries(set.map(([name], at) => [`#n${at}`, name])),
        ...Object.fromEntries(added.map(([cause], at) => [`#c${at}`, cause])),
      },
      ExpressionAttributeValues: {
        ...Object.fromEntries(set.map(([, value], at) => [`:n${at}`, value])),
        ...Object.fromEntries(added.map(([, count], at) => [`:c${at}`, count])),
      },
    },
  };
}

const settled = (Key: Key, stamp: string): TransactWrite => ({
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

/** Months of a county whose figures have to be computed, told in the transaction that changes what they come from. */
import { allOf, type Store, type TransactWrite } from '../../../shared/store/index.ts';
import { dirtyKey } from './keys.ts';

/** From a month to another, both included. */
export interface Dirty {
  county: string;
  from: string;
  until: string;
  /** Another each time that it is told: what is told while it is computed stays told. */
  stamp: string;
}

/** The last month that there can be: of what holds from a month on. */
export const FOR_EVER = '9999-12';

/** Writers at one time meet on the same months: they are told under so many keys, so that few wait for each other. */
const SHARDS = 16;

export function dirtyIn(store: Store) {
  return {
    async dirty(county: string): Promise<Dirty[]> {
      return allOf((list) => store.query<Dirty>({ PK: dirtyKey(county), consistent: true, ...list }));
    },

    async followed(county: string): Promise<Followed | undefined> {
      return store.get<Followed>(followedKey(county), { consistent: true });
    },
  };
}

/** Up to which month a county's figures were ever computed, and by which definitions. */
export interface Followed {
  county: string;
  through: string;
  definitions: string;
}

export const markDirty = (dirty: Dirty): TransactWrite => ({ Put: { Item: { ...keyOf(dirty), ...dirty } } });

/** Takes back what was computed, unless it was told anew meanwhile. */
export const settle = (dirty: Dirty): TransactWrite => ({
  Delete: {
    Key: keyOf(dirty),
    ConditionExpression: 'stamp = :stamp',
    ExpressionAttributeValues: { ':stamp': dirty.stamp },
  },
});

export const putFollowed = (followed: Followed): TransactWrite => ({
  Put: { Item: { ...followedKey(followed.county), ...followed } },
});

const followedKey = (county: string) => ({ PK: `FOLLOWED#${county}`, SK: 'FOLLOWED' });

function keyOf({ county, from, until, stamp }: Dirty) {
  return { PK: dirtyKey(county), SK: `${from}#${until}#${shardOf(stamp)}` };
}

function shardOf(stamp: string): number {
  let sum = 0;
  for (const letter of stamp) sum = (sum * 31 + letter.charCodeAt(0)) % 65_521;
  return sum % SHARDS;
}

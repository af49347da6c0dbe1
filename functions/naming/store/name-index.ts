/**
 * The index by which names equal or near to one are found. An item is a bucket with an attribute `n#<owner>` for each name
 * taken, so any number of signatures is read by one BatchGet; names that are free again leave a bucket when the next one is
 * held. Equal names share one bucket, whose version `v` counts the names put into it: by it exactly one of several that
 * want the same name gets it.
 */
import type { TransactWrite } from '../../../shared/store/index.ts';
import type { Place } from '../model/reservation.ts';
import type { TakenName } from '../rules/similar/compare.ts';

/** What was seen of the index, and in which version. */
export interface IndexView {
  /** The names taken under signatures of an authority's index, each once; read consistently. */
  taken(authority: string, signatures: readonly string[]): Promise<readonly TakenName[]>;
  /** The bucket of a key as it was seen; undefined when there was none. */
  bucket(PK: string): Bucket | undefined;
}

/** A name that is taken: with `seen` only as long as no equal one has been taken since, without it in any case. */
export interface Taking {
  place: Place;
  name: TakenName;
  seen?: IndexView;
}

/** A name let go by an owner. */
export interface Freeing {
  place: Place;
  owner: string;
}

export interface Bucket {
  PK: string;
  SK: string;
  v?: number;
  [name: `n#${string}`]: TakenName;
}

function namesIn(bucket: Bucket): TakenName[] {
  const { PK: _, SK: __, v: ___, ...names } = bucket;
  return Object.values(names);
}

/** The names of buckets, each once. */
export function eachOnce(found: readonly Bucket[]): TakenName[] {
  return [...new Map(found.flatMap(namesIn).map((name) => [name.id, name])).values()];
}

export const indexKey = (authority: string, signature: string) => ({
  PK: `INDEX#${authority}#${signature}`,
  SK: 'INDEX',
});

/** What happens to one bucket. */
interface BucketChange {
  set: Map<string, TakenName>;
  remove: Set<string>;
  /** Equal names share this bucket: its version is raised, from the one seen where one was. */
  version?: { seen: number } | { any: true };
}

/** One update for each bucket, since a transaction may touch an item only once. Names free again leave with it. */
export function indexUpdates(
  take: readonly Taking[],
  free: readonly Freeing[],
  now: string,
): TransactWrite[] {
  const changes = new Map<string, BucketChange>();
  const change = (authority: string, signature: string) => {
    const { PK } = indexKey(authority, signature);
    const known: BucketChange = changes.get(PK) ?? { set: new Map(), remove: new Set() };
    changes.set(PK, known);
    return { PK, known };
  };
  for (const { place, owner } of free) {
    for (const signature of place.signatures) change(place.authority, signature).known.remove.add(owner);
  }
  for (const { place, name, seen } of take) {
    for (const signature of place.signatures) {
      const { PK, known } = change(place.authority, signature);
      known.set.set(name.id, name);
      const bucket = seen?.bucket(PK);
      for (const { id, freeFrom } of bucket ? namesIn(bucket) : []) {
        if (freeFrom !== undefined && freeFrom <= now) known.remove.add(id);
      }
      if (signature === place.whole) known.version = seen ? { seen: bucket?.v ?? 0 } : { any: true };
    }
  }
  return [...changes].map(([PK, one]) => bucketUpdate(PK, one));
}

function bucketUpdate(PK: string, { set, remove, version }: BucketChange): TransactWrite {
  const removes = [...remove].filter((owner) => !set.has(owner));
  const clauses = [
    set.size > 0 && `SET ${[...set].map((_, index) => `#s${index} = :s${index}`).join(', ')}`,
    removes.length > 0 && `REMOVE ${removes.map((_, index) => `#r${index}`).join(', ')}`,
    version && 'ADD #v :one',
  ];
  const values = {
    ...Object.fromEntries([...set.values()].map((name, index) => [`:s${index}`, name])),
    ...(version && { ':one': 1 }),
    ...(version && 'seen' in version && version.seen > 0 && { ':seen': version.seen }),
  };
  return {
    Update: {
      Key: { PK, SK: 'INDEX' },
      UpdateExpression: clauses.filter(Boolean).join(' '),
      ExpressionAttributeNames: {
        ...Object.fromEntries([...set.keys()].map((owner, index) => [`#s${index}`, `n#${owner}`])),
        ...Object.fromEntries(removes.map((owner, index) => [`#r${index}`, `n#${owner}`])),
        ...(version && { '#v': 'v' }),
      },
      ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
      ...(version &&
        'seen' in version && {
          ConditionExpression: version.seen > 0 ? '#v = :seen' : 'attribute_not_exists(#v)',
        }),
    },
  };
}

/**
 * The naming service's table. Items by access pattern:
 *
 * | pattern                                 | PK                            | SK                             | read        |
 * | one reservation by id                   | RESERVATION#<id>              | RESERVATION                    | Get, strong |
 * | who has the sole right to a name        | CLAIM#<authority>#<claim>     | CLAIM                          | condition   |
 * | names equal or near to one              | INDEX#<authority>#<signature> | INDEX                          | BatchGet    |
 * | what is known of one organisation       | ORGANISATION#<id>             | NAMES                          | Get, strong |
 * | the register of names of a subtree      | REGISTER#<city>               | begins with <division>         | Query       |
 *
 * An index item is a bucket with an attribute `n#<owner>` for each name taken, so any number of signatures is read by
 * one BatchGet; names that are free again leave a bucket when the next one is put into it. An organisation's item holds
 * the news of it and the names that follow from them; each of the names stands in the register too, as
 * `<division>#<organisation>`, a former one with `#<name>` after it. AUDIT#, OUTBOX# and ONCE# items are shared/store's.
 */
import { CITY } from '../../shared/divisions/index.ts';
import type { CloudEvent } from '../../shared/events/index.ts';
import {
  type AuditEntry,
  ConditionFailed,
  type Once,
  type Page,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../shared/store/index.ts';
import type { Fact } from './model/history.ts';
import type { TakenName } from './rules/similar/compare.ts';
import type { RegisteredName, Reservation } from './schema.ts';

/** A reservation as stored: with its holder's identity, which no answer shows. */
export interface StoredReservation extends Omit<Reservation, 'holder'> {
  holder: Reservation['holder'] & { id: string };
  place: Place;
  version: number;
}

/** A name of the register as stored. */
export interface StoredName extends RegisteredName {
  place: Place;
}

/** What is known of an organisation's names. */
export interface Organisation {
  organisationId: string;
  /** In the order in which they took effect. */
  facts: readonly Fact[];
  /** What follows from the facts: the name borne now, or last, then the former ones. */
  names: readonly StoredName[];
  version: number;
}

/** Where a name stands among the taken ones: under which claim and signatures of which authority. */
export interface Place {
  authority: string;
  claim: string;
  signatures: readonly string[];
}

/** One step of the life of names, saved as one transaction with its audit entries and events. */
export interface NameChange {
  reservations?: readonly StoredReservation[];
  organisation?: Organisation;
  /** Names of the register that are new or have changed, and those that are no longer in it as they were. */
  names?: readonly StoredName[];
  dropped?: readonly StoredName[];
  /**
   * Names taken from now on, or on other terms than before: `from` are owners whose claim one takes over, `unclaimed`
   * leaves the claim as it is.
   */
  take?: readonly { place: Place; name: TakenName; from?: readonly string[]; unclaimed?: boolean }[];
  /** Names let go by an owner. */
  free?: readonly { place: Place; owner: string }[];
  /** A claim that somebody else has stays his, and the step goes through without it. */
  yields?: boolean;
  audit: readonly AuditEntry[];
  events?: readonly CloudEvent[];
  once?: Once;
}

/** The owner of a held name, by which claim and index know it. */
export const reservationOwner = ({ id }: Pick<StoredReservation, 'id'>) => `RESERVATION#${id}`;

/** The owner of a name of the register; each former name of an organisation is an owner of its own. */
export function nameOwner({
  organisationId,
  status,
  name,
}: Pick<StoredName, 'organisationId' | 'status' | 'name'>) {
  return `ORGANISATION#${organisationId}${status === 'renamed' ? `#${name}` : ''}`;
}

/** Days for which a reservation stays readable after its end. */
const KEPT_DAYS = 90;

export type NamingStore = ReturnType<typeof namingStore>;

export function namingStore(store: Store, now: () => Date) {
  /** The names in the buckets of signatures, by bucket key. */
  async function buckets(authority: string, signatures: readonly string[]) {
    const items = await store.batchGet<Bucket>(signatures.map((signature) => indexKey(authority, signature)));
    return new Map(items.map(({ PK, SK: _, ...names }) => [PK, Object.values(names)]));
  }

  return {
    recall: store.recall,
    claim: store.claim,

    /** The names taken under signatures of an authority's index, each once. */
    async taken(authority: string, signatures: readonly string[]): Promise<readonly TakenName[]> {
      const found = [...(await buckets(authority, signatures)).values()].flat();
      return [...new Map(found.map((name) => [name.id, name])).values()];
    },

    async reservation(id: string): Promise<StoredReservation | undefined> {
      return withoutKeys(await store.get<StoredReservation & Keys>(reservationKey(id), { consistent: true }));
    },

    async organisation(id: string): Promise<Organisation | undefined> {
      return withoutKeys(await store.get<Organisation & Keys>(organisationKey(id), { consistent: true }));
    },

    /** Those of the organisations that are known. */
    async organisations(ids: readonly string[]): Promise<Organisation[]> {
      return store.batchGet<Organisation>(ids.map(organisationKey), { consistent: true });
    },

    /**
     * The register of names of a subtree, by division.
     * @param scope what the cursor is bound to: another caller or list cannot use it
     * @throws InvalidCursor for a forged or foreign cursor
     */
    async register(
      division: string,
      limit: number,
      scope: string,
      cursor: string | undefined,
    ): Promise<Page<StoredName>> {
      return store.query<StoredName>({
        PK: REGISTER,
        beginsWith: division,
        limit,
        scope,
        ...(cursor !== undefined && { cursor }),
      });
    },

    /**
     * Saves a step as one transaction.
     * @throws ConditionFailed when another has the claim of a name to be taken, or an item changed since it was read
     */
    async save(change: NameChange) {
      const { reservations = [], organisation, names = [], dropped = [] } = change;
      const { take = [], free = [], yields = false, audit, events, once } = change;
      const rest = [
        ...reservations.map(putReservation),
        ...(organisation ? [putOrganisation(organisation)] : []),
        ...dropped
          .filter((one) => !names.some((name) => nameKey(name).SK === nameKey(one).SK))
          .map((name) => ({ Delete: { Key: nameKey(name) } })),
        ...names.map((name) => ({ Put: { Item: { ...nameKey(name), ...name } } })),
        ...(await indexUpdates(take, free)),
      ];
      let claims = claimWrites(take, free, now());
      for (;;) {
        try {
          return await store.save({
            writes: [...claims, ...rest],
            audit: [...audit],
            ...(events && { events: [...events] }),
            ...(once && { once }),
          });
        } catch (error) {
          if (!yields || !(error instanceof ConditionFailed) || error.index >= claims.length) throw error;
          claims = claims.toSpliced(error.index, 1);
        }
      }
    },
  };

  /** One update for each bucket: a transaction may touch an item only once. Names free again are dropped as well. */
  async function indexUpdates(take: Required<NameChange>['take'], free: Required<NameChange>['free']) {
    const set = new Map<string, Map<string, TakenName>>();
    const remove = new Map<string, Set<string>>();
    for (const { place, owner } of free) {
      for (const { PK } of keysOf(place)) remove.set(PK, (remove.get(PK) ?? new Set()).add(owner));
    }
    for (const { place, name } of take) {
      for (const { PK } of keysOf(place)) set.set(PK, (set.get(PK) ?? new Map()).set(name.id, name));
      for (const [PK, names] of await buckets(place.authority, place.signatures)) {
        const past = names.filter(
          ({ freeFrom }) => freeFrom !== undefined && freeFrom <= now().toISOString(),
        );
        for (const { id } of past) remove.set(PK, (remove.get(PK) ?? new Set()).add(id));
      }
    }
    return [...new Set([...set.keys(), ...remove.keys()])].map((PK) =>
      bucketUpdate(PK, set.get(PK) ?? new Map(), remove.get(PK) ?? new Set()),
    );
  }
}

interface Keys {
  PK: string;
  SK: string;
  expiresAt?: number;
}

function withoutKeys<T extends Keys>(item: T | undefined): Omit<T, keyof Keys> | undefined {
  if (!item) return undefined;
  const { PK: _, SK: __, expiresAt: ___, ...rest } = item;
  return rest;
}

type Bucket = { PK: string; SK: string } & Record<`n#${string}`, TakenName>;

const reservationKey = (id: string) => ({ PK: `RESERVATION#${id}`, SK: 'RESERVATION' });
const claimKey = ({ authority, claim }: Place) => ({ PK: `CLAIM#${authority}#${claim}`, SK: 'CLAIM' });
const indexKey = (authority: string, signature: string) => ({
  PK: `INDEX#${authority}#${signature}`,
  SK: 'INDEX',
});
/** One partition for the city's some 40,000 names: DynamoDB splits it by sort key where it grows warm. */
const REGISTER = `REGISTER#${CITY.code}`;
const organisationKey = (id: string) => ({ PK: `ORGANISATION#${id}`, SK: 'NAMES' });
const nameKey = ({ organisationId, division, status, name }: StoredName) => ({
  PK: REGISTER,
  SK: `${division}#${organisationId}${status === 'renamed' ? `#${name}` : ''}`,
});
const keysOf = ({ authority, signatures }: Place) =>
  signatures.map((signature) => indexKey(authority, signature));
const seconds = (instant: string) => Math.floor(Date.parse(instant) / 1000);

/** The claims that change; a transaction may touch each only once. */
function claimWrites(
  take: Required<NameChange>['take'],
  free: Required<NameChange>['free'],
  now: Date,
): TransactWrite[] {
  const taken = new Map(
    take.filter(({ unclaimed }) => !unclaimed).map((one) => [claimKey(one.place).PK, one]),
  );
  const freed = new Map(
    free.map((one) => [claimKey(one.place).PK, one] as const).filter(([PK]) => !taken.has(PK)),
  );
  return [
    ...[...taken.values()].map(({ place, name, from }) => claim(place, name, from, now)),
    ...[...freed.values()].map(({ place, owner }) => freeClaim(place, owner)),
  ];
}

/** The sole right to a name, for its owner or one whose right has ended. */
function claim(
  place: Place,
  { id, freeFrom }: TakenName,
  from: readonly string[] = [],
  now: Date,
): TransactWrite {
  const owners = Object.fromEntries([id, ...from].map((owner, index) => [`:o${index}`, owner]));
  return {
    Put: {
      Item: { ...claimKey(place), owner: id, ...(freeFrom && { freeFrom, expiresAt: seconds(freeFrom) }) },
      ConditionExpression: `attribute_not_exists(PK) OR freeFrom <= :now OR #owner IN (${Object.keys(owners)})`,
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':now': now.toISOString(), ...owners },
    },
  };
}

/** Deletes a claim; one that has passed to another owner stays. */
function freeClaim(place: Place, owner: string): TransactWrite {
  return {
    Delete: {
      Key: claimKey(place),
      ConditionExpression: 'attribute_not_exists(PK) OR #owner = :owner',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':owner': owner },
    },
  };
}

function putReservation(reservation: StoredReservation): TransactWrite {
  const expiresAt = seconds(reservation.heldUntil) + KEPT_DAYS * 86_400;
  return putVersion({ ...reservationKey(reservation.id), ...reservation, expiresAt });
}

function putOrganisation(organisation: Organisation): TransactWrite {
  return putVersion({ ...organisationKey(organisation.organisationId), ...organisation });
}

function bucketUpdate(
  PK: string,
  set: ReadonlyMap<string, TakenName>,
  remove: ReadonlySet<string>,
): TransactWrite {
  const names: Record<string, string> = {};
  const values: Record<string, TakenName> = {};
  const sets = [...set].map(([owner, name], index) => {
    names[`#s${index}`] = `n#${owner}`;
    values[`:s${index}`] = name;
    return `#s${index} = :s${index}`;
  });
  const removes = [...remove]
    .filter((owner) => !set.has(owner))
    .map((owner, index) => {
      names[`#r${index}`] = `n#${owner}`;
      return `#r${index}`;
    });
  const clauses = [
    sets.length > 0 && `SET ${sets.join(', ')}`,
    removes.length > 0 && `REMOVE ${removes.join(', ')}`,
  ];
  return {
    Update: {
      Key: { PK, SK: 'INDEX' },
      UpdateExpression: clauses.filter(Boolean).join(' '),
      ExpressionAttributeNames: names,
      ...(sets.length > 0 && { ExpressionAttributeValues: values }),
    },
  };
}

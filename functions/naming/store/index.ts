/**
 * The naming service's table. Items by access pattern:
 *
 * | pattern                                 | PK                            | SK                             | read        |
 * | one reservation by id                   | RESERVATION#<id>              | RESERVATION                    | Get, strong |
 * | the last submission of an application   | APPLICATION#<id>              | SUBMISSION                     | Get, strong |
 * | names equal or near to one              | INDEX#<authority>#<signature> | INDEX                          | BatchGet    |
 * | what is known of one organisation       | ORGANISATION#<id>             | NAMES                          | Get, strong |
 * | the register of names of a subtree      | REGISTER#<city>               | begins with <division>         | Query       |
 *
 * The index is in name-index.ts. An organisation's item holds the news of it and the names that follow from them; each of the names stands in the register
 * too, as `<division>#<organisation>#<name>`. AUDIT#, OUTBOX# and ONCE# items are shared/store's.
 */
import { CITY } from '../../../shared/divisions/index.ts';
import type { CloudEvent } from '../../../shared/events/index.ts';
import {
  type AuditEntry,
  type Once,
  type Page,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import type { Fact } from '../model/history.ts';
import type { Place, StoredReservation } from '../model/reservation.ts';
import type { TakenName } from '../rules/similar/compare.ts';
import type { RegisteredName } from '../schema.ts';
import {
  type Bucket,
  eachOnce,
  type Freeing,
  type IndexView,
  indexKey,
  indexUpdates,
  type Taking,
} from './name-index.ts';

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

/** What is known of an application: its last submission, and whether it has been withdrawn or refused. */
export interface Submission {
  applicationId: string;
  submission: number;
  over?: true;
}

/** One step of the life of names, saved as one transaction with its audit entries and events. */
export interface NameChange {
  reservations?: readonly StoredReservation[];
  /** Goes through as long as no later one is known, nor the application over. */
  submission?: Submission;
  organisation?: Organisation;
  /** Names of the register that are new or have changed, and those that are no longer in it as they were. */
  names?: readonly StoredName[];
  dropped?: readonly StoredName[];
  /**
   * Names taken from now on, or on other terms than before: with `seen` only as long as no equal one has been taken since,
   * without it in any case.
   */
  take?: readonly Taking[];
  /** Names let go by an owner. */
  free?: readonly Freeing[];
  audit: readonly AuditEntry[];
  events?: readonly CloudEvent[];
  once?: Once;
}

/** The owner of a name of the register: each name of an organisation, borne or former, is an owner of its own. */
export function nameOwner({ organisationId, name }: Pick<StoredName, 'organisationId' | 'name'>) {
  return `ORGANISATION#${organisationId}#${name}`;
}

/** Days for which a reservation stays readable after its end. */
const KEPT_DAYS = 90;

export type NamingStore = ReturnType<typeof namingStore>;

export function namingStore(store: Store, now: () => Date) {
  async function buckets(authority: string, signatures: readonly string[], consistent: boolean) {
    const keys = signatures.map((signature) => indexKey(authority, signature));
    return store.batchGet<Bucket>(keys, { consistent });
  }

  return {
    recall: store.recall,
    claim: store.claim,

    /** The names taken under signatures of an authority's index, each once; what was just written may be missing. */
    async taken(authority: string, signatures: readonly string[]): Promise<readonly TakenName[]> {
      return eachOnce(await buckets(authority, signatures, false));
    },

    /** A view of the index for taking a name. */
    view(): IndexView {
      const seen = new Map<string, Bucket>();
      return {
        async taken(authority, signatures) {
          const found = await buckets(authority, signatures, true);
          for (const bucket of found) seen.set(bucket.PK, bucket);
          return eachOnce(found);
        },
        bucket: (PK) => seen.get(PK),
      };
    },

    async reservation(id: string): Promise<StoredReservation | undefined> {
      return withoutKeys(await store.get<StoredReservation & Keys>(reservationKey(id), { consistent: true }));
    },

    async submission(applicationId: string): Promise<Submission | undefined> {
      return store.get<Submission>(submissionKey(applicationId), { consistent: true });
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
     * @throws ConditionFailed when another took an equal name, or an item changed, since they were read
     */
    async save(change: NameChange) {
      const { reservations = [], submission, organisation, names = [], dropped = [] } = change;
      const { take = [], free = [], audit, events, once } = change;
      await store.save({
        writes: [
          ...indexUpdates(take, free, now().toISOString()),
          ...reservations.map(putReservation),
          ...(submission ? [putSubmission(submission)] : []),
          ...(organisation ? [putOrganisation(organisation)] : []),
          ...dropped
            .filter((one) => !names.some((name) => nameKey(name).SK === nameKey(one).SK))
            .map((name) => ({ Delete: { Key: nameKey(name) } })),
          ...names.map((name) => ({ Put: { Item: { ...nameKey(name), ...name } } })),
        ],
        audit: [...audit],
        ...(events && { events: [...events] }),
        ...(once && { once }),
      });
    },
  };
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

const reservationKey = (id: string) => ({ PK: `RESERVATION#${id}`, SK: 'RESERVATION' });
const submissionKey = (id: string) => ({ PK: `APPLICATION#${id}`, SK: 'SUBMISSION' });
/** One partition for the city's some 40,000 names: DynamoDB splits it by sort key where it grows warm. */
const REGISTER = `REGISTER#${CITY.code}`;
const organisationKey = (id: string) => ({ PK: `ORGANISATION#${id}`, SK: 'NAMES' });
const nameKey = ({ organisationId, division, name }: StoredName) => ({
  PK: REGISTER,
  SK: `${division}#${organisationId}#${name}`,
});
const seconds = (instant: string) => Math.floor(Date.parse(instant) / 1000);

function putReservation(reservation: StoredReservation): TransactWrite {
  const expiresAt = seconds(reservation.heldUntil) + KEPT_DAYS * 86_400;
  return putVersion({ ...reservationKey(reservation.id), ...reservation, expiresAt });
}

function putSubmission(submission: Submission): TransactWrite {
  return {
    Put: {
      Item: { ...submissionKey(submission.applicationId), ...submission },
      ConditionExpression:
        'attribute_not_exists(PK) OR submission < :number OR (submission = :number AND attribute_not_exists(#over))',
      ExpressionAttributeNames: { '#over': 'over' },
      ExpressionAttributeValues: { ':number': submission.submission },
    },
  };
}

function putOrganisation(organisation: Organisation): TransactWrite {
  return putVersion({ ...organisationKey(organisation.organisationId), ...organisation });
}

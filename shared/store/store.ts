/**
 * One service's table: string keys PK and SK, TTL in `expiresAt` (epoch seconds). Beside the service's own items it
 * holds those of every service:
 *
 * | item                                   | PK                | SK              |
 * | audit entry, head of its chain         | AUDIT#<aggregate> | <sequence>, HEAD |
 * | event to be relayed (outbox)           | OUTBOX#<event id> | OUTBOX, URGENT  |
 * | what is done once: HTTP key, event id  | ONCE#<key>        | ONCE            |
 */
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { CloudEvent } from '../events/envelope.ts';
import { outboxItem } from '../events/outbox.ts';
import { AUDIT, type AuditEntry, type ChainedEntry, type ChainHead, chain, EMPTY_CHAIN } from './audit.ts';
import {
  type Condition,
  conditionOf,
  type Index,
  isFiltered,
  type Key,
  keyOf,
  withoutKeys,
} from './condition.ts';
import { readCursor, signCursor } from './cursor.ts';
import { AlreadyDone, AuditContended, ConditionFailed, InvalidCursor } from './errors.ts';
import { pause, transact } from './transaction.ts';

/** One write of a transaction, as lib-dynamodb takes it, without the table's name. */
type Named = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
export type TransactWrite = { [K in keyof Named]?: Omit<NonNullable<Named[K]>, 'TableName'> };

/** Something that is done once, with the answer given then. Claimed without an answer it is under way. */
export interface Once {
  key: string;
  answer?: unknown;
  requestHash?: string;
  /** When it may be forgotten. */
  until: Date;
}

/** What changes together: the service's own items, the audit trail, the events that tell others, the `once` key. */
export interface Change {
  writes: readonly TransactWrite[];
  audit?: readonly AuditEntry[];
  events?: readonly CloudEvent[];
  once?: Once;
}

export interface Page<T> {
  items: T[];
  /** Cursor of the next page, as long as there is more. */
  next?: string;
}

interface Query extends Condition {
  limit: number;
  /** What the cursor is bound to. */
  scope: string;
  cursor?: string;
}

export interface StoreOptions {
  client: DynamoDBDocumentClient;
  table: string;
  now: () => Date;
  /** Signs the cursors of lists. */
  cursorSecret: string;
  /** Milliseconds for which a change tries to get into its audit chains. */
  patience?: number;
  random?: () => number;
}

const BATCH = 100;
/** Sort keys of audit entries are numbers of so many digits. */
const LAST_SEQUENCE = '9'.repeat(12);
/** Queries for one page of a filtered list, and the least that each of them reads. */
const MOST_QUERIES = 10;
const LEAST_READ = 100;
const MOST_ROUNDS = 8;
/** Whoever loses a race for an audit chain tries again for most of an API's ten seconds, however slow a try is. */
const PATIENCE = 7_000;

export type Store = ReturnType<typeof createStore>;

export function createStore({
  client,
  table,
  now,
  cursorSecret,
  patience = PATIENCE,
  random = Math.random,
}: StoreOptions) {
  /** The item under a key, without its keys. */
  async function get<T>({ PK, SK }: Key, { consistent = false } = {}): Promise<T | undefined> {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { PK, SK }, ConsistentRead: consistent }),
    );
    return Item && withoutKeys<T>(Item);
  }

  /** Items by their keys, in no order, missing ones left out; 100 to a call, unprocessed ones asked for again. */
  async function batchGet<T>(keys: readonly Key[], { consistent = false } = {}): Promise<T[]> {
    const chunks = Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, i) =>
      keys.slice(i * BATCH, (i + 1) * BATCH),
    );
    const found = await Promise.all(
      chunks.map(async (chunk) => {
        const items: T[] = [];
        let asked = [...chunk];
        for (let round = 1; asked.length > 0; round++) {
          if (round > MOST_ROUNDS) throw new Error(`DynamoDB left ${asked.length} keys unprocessed`);
          if (round > 1) await pause(round, random);
          const { Responses, UnprocessedKeys } = await client.send(
            new BatchGetCommand({ RequestItems: { [table]: { Keys: asked, ConsistentRead: consistent } } }),
          );
          items.push(...((Responses?.[table] ?? []) as T[]));
          asked = (UnprocessedKeys?.[table]?.Keys ?? []) as Key[];
        }
        return items;
      }),
    );
    return found.flat();
  }

  /** As `batchGet`, the items without their keys. */
  async function getAll<T>(keys: readonly Key[], { consistent = false } = {}): Promise<T[]> {
    return (await batchGet<Record<string, unknown>>(keys, { consistent })).map(withoutKeys<T>);
  }

  /**
   * A page of the items under a partition key, in the order of their sort keys. With `only` DynamoDB reads on, within
   * limits, until the page is full.
   * @throws InvalidCursor for a cursor that was not made for this scope
   */
  async function query<T>({ cursor, limit, scope, ...asked }: Query): Promise<Page<T>> {
    const items: Record<string, unknown>[] = [];
    const filtered = isFiltered(asked);
    let from = cursor === undefined ? undefined : readCursor(cursor, scope, cursorSecret);
    for (let round = 0; round < MOST_QUERIES; round++) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          ...conditionOf(asked),
          ScanIndexForward: !asked.descending,
          ...(asked.consistent && { ConsistentRead: true }),
          Limit: filtered ? Math.max(limit - items.length, LEAST_READ) : limit,
          ...(from && { ExclusiveStartKey: from }),
        }),
      );
      const room = limit - items.length;
      items.push(...Items.slice(0, room));
      // A page that overflows goes on after the last item shown.
      from = Items.length > room ? keyOf(Items[room - 1]!, asked.index) : LastEvaluatedKey;
      if (!from || items.length === limit) break;
    }
    const whole = asked.index ? await inTheTable(items as unknown as Key[]) : items;
    return { items: whole.map(withoutKeys<T>), ...(from && { next: signCursor(from, scope, cursorSecret) }) };
  }

  /**
   * A page of the items under keys that are known from elsewhere, in the order of the keys, read as they are now. Missing
   * ones are left out; reading on for them has limits, so that a page may be short though there is more.
   * @throws InvalidCursor for a cursor that was not made for this scope, or of a key that is none of these
   */
  async function among<T>(
    keys: readonly Key[],
    { cursor, limit, scope }: Pick<Query, 'limit' | 'scope' | 'cursor'>,
  ): Promise<Page<T>> {
    const items: T[] = [];
    let at =
      cursor === undefined ? 0 : after(keys, readCursor(cursor, scope, cursorSecret) as unknown as Key);
    for (let round = 0; round < MOST_QUERIES && at < keys.length && items.length < limit; round++) {
      const asked = keys.slice(at, at + (round === 0 ? limit : BATCH));
      const found = await batchGet<Record<string, unknown> & Key>(asked, { consistent: true });
      const byKey = new Map(found.map((item) => [`${item.PK}\n${item.SK}`, item]));
      for (const { PK, SK } of asked) {
        if (items.length === limit) break;
        at += 1;
        const item = byKey.get(`${PK}\n${SK}`);
        if (item) items.push(withoutKeys<T>(item));
      }
    }
    const last = keys[at - 1];
    return { items, ...(last && at < keys.length && { next: signCursor({ ...last }, scope, cursorSecret) }) };
  }

  /** The items that an index tells of, in its order; one that is gone meanwhile is left out. */
  async function inTheTable(keys: readonly Key[]) {
    const found = await batchGet<Record<string, unknown> & Key>(keys.map(({ PK, SK }) => ({ PK, SK })));
    const byKey = new Map(found.map((item) => [`${item.PK}\n${item.SK}`, item]));
    return keys.flatMap(({ PK, SK }) => byKey.get(`${PK}\n${SK}`) ?? []);
  }

  /**
   * How many items of an index lie under a partition key, within sort keys: counted without being read from the table.
   * @param range sort keys, both included
   */
  async function count(
    index: Index,
    PK: string,
    { from, to }: { from: string; to: string },
  ): Promise<number> {
    let counted = 0;
    let start: Record<string, unknown> | undefined;
    do {
      const { Count = 0, LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: index,
          Select: 'COUNT',
          KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :to',
          ExpressionAttributeNames: { '#pk': `${index}PK`, '#sk': `${index}SK` },
          ExpressionAttributeValues: { ':pk': PK, ':from': from, ':to': to },
          ...(start && { ExclusiveStartKey: start }),
        }),
      );
      counted += Count;
      start = LastEvaluatedKey;
    } while (start);
    return counted;
  }

  /**
   * A page of an aggregate's audit trail, the oldest entry first. The head, which counts them, is none of them: its sort
   * key comes after every number.
   * @throws InvalidCursor for a cursor that was not made for this scope
   */
  async function trail(
    aggregate: string,
    list: Pick<Query, 'limit' | 'scope' | 'cursor'>,
  ): Promise<Page<ChainedEntry>> {
    return query<ChainedEntry>({ PK: AUDIT + aggregate, upTo: LAST_SEQUENCE, ...list });
  }

  /** What was answered under a `once` key, read consistently; undefined when it is not done or forgotten. */
  async function recall(key: string): Promise<Pick<Once, 'answer' | 'requestHash'> | undefined> {
    const item = await get<Once & { expiresAt: number }>(onceKey(key), { consistent: true });
    if (!item || item.expiresAt <= seconds(now())) return undefined;
    const { answer, requestHash } = item;
    return { answer, ...(requestHash !== undefined && { requestHash }) };
  }

  /**
   * Saves a change as one transaction: all of it or nothing. Meeting another transaction it tries again.
   * @throws ConditionFailed when a write's own condition does not hold
   * @throws AlreadyDone when the `once` key has been used
   * @throws AuditContended when others moved the audit chain all the time
   */
  async function save({ writes, audit = [], events = [], once }: Change): Promise<void> {
    const at = now();
    const begun = performance.now();
    for (let round = 1; ; round++) {
      const entries = await auditWrites(audit, at, round > 1);
      const items = [
        ...writes,
        ...(once ? [onceWrite(once, at)] : []),
        ...events.map((event) => ({ Put: { Item: outboxItem(event, at) } })),
        ...entries,
      ];
      if (items.length === 0) return;
      const failed = await transact(client, items.map(inTable), random);
      if (!failed) return;
      const done = once && failed.find(({ index }) => index === writes.length);
      if (done) throw new AlreadyDone(once.key, done.item, done.cause);
      const broken = failed.find(({ index }) => index < writes.length);
      if (broken) throw new ConditionFailed(broken.index, broken.item, broken.cause);
      if (performance.now() - begun > patience) throw new AuditContended(failed[0]?.cause);
      await pause(round, random);
    }
  }

  /**
   * The entries in their chains, and the heads moved under the condition that nobody else moved them.
   * @param again whether a trail that was said to begin may have been there
   */
  async function auditWrites(
    audit: readonly AuditEntry[],
    at: Date,
    again: boolean,
  ): Promise<TransactWrite[]> {
    const aggregates = [...new Set(audit.map(({ aggregate }) => aggregate))];
    const begun = aggregates.filter(
      (one) => again || !audit.some(({ aggregate, first }) => first && aggregate === one),
    );
    const found = await batchGet<ChainHead & Key>(begun.map(headKey), { consistent: true });
    return aggregates.flatMap((aggregate) => {
      const before = found.find(({ PK }) => PK === headKey(aggregate).PK) ?? EMPTY_CHAIN;
      let head: ChainHead = before;
      const entries = audit
        .filter((entry) => entry.aggregate === aggregate)
        .map((entry) => {
          const chained = chain(entry, head, at.toISOString());
          head = chained;
          const SK = String(chained.sequence).padStart(LAST_SEQUENCE.length, '0');
          return {
            Put: {
              Item: { PK: headKey(aggregate).PK, SK, ...chained },
              ConditionExpression: 'attribute_not_exists(PK)',
            },
          };
        });
      const { sequence, hash } = head;
      const moved = {
        Put: {
          Item: { ...headKey(aggregate), sequence, hash },
          ConditionExpression: 'attribute_not_exists(PK) OR #hash = :before',
          ExpressionAttributeNames: { '#hash': 'hash' },
          ExpressionAttributeValues: { ':before': before.hash },
        },
      };
      return [...entries, moved];
    });
  }

  function inTable(write: TransactWrite): Named {
    return Object.fromEntries(
      Object.entries(write).map(([operation, request]) => [operation, { ...request, TableName: table }]),
    ) as Named;
  }

  /**
   * Claims a `once` key for something that takes more than one transaction; saving it with the answer finishes it.
   * @throws AlreadyDone when the key has been claimed or used
   */
  async function claim({ key, requestHash, until }: Once & { requestHash: string }): Promise<void> {
    await save({ writes: [], once: { key, requestHash, until } });
  }

  return { get, batchGet, getAll, query, among, count, trail, recall, claim, save };
}

/** The position after a key. */
function after(keys: readonly Key[], { PK, SK }: Key): number {
  const at = keys.findIndex((key) => key.PK === PK && key.SK === SK);
  if (at < 0) throw new InvalidCursor();
  return at + 1;
}

const headKey = (aggregate: string): Key => ({ PK: AUDIT + aggregate, SK: 'HEAD' });
const onceKey = (key: string): Key => ({ PK: `ONCE#${key}`, SK: 'ONCE' });
const seconds = (date: Date) => Math.floor(date.getTime() / 1000);

function onceWrite({ key, answer, requestHash, until }: Once, at: Date): TransactWrite {
  const finishes = answer !== undefined && requestHash !== undefined;
  return {
    Put: {
      Item: { ...onceKey(key), answer, requestHash, expiresAt: seconds(until) },
      ConditionExpression: `attribute_not_exists(PK) OR expiresAt <= :now${
        finishes ? ' OR (attribute_not_exists(answer) AND requestHash = :hash)' : ''
      }`,
      ExpressionAttributeValues: { ':now': seconds(at), ...(finishes && { ':hash': requestHash }) },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}

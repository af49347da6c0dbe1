/** Reads of one service's table. */
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
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
import { InvalidCursor } from './errors.ts';
import { pause } from './transaction.ts';

export interface Page<T> {
  items: T[];
  /** Cursor of the next page, as long as there is more. */
  next?: string;
}

export interface Query extends Condition {
  limit: number;
  /** What the cursor is bound to. */
  scope: string;
  cursor?: string;
}

const BATCH = 100;
/** Queries for one page of a filtered list, and the least that each of them reads. */
const MOST_QUERIES = 10;
const LEAST_READ = 100;
const MOST_ROUNDS = 8;

/** @param cursorSecret signs the cursors of lists */
export function readsOf({
  client,
  table,
  cursorSecret,
  random,
}: {
  client: DynamoDBDocumentClient;
  table: string;
  cursorSecret: string;
  random: () => number;
}) {
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
    // What an index tells of is read from the table; what is gone meanwhile is left out.
    const whole = asked.index ? await inOrder(items as unknown as Key[]) : items;
    return {
      items: whole.flatMap((item) => (item ? [withoutKeys<T>(item)] : [])),
      ...(from && { next: signCursor(from, scope, cursorSecret) }),
    };
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
      const found = await inOrder(asked, { consistent: true });
      for (const item of found) {
        if (items.length === limit) break;
        at += 1;
        if (item) items.push(withoutKeys<T>(item));
      }
    }
    const last = keys[at - 1];
    return { items, ...(last && at < keys.length && { next: signCursor({ ...last }, scope, cursorSecret) }) };
  }

  /** The items under keys, in the order of the keys; undefined in the place of one that is not there. */
  async function inOrder(keys: readonly Key[], { consistent = false } = {}) {
    const found = await batchGet<Record<string, unknown> & Key>(
      keys.map(({ PK, SK }) => ({ PK, SK })),
      { consistent },
    );
    const byKey = new Map(found.map((item) => [`${item.PK}\n${item.SK}`, item]));
    return keys.map(({ PK, SK }) => byKey.get(`${PK}\n${SK}`));
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

  return { get, batchGet, getAll, query, among, count };
}

/** The position after a key. */
function after(keys: readonly Key[], { PK, SK }: Key): number {
  const at = keys.findIndex((key) => key.PK === PK && key.SK === SK);
  if (at < 0) throw new InvalidCursor();
  return at + 1;
}

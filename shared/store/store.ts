/**
 * One service's table: string keys PK and SK, TTL in `expiresAt` (epoch seconds). Beside the service's own items it
 * holds those of every service:
 *
 * | item                                   | PK                | SK              |
 * | audit entry, head of its chain         | AUDIT#<aggregate> | <sequence>, HEAD |
 * | event to be relayed (outbox)           | OUTBOX#<event id> | OUTBOX, URGENT  |
 * | what is done once: HTTP key, event id  | ONCE#<key>        | ONCE            |
 */
import type { DynamoDBDocumentClient, TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { CloudEvent } from '../events/envelope.ts';
import { outboxItem } from '../events/outbox.ts';
import { AUDIT, type AuditEntry, type ChainedEntry, type ChainHead, chain, EMPTY_CHAIN } from './audit.ts';
import type { Key } from './condition.ts';
import { AlreadyDone, AuditContended, ConditionFailed } from './errors.ts';
import { type Page, type Query, readsOf } from './read.ts';
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

/** Sort keys of audit entries are numbers of so many digits. */
const LAST_SEQUENCE = '9'.repeat(12);
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
  const reads = readsOf({ client, table, cursorSecret, random });
  const { get, batchGet, query } = reads;

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

  /** The count and last hash of an aggregate's audit chain as it is now. */
  async function chainHead(aggregate: string): Promise<ChainHead> {
    const { sequence, hash } =
      (await get<ChainHead>(headKey(aggregate), { consistent: true })) ?? EMPTY_CHAIN;
    return { sequence, hash };
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

  return { ...reads, trail, chainHead, recall, claim, save };
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

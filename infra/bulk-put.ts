/** Puts many items into a table as fast as it takes them; what it leaves undone is given to it again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TransactWrite } from '../shared/store/index.ts';

export type Item = Record<string, unknown>;

/** DynamoDB's limit of items in a batch. */
const BATCH = 25;
/** Batches that are under way at once. */
const AT_ONCE = 8;
const MOST_ROUNDS = 10;
const FIRST_PAUSE_MS = 20;

/** The items that writes put: of something that is not there yet, so that their conditions hold. */
export const itemsOf = (writes: readonly TransactWrite[]): Item[] =>
  writes.flatMap(({ Put }) => (Put?.Item ? [Put.Item] : []));

/**
 * Puts items, over what is there under their keys; no key may come twice.
 * @returns how many
 * @throws Error when the table leaves the same items undone again and again
 */
export async function bulkPut(
  client: DynamoDBDocumentClient,
  table: string,
  items: Iterable<Item>,
): Promise<number> {
  const batches = batchesOf(items);
  let count = 0;
  const worker = async () => {
    for (const batch of batches) {
      await putAll(client, table, batch);
      count += batch.length;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return count;
}

async function putAll(client: DynamoDBDocumentClient, table: string, batch: readonly Item[]): Promise<void> {
  let requests: object[] = batch.map((Item) => ({ PutRequest: { Item } }));
  for (let round = 0; requests.length > 0; round++) {
    if (round === MOST_ROUNDS) throw new Error(`DynamoDB left ${requests.length} items undone`);
    if (round > 0) await sleep(FIRST_PAUSE_MS * 2 ** round);
    const { UnprocessedItems } = await client.send(
      new BatchWriteCommand({ RequestItems: { [table]: requests as never } }),
    );
    requests = UnprocessedItems?.[table] ?? [];
  }
}

function* batchesOf(items: Iterable<Item>): Generator<Item[]> {
  let batch: Item[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  InternalServerError,
  TransactionCanceledException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

/** DynamoDB's limit of items in a transaction. */
export const MOST_WRITES = 100;

const MOST_TRIES = 12;
const FIRST_PAUSE_MS = 15;
const LONGEST_PAUSE_MS = 600;

type Writes = NonNullable<TransactWriteCommandInput['TransactItems']>;

/** A write whose condition failed: its position, and the item where it was asked for. */
export interface FailedWrite {
  index: number;
  item: Record<string, unknown> | undefined;
  cause: unknown;
}

/**
 * Runs a transaction until it is through or a condition fails, pausing with full jitter where it met another one or where
 * DynamoDB itself failed: then it may be through, and goes by the same token (good for ten minutes) as one and the same.
 * @returns undefined when it is through, else the writes whose conditions failed
 * @throws Error for more writes than a transaction takes; what DynamoDB throws otherwise
 */
export async function transact(
  client: DynamoDBDocumentClient,
  writes: Writes,
  random: () => number,
): Promise<FailedWrite[] | undefined> {
  if (writes.length > MOST_WRITES)
    throw new Error(`A transaction takes ${MOST_WRITES} writes, not ${writes.length}`);
  let token = randomUUID();
  for (let attempt = 1; ; attempt++) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: writes, ClientRequestToken: token }));
      return undefined;
    } catch (error) {
      const failed = failedWrites(error);
      if (failed.length > 0) return failed;
      // The second is said of the token while the first try is still at work.
      const unknown = error instanceof InternalServerError || error instanceof TransactionInProgressException;
      if (!(unknown || isPassing(error)) || attempt === MOST_TRIES) throw error;
      if (!unknown) token = randomUUID();
      await pause(attempt, random);
    }
  }
}

/** Waits before the next try, with full jitter: up to 30 ms after the first, doubling each time up to 600 ms. */
export async function pause(attempt: number, random: () => number): Promise<void> {
  await sleep(random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt));
}

function failedWrites(error: unknown): FailedWrite[] {
  if (!(error instanceof TransactionCanceledException)) return [];
  return (error.CancellationReasons ?? []).flatMap(({ Code, Item }, index) =>
    Code === 'ConditionalCheckFailed' ? [{ index, item: Item && unmarshall(Item), cause: error }] : [],
  );
}

/** Why DynamoDB cancels a transaction that may go through later. */
const PASSING = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** Whether nothing but a passing cause cancelled the transaction. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof TransactionCanceledException)) return false;
  const causes = (error.CancellationReasons ?? []).filter(({ Code = 'None' }) => Code !== 'None');
  return causes.length > 0 && causes.every(({ Code = '' }) => PASSING.has(Code));
}

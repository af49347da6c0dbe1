/** What Lambda's event source mappings do in the cloud: queues and table streams to functions. */

import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type ShardIteratorType,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';
import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBBatchResponse, SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { Consumer } from 'sqs-consumer';
import type { Positions } from './positions.ts';

/** Calls a function with an event and gives back what it returns; throws when the function throws. */
export type Invoke = (event: unknown) => Promise<unknown>;

export interface Source {
  stop(): void;
}

interface QueueSource {
  client: SQSClient;
  queueUrl: string;
  queueArn: string;
  batchSize: number;
  /** Seconds for which the queue is asked to wait for a message. */
  waitSeconds?: number;
  invoke: Invoke;
  log: (message: string) => void;
}

/**
 * Gives a queue's messages to a function. What the function reports as failed, or all of a batch when it throws, stays
 * in the queue and comes again when its visibility times out.
 */
export function pollQueue({
  client,
  queueUrl,
  queueArn,
  batchSize,
  waitSeconds = 5,
  invoke,
  log,
}: QueueSource): Source {
  const consumer = Consumer.create({
    sqs: client,
    queueUrl,
    batchSize,
    waitTimeSeconds: waitSeconds,
    // Of one group SQS gives out nothing more while something is under way: failures come again in their order.
    suppressFifoWarning: true,
    messageSystemAttributeNames: ['All'],
    messageAttributeNames: ['All'],
    handleMessageBatch: async (messages) => {
      const answer = (await invoke({ Records: messages.map((message) => sqsRecord(message, queueArn)) })) as
        | SQSBatchResponse
        | null
        | undefined;
      const failed = new Set(answer?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
      const known = new Set(messages.map(({ MessageId }) => MessageId!));
      // As Lambda has it: a failure that is no message of the batch fails all of it.
      if ([...failed].some((id) => !known.has(id))) return [];
      return messages.filter(({ MessageId }) => !failed.has(MessageId!));
    },
  });
  consumer.on('error', (error) => log(`queue ${queueArn}: ${error.message}`));
  consumer.on('processing_error', (error) => log(`queue ${queueArn}: ${error.message}`));
  consumer.start();
  return { stop: () => consumer.stop({ abort: true }) };
}

function sqsRecord(message: Message, queueArn: string): SQSRecord {
  return {
    messageId: message.MessageId!,
    receiptHandle: message.ReceiptHandle!,
    body: message.Body!,
    attributes: (message.Attributes ?? {}) as unknown as SQSRecord['attributes'],
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue, DataType }]) => [
        name,
        {
          stringValue: StringValue,
          dataType: DataType ?? 'String',
          stringListValues: [],
          binaryListValues: [],
        },
      ]),
    ) as SQSRecord['messageAttributes'],
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(':')[3] ?? '',
  };
}

/** A pattern of Lambda's event filtering, as far as our functions use it: exact values and `prefix`. */
export type Pattern = { readonly [member: string]: Pattern | readonly (string | { prefix: string })[] };

interface StreamSource {
  /** The function: another one that reads the same stream is elsewhere in it. */
  consumer: string;
  client: DynamoDBStreamsClient;
  streamArn: string;
  batchSize: number;
  patterns: readonly Pattern[];
  positions: Positions;
  invoke: Invoke;
  log: (message: string) => void;
}

/** Lambda asks a stream four times a second; here one that has long been quiet is asked less often, to spare the machine. */
const IDLE_MS = 250;
const QUIET_AFTER_MS = 20_000;
const QUIET_MS = 1_000;
const RETRY_MS = 1_000;
/** Shards come and go every few hours. */
const SHARDS_MS = 5_000;

/**
 * Gives a table's stream to a function, shard by shard and in order. From the first record that the function reports as
 * failed, or from the start of the batch when it throws, the records come again. What is handled does not, also not after
 * a restart with the same positions.
 */
export function pollStream(source: StreamSource): Source {
  let running = true;
  const known = new Set<string>();
  const watch = async () => {
    const { StreamDescription } = await source.client.send(
      new DescribeStreamCommand({ StreamArn: source.streamArn }),
    );
    for (const { ShardId } of StreamDescription?.Shards ?? []) {
      if (ShardId === undefined || known.has(ShardId)) continue;
      known.add(ShardId);
      followShard(source, ShardId, () => running).catch((error: Error) => {
        known.delete(ShardId);
        if (error.name === 'TrimmedDataAccessException') source.positions.delete(positionOf(source, ShardId));
        complain(error);
      });
    }
  };
  const complain = (error: Error) => {
    if (running) source.log(`stream ${source.streamArn}: ${error.message}`);
  };
  const keepWatching = async () => {
    while (running) {
      await watch().catch(complain);
      await sleep(SHARDS_MS, undefined, { ref: false });
    }
  };
  void keepWatching();
  return {
    stop: () => {
      running = false;
    },
  };
}

const positionOf = ({ consumer }: StreamSource, shard: string) => `${consumer} ${shard}`;

async function followShard(source: StreamSource, shard: string, running: () => boolean) {
  const { client, streamArn, batchSize, patterns, positions, invoke, log } = source;
  const position = positionOf(source, shard);
  const iteratorFrom = async (ShardIteratorType: ShardIteratorType, SequenceNumber?: string) => {
    const input = { StreamArn: streamArn, ShardId: shard, ShardIteratorType, SequenceNumber };
    return (await client.send(new GetShardIteratorCommand(input))).ShardIterator;
  };
  const last = positions.get(position);
  let heard = performance.now();
  let iterator = await iteratorFrom(last === undefined ? 'TRIM_HORIZON' : 'AFTER_SEQUENCE_NUMBER', last);
  while (running() && iterator !== undefined) {
    const { Records = [], NextShardIterator } = await client.send(
      new GetRecordsCommand({ ShardIterator: iterator, Limit: batchSize }),
    );
    if (!running()) return;
    const wanted = Records.filter(
      (record) => patterns.length === 0 || patterns.some((one) => matches(record, one)),
    );
    const failed = wanted.length === 0 ? undefined : await firstFailed(wanted, invoke, log);
    if (failed === undefined) {
      iterator = NextShardIterator;
      const handled = Records.at(-1)?.dynamodb?.SequenceNumber;
      if (handled === undefined) {
        await sleep(performance.now() - heard > QUIET_AFTER_MS ? QUIET_MS : IDLE_MS);
      } else {
        heard = performance.now();
        positions.set(position, handled);
      }
    } else {
      await sleep(RETRY_MS);
      iterator = await iteratorFrom('AT_SEQUENCE_NUMBER', failed);
    }
  }
}

/** The sequence number from which a batch has to come again; undefined when all of it was taken. */
async function firstFailed(records: readonly StreamRecord[], invoke: Invoke, log: (message: string) => void) {
  try {
    const answer = (await invoke({ Records: records })) as DynamoDBBatchResponse | null | undefined;
    const failed = answer?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier) ?? [];
    if (failed.length === 0) return undefined;
    const numbers = records.map(({ dynamodb }) => dynamodb?.SequenceNumber);
    return numbers.find((number) => failed.includes(number!)) ?? numbers[0];
  } catch (error) {
    log(`stream: ${(error as Error).message}`);
    return records[0]?.dynamodb?.SequenceNumber;
  }
}

/** Whether a value fits a pattern: every member of the pattern is there and fits one of its alternatives. */
export function matches(value: unknown, pattern: Pattern): boolean {
  return Object.entries(pattern).every(([member, expected]) => {
    const part = (value as Record<string, unknown> | undefined)?.[member];
    if (!Array.isArray(expected)) return matches(part, expected as Pattern);
    return expected.some((one: string | { prefix: string }) =>
      typeof one === 'string' ? part === one : typeof part === 'string' && part.startsWith(one.prefix),
    );
  });
}

import {
  ChangeMessageVisibilityCommand,
  type MessageAttributeValue,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  type SQSClientConfig,
} from '@aws-sdk/client-sqs';

/** SQS's limits of a batch; the size is kept well below, for attributes and old endpoints. */
const MOST_ENTRIES = 10;
const MOST_BYTES = 240 * 1024;

const LONGEST_REASON = 1000;

/** A message and the key by which the sender knows it again. */
export interface Outgoing {
  key: string;
  body: string;
  attributes?: Record<string, MessageAttributeValue>;
  /** A FIFO queue keeps the order within a group, and takes what has the same `once` one time in five minutes. */
  group?: string;
  once?: string;
}

/** Whether a queue keeps order; SQS has them end so. */
const isFifo = (queueUrl: string) => queueUrl.endsWith('.fifo');
/** What has no order of its own. */
const NO_ORDER = 'unordered';

/** A message that a queue did not take, and what the queue said. */
export interface Untaken {
  key: string;
  reason: string;
}

/**
 * A client of SQS; what the configuration does not say comes from the environment. Queue URLs hold a host name that
 * need not resolve where an endpoint is given, as in the local stack.
 */
export function queueClient(config: SQSClientConfig = {}): SQSClient {
  const elsewhere = config.endpoint ?? process.env.AWS_ENDPOINT_URL_SQS;
  return new SQSClient({ ...config, useQueueUrlAsEndpoint: !elsewhere });
}

/**
 * Sends messages in as few batches as SQS allows.
 * @returns those that SQS did not take
 */
export async function sendAll(
  client: SQSClient,
  queueUrl: string,
  messages: readonly Outgoing[],
): Promise<Untaken[]> {
  const untaken: Untaken[] = [];
  for (const batch of batches(messages)) {
    try {
      const { Failed = [] } = await client.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: batch.map(({ key, body, attributes, group = NO_ORDER, once = key }, index) => ({
            Id: String(index),
            MessageBody: body,
            MessageAttributes: attributes,
            ...(isFifo(queueUrl) && { MessageGroupId: group, MessageDeduplicationId: once }),
          })),
        }),
      );
      for (const { Id, Code, Message } of Failed)
        untaken.push({ key: batch[Number(Id)]!.key, reason: `${Code}: ${Message ?? ''}` });
    } catch (error) {
      untaken.push(...batch.map(({ key }) => ({ key, reason: String(error) })));
    }
  }
  return untaken;
}

/** Attributes that a message gets in the dead-letter queue. */
export const REASON_ATTRIBUTES = ['reason', 'originalMessageId'] as const;

/** Puts a message that can never be processed into the dead-letter queue, with its reason and where it came from. */
export async function bury(
  client: SQSClient,
  queueUrl: string,
  { body, messageId, group = NO_ORDER }: { body: string; messageId: string; group?: string | undefined },
  reason: string,
): Promise<void> {
  const [why, origin] = REASON_ATTRIBUTES;
  const text = (value: string) => ({ DataType: 'String', StringValue: value });
  await client.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: body,
      MessageAttributes: { [why]: text(sayable(reason)), [origin]: text(messageId) },
      ...(isFifo(queueUrl) && { MessageGroupId: group, MessageDeduplicationId: messageId }),
    }),
  );
}

/** A reason as SQS takes it: not empty, no control characters (a message may have brought them), not too long. */
function sayable(reason: string): string {
  const printable = reason.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
  return [...printable].slice(0, LONGEST_REASON).join('') || 'no reason given';
}

/** Has a message that failed come again after so many seconds, and not only when its time with the worker is up. */
export async function comesAgain(
  client: SQSClient,
  queueUrl: string,
  receiptHandle: string,
  seconds: number,
): Promise<void> {
  await client.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queueUrl,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: seconds,
    }),
  );
}

function batches(messages: readonly Outgoing[]): Outgoing[][] {
  const all: Outgoing[][] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = Buffer.byteLength(message.body);
    const last = all.at(-1);
    if (last && last.length < MOST_ENTRIES && bytes + size <= MOST_BYTES) {
      last.push(message);
      bytes += size;
    } else {
      all.push([message]);
      bytes = size;
    }
  }
  return all;
}

import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** SQS's limits of a batch; the size is kept well below, for attributes and old endpoints. */
const MOST_ENTRIES = 10;
const MOST_BYTES = 240 * 1024;

/** A message and the key by which the sender knows it again. */
export interface Outgoing {
  key: string;
  body: string;
}

/**
 * Sends messages in as few batches as SQS allows.
 * @returns the keys of those that SQS did not take
 */
export async function sendAll(
  client: SQSClient,
  queueUrl: string,
  messages: readonly Outgoing[],
): Promise<string[]> {
  const failed: string[] = [];
  for (const batch of batches(messages)) {
    try {
      const { Failed = [] } = await client.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: batch.map(({ body }, index) => ({ Id: String(index), MessageBody: body })),
        }),
      );
      failed.push(...Failed.map(({ Id }) => batch[Number(Id)]!.key));
    } catch {
      failed.push(...batch.map(({ key }) => key));
    }
  }
  return failed;
}

/** Puts a message that can never be processed into the dead-letter queue, with its reason and where it came from. */
export async function bury(
  client: SQSClient,
  queueUrl: string,
  { body, messageId }: { body: string; messageId: string },
  reason: string,
): Promise<void> {
  const text = (value: string) => ({ DataType: 'String', StringValue: value });
  await client.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: body,
      MessageAttributes: { reason: text(reason.slice(0, 1000)), originalMessageId: text(messageId) },
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

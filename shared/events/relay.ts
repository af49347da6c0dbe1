/** From a table's stream to the inbox queues of the subscribers. */
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { type Service, subscribersOf } from './catalogue.ts';
import { type CloudEvent, readEvent } from './envelope.ts';
import { OUTBOX } from './outbox.ts';
import { type Outgoing, sendAll } from './queue.ts';

interface RelayOptions {
  client: SQSClient;
  /** Inbox queue URL by service. */
  queues: Readonly<Partial<Record<Service, string>>>;
  log: (message: string, detail: Record<string, unknown>) => void;
}

/**
 * Makes the handler of a table's stream: new outbox entries go to every subscriber's inbox. What a queue did not take
 * is reported, and the stream gives it again from the first of them on; consumers pass over what they have had.
 */
export function createRelay({ client, queues, log }: RelayOptions) {
  return async function relay({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
    const outgoing = new Map<Service, Outgoing[]>();
    for (const record of Records) {
      const event = outboxEvent(record);
      if (!event) continue;
      const message = { key: record.dynamodb!.SequenceNumber!, body: JSON.stringify(event) };
      for (const service of subscribersOf(event.type)) {
        outgoing.set(service, [...(outgoing.get(service) ?? []), message]);
      }
    }
    const failed = new Set<string>();
    await Promise.all(
      [...outgoing].map(async ([service, messages]) => {
        const url = queues[service];
        if (!url) throw new Error(`No queue is set for ${service}`);
        for (const key of await sendAll(client, url, messages)) failed.add(key);
        log('relayed', { to: service, events: messages.length });
      }),
    );
    const first = Records.find(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ''));
    return { batchItemFailures: first ? [{ itemIdentifier: first.dynamodb!.SequenceNumber! }] : [] };
  };
}

function outboxEvent({ eventName, dynamodb }: DynamoDBRecord): CloudEvent | undefined {
  const image = dynamodb?.NewImage;
  if (eventName !== 'INSERT' || !image?.PK?.S?.startsWith(OUTBOX) || !image.event?.S) return undefined;
  return readEvent(image.event.S);
}

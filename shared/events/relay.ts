/** From a table's stream to the inbox queues of the subscribers. */
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { addressed, deliver, type Queues } from './deliver.ts';
import { OUTBOX } from './outbox.ts';

interface RelayOptions {
  client: SQSClient;
  queues: Queues;
  log: { info: Log; error: Log };
}
type Log = (message: string, detail: Record<string, unknown>) => void;

/**
 * Makes the handler of a table's stream: new outbox entries go to every subscriber's inbox. What a queue did not take
 * is reported, and the stream gives it again from the first of them on; consumers pass over what they have had. Events
 * go on as they were saved, their data not judged: one of an older version, saved before a deployment, is its
 * subscribers' to take or to bury. An entry of which not even the type can be read stops the stream there, so that
 * nothing overtakes it unseen: the alarm on the relay's lag calls somebody, who sends what waits behind it by
 * `npm run relay`. What the stream gave up meanwhile comes out of the outbox by the same command.
 */
export function createRelay({ client, queues, log }: RelayOptions) {
  return async function relay({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
    const events: ReturnType<typeof addressed>[] = [];
    const failed = new Set<string>();
    for (const record of Records) {
      const key = record.dynamodb?.SequenceNumber ?? '';
      try {
        const body = outboxEvent(record);
        if (body !== undefined) events.push(addressed(key, body));
      } catch (error) {
        log.error('outbox entry cannot be read', { sequence: key, error });
        failed.add(key);
        break;
      }
    }
    for (const { to, sent, untaken } of await deliver(client, queues, events)) {
      for (const { key } of untaken) failed.add(key);
      log.info('relayed', { to, events: sent });
      if (untaken.length > 0) log.error('not taken', { to, reasons: untaken });
    }
    const first = Records.find(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ''));
    return { batchItemFailures: first ? [{ itemIdentifier: first.dynamodb!.SequenceNumber! }] : [] };
  };
}

/** The event that a record brings, as it was saved; undefined for any other record. */
function outboxEvent({ eventName, dynamodb }: DynamoDBRecord): string | undefined {
  const image = dynamodb?.NewImage;
  if (eventName !== 'INSERT' || !image?.PK?.S?.startsWith(OUTBOX)) return undefined;
  return image.event?.S ?? '';
}

/** From events to the inbox queues of their subscribers. */
import type { SQSClient } from '@aws-sdk/client-sqs';
import { type EventType, type Inbox, orderOf, subscribersOf } from './catalogue.ts';
import { readEnvelope } from './envelope.ts';
import { type Outgoing, sendAll, type Untaken } from './queue.ts';

/** Queue URL by inbox. */
export type Queues = Readonly<Partial<Record<Inbox, string>>>;

/** A written event of which it is known whose it is. */
type Addressed = Outgoing & { type: EventType };

/** What became of the events of one subscriber. */
interface Delivery {
  to: Inbox;
  sent: number;
  untaken: Untaken[];
}

/**
 * A written event, made ready to be sent.
 * @throws PermanentFailure when not even its type can be read
 */
export function addressed(key: string, body: string): Addressed {
  const { id, type, data } = readEnvelope(body);
  const member = orderOf(type);
  const order = member === undefined ? undefined : (data as Record<string, unknown> | null)?.[member];
  return { key, body, type, once: id, ...(order !== undefined && { group: String(order) }) };
}

/** Sends events to the inbox of every subscriber; what a queue did not take stands in the answer. */
export async function deliver(
  client: SQSClient,
  queues: Queues,
  events: readonly Addressed[],
): Promise<Delivery[]> {
  const outgoing = new Map<Inbox, Addressed[]>();
  for (const event of events) {
    for (const inbox of subscribersOf(event.type)) {
      outgoing.set(inbox, [...(outgoing.get(inbox) ?? []), event]);
    }
  }
  return Promise.all(
    [...outgoing].map(async ([to, messages]) => {
      const url = queues[to];
      const untaken = url
        ? await sendAll(client, url, messages)
        : messages.map(({ key }) => ({ key, reason: `no queue is set for ${to}` }));
      return { to, sent: messages.length - untaken.length, untaken };
    }),
  );
}

import { isUrgent } from './catalogue.ts';
import { type CloudEvent, writeEvent } from './envelope.ts';
import { DAY, OUTBOX_DAYS } from './spans.ts';

/** Bytes of the largest event: a queue of any region takes it, and so does an item. */
const LARGEST = 240 * 1024;

/** What every outbox item's partition key begins with; the relays' stream filters look for it. */
export const OUTBOX = 'OUTBOX#';

/**
 * The item by which an event is saved with the state it tells of (transactional outbox). What is urgent has a sort key of its
 * own: a relay of its own takes it, and neither many others nor one that cannot be sent hold it up.
 * @throws Error for an event that no queue would take: the change that it tells of must not be saved
 */
export function outboxItem(event: CloudEvent, at: Date) {
  const written = writeEvent(event);
  const bytes = Buffer.byteLength(written);
  if (bytes > LARGEST)
    throw new Error(`Event ${event.id} (${event.type}) has ${bytes} bytes, a queue takes ${LARGEST}`);
  return {
    PK: OUTBOX + event.id,
    SK: isUrgent(event.type) ? 'URGENT' : 'OUTBOX',
    event: written,
    expiresAt: expiryOf(at),
  };
}

/** When an event saved at an instant leaves the outbox, in epoch seconds. */
export function expiryOf(at: Date): number {
  return Math.floor(at.getTime() / 1000) + OUTBOX_DAYS * DAY;
}

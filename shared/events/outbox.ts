import type { CloudEvent } from './envelope.ts';

/** Days for which a relayed event stays in the table. */
const KEPT_DAYS = 7;

/** What every outbox item's partition key begins with; the relays' stream filters look for it. */
export const OUTBOX = 'OUTBOX#';

/** The item by which an event is saved with the state it tells of (transactional outbox). */
export function outboxItem(event: CloudEvent, at: Date) {
  return {
    PK: OUTBOX + event.id,
    SK: 'OUTBOX',
    event: JSON.stringify(event),
    expiresAt: Math.floor(at.getTime() / 1000) + KEPT_DAYS * 86_400,
  };
}

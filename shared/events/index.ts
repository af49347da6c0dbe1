export { createConsumer, type EventHandlers, onceFor } from './consume.ts';
export { type CloudEvent, NotYet, newEvent, PermanentFailure } from './envelope.ts';
export { createRelay } from './relay.ts';

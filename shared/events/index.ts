export { createConsumer, type EventHandlers, onceFor } from './consume.ts';
export { type CloudEvent, newEvent, PermanentFailure } from './envelope.ts';
export { createRelay } from './relay.ts';

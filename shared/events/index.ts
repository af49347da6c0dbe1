export { type EventType, SERVICES, type Service } from './catalogue.ts';
export { createConsumer, type EventHandlers, onceFor } from './consume.ts';
export { type CloudEvent, newEvent, PermanentFailure } from './envelope.ts';
export { createRelay } from './relay.ts';

/** Makes the Lambda handlers of workers, relays and schedules from their settings. */
import middy from '@middy/core';
import * as z from 'zod';
import { observe } from '../observability/index.ts';
import { json, readSettings } from '../settings.ts';
import { INBOXES, type Service, subscribersToAnyOf } from './catalogue.ts';
import { createConsumer, type EventHandlers } from './consume.ts';
import { queueClient } from './queue.ts';
import { createRelay } from './relay.ts';

const WorkerSettings = z.object({ INBOX_QUEUE_URL: z.url(), DEAD_LETTER_QUEUE_URL: z.url() });
const QueueUrls = z.partialRecord(z.enum(INBOXES), z.url());

/** A relay has to know the inbox of every subscriber. */
const relaySettings = (service: Service) =>
  z.object({
    QUEUE_URLS: json(
      QueueUrls.refine((urls) => subscribersToAnyOf(service).every((subscriber) => urls[subscriber]), {
        error: `must name the queues of ${subscribersToAnyOf(service).join(', ')}`,
      }),
    ),
  });

/**
 * The worker of a service: its inbox queue to its use cases.
 * @param options `tries` of a message before it is buried, where they are not the usual few
 * @throws SettingsError at start when a setting is missing
 */
export function consumerFor<S extends z.ZodObject, D>(
  service: Service,
  settings: S,
  makeDeps: (settings: z.output<S>) => D,
  handlers: EventHandlers<D>,
  { tries }: { tries?: number } = {},
) {
  const read = readSettings(z.intersection(WorkerSettings, settings), process.env);
  const { logger, trace } = observe(service);
  const consume = createConsumer({
    client: queueClient(),
    inboxUrl: read.INBOX_QUEUE_URL,
    deadLetterQueueUrl: read.DEAD_LETTER_QUEUE_URL,
    handlers,
    deps: makeDeps(read),
    ...(tries !== undefined && { tries }),
    log: {
      info: (message, detail) => logger.info(message, detail),
      warn: (message, detail) => logger.warn(message, detail),
      error: (message, detail) => logger.error(message, detail),
    },
  });
  return middy(consume).use(trace.middleware);
}

/**
 * The relay of a service: its table's stream to the inbox queues of its events' subscribers.
 * @throws SettingsError at start when a setting is missing
 */
export function relayOf(service: Service) {
  const { QUEUE_URLS } = readSettings(relaySettings(service), process.env);
  const { logger, trace } = observe(service);
  const relay = createRelay({
    client: queueClient(),
    queues: QUEUE_URLS,
    log: {
      info: (message, detail) => logger.info(message, detail),
      error: (message, detail) => logger.error(message, detail),
    },
  });
  return middy(relay).use(trace.middleware);
}

/** What EventBridge says of an event that a schedule sent. */
const SCHEDULED = 'Scheduled Event';

/**
 * What a service does by schedule. An event that no schedule sent does nothing: the local cloud starts every function by
 * one.
 * @param run does the work and tells what it did, in numbers
 * @throws SettingsError at start when a setting is missing
 */
export function scheduleOf<S extends z.ZodType, D>(
  service: Service,
  settings: S,
  makeDeps: (settings: z.output<S>) => D,
  run: (deps: D) => Promise<Readonly<Record<string, number>>>,
) {
  const { logger, trace } = observe(service);
  const deps = makeDeps(readSettings(settings, process.env));
  return middy(async (event: { 'detail-type'?: string }) => {
    if (event['detail-type'] === SCHEDULED) logger.info('ran by schedule', await run(deps));
  }).use(trace.middleware);
}

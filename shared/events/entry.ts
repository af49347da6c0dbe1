/** Makes the Lambda handlers of workers and relays from their settings: the one place that makes an SQS client. */
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { observe } from '../observability/index.ts';
import { json, readSettings } from '../settings.ts';
import { SERVICES, type Service } from './catalogue.ts';
import { createConsumer, type EventHandlers } from './consume.ts';
import { createRelay } from './relay.ts';

const WorkerSettings = z.object({ DEAD_LETTER_QUEUE_URL: z.url() });
const RelaySettings = z.object({ QUEUE_URLS: json(z.partialRecord(z.enum(SERVICES), z.url())) });

/** Queue URLs hold a host name that need not resolve where the endpoint is another, as in the local stack. */
const client = () => new SQSClient({ useQueueUrlAsEndpoint: !process.env.AWS_ENDPOINT_URL_SQS });

/**
 * The worker of a service: its inbox queue to its use cases.
 * @throws SettingsError at start when a setting is missing
 */
export function consumerFor<S extends z.ZodObject, D>(
  service: Service,
  settings: S,
  makeDeps: (settings: z.output<S>) => D,
  handlers: EventHandlers<D>,
) {
  const { DEAD_LETTER_QUEUE_URL } = readSettings(WorkerSettings, process.env);
  const { logger } = observe(service);
  return createConsumer({
    client: client(),
    deadLetterQueueUrl: DEAD_LETTER_QUEUE_URL,
    handlers,
    deps: makeDeps(readSettings(settings, process.env)),
    log: {
      info: (message, detail) => logger.info(message, detail),
      warn: (message, detail) => logger.warn(message, detail),
      error: (message, detail) => logger.error(message, detail),
    },
  });
}

/**
 * The relay of a service: its table's stream to the inbox queues of its events' subscribers.
 * @throws SettingsError at start when a setting is missing
 */
export function relayOf(service: Service) {
  const { QUEUE_URLS } = readSettings(RelaySettings, process.env);
  const { logger } = observe(service);
  return createRelay({
    client: client(),
    queues: QUEUE_URLS,
    log: (message, detail) => logger.info(message, detail),
  });
}

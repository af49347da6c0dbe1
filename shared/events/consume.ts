/** From a service's inbox queue to its use cases. */
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { AlreadyDone } from '../store/errors.ts';
import type { EventType } from './catalogue.ts';
import { type CloudEvent, NotYet, PermanentFailure, readEvent } from './envelope.ts';
import { bury, comesAgain } from './queue.ts';
import { DAY, LONGEST_HIDDEN, REMEMBERED_DAYS, RETRY_AFTER, TRIES } from './spans.ts';

/** What a service does on each event type that it subscribes to. */
export type EventHandlers<D> = { [T in EventType]?: (event: CloudEvent<T>, deps: D) => Promise<void> };

interface ConsumerOptions<D> {
  client: SQSClient;
  inboxUrl: string;
  deadLetterQueueUrl: string;
  handlers: EventHandlers<D>;
  deps: D;
  /** Tries of a message before it is buried. */
  tries?: number;
  log: { info: Log; warn: Log; error: Log };
}
type Log = (message: string, detail: Record<string, unknown>) => void;

/**
 * Makes the handler of an inbox queue. Each message is done for itself: one that fails comes again alone and soon, one that can
 * never be processed or failed at its last try goes to the dead-letter queue with its reason, one that was done before is
 * passed over.
 */
export function createConsumer<D>({
  client,
  inboxUrl,
  deadLetterQueueUrl,
  handlers,
  deps,
  tries = TRIES,
  log,
}: ConsumerOptions<D>) {
  return async function consume({ Records }: SQSEvent): Promise<SQSBatchResponse> {
    const failed = await Promise.all(Records.map((record) => failure(record)));
    return {
      batchItemFailures: failed
        .filter((id) => id !== undefined)
        .map((itemIdentifier) => ({ itemIdentifier })),
    };
  };

  async function failure(record: SQSRecord): Promise<string | undefined> {
    const { body, messageId } = record;
    try {
      const event = readEvent(body);
      const handle = handlers[event.type] as ((event: CloudEvent, deps: D) => Promise<void>) | undefined;
      if (!handle) throw new PermanentFailure(`this service does not take ${event.type}`);
      await handle(event, deps);
      log.info('consumed', { type: event.type, event: event.id, correlationId: event.correlationid });
    } catch (error) {
      if (error instanceof AlreadyDone) {
        log.info('had before', { messageId });
        return undefined;
      }
      if (error instanceof NotYet) return comingAgain(record, error.seconds);
      // The queue would move it after its last try as well, but without the reason.
      const last = triesOf(record) >= tries;
      return error instanceof PermanentFailure || last ? buried(record, error) : retried(record, error);
    }
    return undefined;
  }

  async function buried(record: SQSRecord, cause: unknown): Promise<string | undefined> {
    const { body, messageId, attributes } = record;
    const group = attributes.MessageGroupId;
    const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
    try {
      await bury(client, deadLetterQueueUrl, { body, messageId, group }, reason);
    } catch (error) {
      return retried(record, error);
    }
    log.warn('dead letter', { messageId, reason, error: cause });
    return undefined;
  }

  async function retried(record: SQSRecord, error: unknown): Promise<string> {
    const seconds = RETRY_AFTER[triesOf(record) - 1] ?? RETRY_AFTER.at(-1)!;
    log.error('failed, will come again', { messageId: record.messageId, seconds, error });
    return comingAgain(record, seconds);
  }

  async function comingAgain({ messageId, receiptHandle }: SQSRecord, seconds: number): Promise<string> {
    try {
      await comesAgain(client, inboxUrl, receiptHandle, Math.min(seconds, LONGEST_HIDDEN));
    } catch (later) {
      log.warn('will come again late', { messageId, error: later });
    }
    return messageId;
  }
}

const triesOf = ({ attributes }: SQSRecord) => Number(attributes.ApproximateReceiveCount);

/** The `once` entry by which an event takes effect once: save it in the transaction of the effect. */
export function onceFor({ id }: CloudEvent, now: Date) {
  return { key: `EVENT#${id}`, until: new Date(now.getTime() + REMEMBERED_DAYS * DAY * 1000) };
}

/**
 * Sends the events in a service's outbox to their subscribers once more: those that the stream gave up or has not yet
 * come to. Consumers pass over what they have had.
 *
 * Usage: npm run relay -- <service> [--since <ISO instant>]
 * Works on the running local stack; on another place by TABLE_NAME and QUEUE_URLS ({"<inbox>": "<queue URL>"}) together,
 * as the service's relay has them, with the region, credentials and endpoints (AWS_ENDPOINT_URL_DYNAMODB,
 * AWS_ENDPOINT_URL_SQS) of the environment. Ends with 1 when an entry could not be read or was not taken.
 */
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { INBOXES, SERVICES, type Service, subscribersToAnyOf } from '../../shared/events/catalogue.ts';
import { addressed, deliver, type Queues } from '../../shared/events/deliver.ts';
import { expiryOf, OUTBOX } from '../../shared/events/outbox.ts';
import { queueClient } from '../../shared/events/queue.ts';
import { json, readSettings } from '../../shared/settings.ts';
import { CannotRun, clientConfig, localStack, run } from './target.ts';

const USAGE = 'npm run relay -- <service> [--since <ISO instant>]';
const INSTEAD = 'TABLE_NAME and QUEUE_URLS';
const Settings = z.object({
  TABLE_NAME: z.string().min(3),
  QUEUE_URLS: json(z.partialRecord(z.enum(INBOXES), z.url())),
});

await run('relay', async () => {
  const { service, since } = asked();
  const { table, queues, dynamodb, sqs, region } = target(service);
  const subscribers = subscribersToAnyOf(service);
  const unknown = subscribers.filter((subscriber) => !queues[subscriber]);
  if (unknown.length > 0) throw new CannotRun(`no inbox is known of ${unknown.join(', ')}`);
  const client = queueClient(clientConfig(sqs, region));
  const sent = new Map(subscribers.map((subscriber) => [subscriber, 0]));
  let left = 0;
  for await (const entries of outbox(clientConfig(dynamodb, region, table), table, since)) {
    const events = entries.flatMap(({ PK, event }) => {
      try {
        return addressed(PK, String(event ?? ''));
      } catch (error) {
        console.error(`entry ${PK} cannot be read: ${(error as Error).message}`);
        left += 1;
        return [];
      }
    });
    for (const { to, sent: taken, untaken } of await deliver(client, queues, events)) {
      sent.set(to, (sent.get(to) ?? 0) + taken);
      for (const { key, reason } of untaken) console.error(`entry ${key} not taken by ${to}: ${reason}`);
      left += untaken.length;
    }
  }
  for (const [to, events] of sent) console.log(`${events} events of ${service} sent to ${to}`);
  return left === 0 ? 0 : 1;
});

/** The outbox entries of a table since an instant, page by page. Reading a whole table is an operator's to do. */
async function* outbox(config: ReturnType<typeof clientConfig>, table: string, since: Date) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(config));
  const pages = paginateScan(
    { client },
    {
      TableName: table,
      // An entry says when it was saved by when it expires; one that does not say it is looked at as well.
      FilterExpression:
        'begins_with(PK, :outbox) AND (attribute_not_exists(expiresAt) OR expiresAt >= :since)',
      ExpressionAttributeValues: { ':outbox': OUTBOX, ':since': expiryOf(since) },
    },
  );
  try {
    for await (const { Items = [] } of pages) yield Items as { PK: string; event?: unknown }[];
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException')
      throw new CannotRun(`there is no table ${table}`);
    throw error;
  }
}

function asked(): { service: Service; since: Date } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { since: { type: 'string' } },
  });
  const service = SERVICES.find((one) => one === positionals[0]);
  if (!service || positionals.length > 1)
    throw new CannotRun(`which service? ${USAGE}, of ${SERVICES.join(', ')}`);
  const since = z.iso.datetime({ offset: true }).safeParse(values.since ?? '1970-01-01T00:00:00Z');
  if (!since.success) throw new CannotRun(`since when? ${USAGE}, such as 2026-11-23T08:00:00Z`);
  return { service, since: new Date(since.data) };
}

interface Target {
  table: string;
  queues: Queues;
  dynamodb: string | undefined;
  sqs: string | undefined;
  region: string | undefined;
}

function target(service: Service): Target {
  const { AWS_ENDPOINT_URL_DYNAMODB: dynamodb, AWS_ENDPOINT_URL_SQS: sqs, AWS_REGION: region } = process.env;
  if (process.env.TABLE_NAME || process.env.QUEUE_URLS) {
    const { TABLE_NAME: table, QUEUE_URLS: queues } = readSettings(Settings, process.env);
    return { table, queues, dynamodb, sqs, region };
  }
  const stack = localStack(INSTEAD);
  const table = stack.tables[service];
  if (!table) throw new CannotRun(`the local stack has no table of ${service}: it does not run yet`);
  return {
    table,
    queues: Object.fromEntries(Object.entries(stack.queues).map(([name, { inbox }]) => [name, inbox])),
    dynamodb: dynamodb ?? stack.dynamodbEndpoint,
    sqs: sqs ?? stack.sqsEndpoint,
    region: region ?? stack.region,
  };
}

/**
 * Sends an event of the catalogue to the inboxes of its subscribers, in place of the service that publishes it.
 *
 * Usage: npm run send-event -- <type> --data '<json>' | --file f.json [--id x] [--subject s]
 * Works on the running local stack; on another place by QUEUE_URLS ({"<inbox>": "<queue URL>"}), with the region,
 * credentials and endpoint (AWS_ENDPOINT_URL_SQS) of the environment. The same --id again has no second effect.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { catalogue, type EventType, isEventType, subscribersOf } from '../../shared/events/catalogue.ts';
import { writeEvent } from '../../shared/events/envelope.ts';
import { newEvent } from '../../shared/events/index.ts';
import { queueClient, sendAll } from '../../shared/events/queue.ts';
import { json, readSettings } from '../../shared/settings.ts';
import { CannotRun, clientConfig, localStack, run } from './target.ts';

const USAGE = "npm run send-event -- <type> --data '<json>' | --file f.json [--id x] [--subject s]";

await run('send-event', async () => {
  const { type, subject, data, id } = asked();
  const event = newEvent(
    type,
    { subject, data: data as never, correlationId: `send-event-${randomUUID()}` },
    { now: () => new Date(), newId: () => id },
  );
  const { queues, endpoint, region } = target();
  const client = queueClient(clientConfig(endpoint, region));
  let failed = 0;
  for (const inbox of subscribersOf(type)) {
    const url = queues[inbox];
    if (!url) throw new CannotRun(`no inbox of ${inbox} is known, which subscribes to ${type}`);
    const untaken = await sendAll(client, url, [{ key: inbox, body: writeEvent(event) }]);
    for (const { reason } of untaken) console.error(`${inbox} did not get it: ${reason}`);
    failed += untaken.length;
    if (untaken.length === 0) console.log(`${type} ${event.id} sent to ${inbox}`);
  }
  return failed === 0 ? 0 : 1;
});

function asked() {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: text, file: text, id: text, subject: text },
  });
  const [type = ''] = positionals;
  if (!isEventType(type)) {
    const known = Object.keys(catalogue).join('\n  ');
    throw new CannotRun(`${type ? `"${type}" is no event type;` : 'which event?'} ${USAGE}\n  ${known}`);
  }
  const given = values.data ?? (values.file === undefined ? undefined : readFileSync(values.file, 'utf8'));
  if (given === undefined) throw new CannotRun(`which data? ${USAGE}`);
  const data = parsed(given);
  return { type, data, subject: values.subject ?? subjectOf(type, data), id: values.id ?? randomUUID() };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CannotRun(`the data is no JSON: ${(error as Error).message}`);
  }
}

/** What the event is about: the id that its data begins with. */
function subjectOf(type: EventType, data: unknown): string {
  const [first = ''] = Object.keys(catalogue[type].data.shape);
  return String((data as Record<string, unknown> | null)?.[first] ?? '');
}

function target(): { queues: Record<string, string | undefined>; endpoint?: string; region?: string } {
  const { QUEUE_URLS, AWS_ENDPOINT_URL_SQS: endpoint, AWS_REGION: region } = process.env;
  const from = (stack: { endpoint?: string | undefined; region?: string | undefined }) => ({
    ...(stack.endpoint !== undefined && { endpoint: stack.endpoint }),
    ...(stack.region !== undefined && { region: stack.region }),
  });
  if (QUEUE_URLS) {
    const Settings = z.object({ QUEUE_URLS: json(z.record(z.string(), z.url())) });
    return { queues: readSettings(Settings, process.env).QUEUE_URLS, ...from({ endpoint, region }) };
  }
  const stack = localStack('QUEUE_URLS');
  return {
    queues: Object.fromEntries(Object.entries(stack.queues).map(([name, { inbox }]) => [name, inbox])),
    ...from({ endpoint: endpoint ?? stack.sqsEndpoint, region: region ?? stack.region }),
  };
}

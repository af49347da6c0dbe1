/**
 * The worker of pushes as a process of its own, on its real queue: a poller for each county at once. Rules that do not let a
 * test wait come by PUSHER_POLICY. It is killed at any time.
 */
import { makeDeps, StoreSettings } from '../../functions/reporting/deps.ts';
import { handlers } from '../../functions/reporting/pushes/handlers.ts';
import { pollQueue } from '../../infra/local/sources.ts';
import { createConsumer } from '../../shared/events/index.ts';
import { queueClient } from '../../shared/events/queue.ts';
import { WAKE_UPS } from '../../shared/events/spans.ts';
import { readSettings } from '../../shared/settings.ts';

const {
  INBOX_QUEUE_URL: inboxUrl,
  DEAD_LETTER_QUEUE_URL: deadLetterQueueUrl,
  POLLERS,
  PUSHER_POLICY,
} = process.env as Record<string, string>;
const deps = makeDeps(readSettings(StoreSettings, process.env));
const policy = JSON.parse(PUSHER_POLICY!);
const quiet = () => {};
const consume = createConsumer({
  client: queueClient(),
  inboxUrl: inboxUrl!,
  deadLetterQueueUrl: deadLetterQueueUrl!,
  handlers,
  deps: {
    ...deps,
    alarm: (what, detail) => console.error(what, detail),
    province: { ...deps.province, policyOn: () => policy },
  },
  tries: WAKE_UPS,
  log: {
    info: quiet,
    warn: (message, detail) => console.error(message, detail),
    error: (message, detail) => console.error(message, detail),
  },
});
for (let nth = 0; nth < Number(POLLERS); nth++)
  pollQueue({
    client: queueClient(),
    queueUrl: inboxUrl!,
    queueArn: 'arn:of:the:queue:pushes.fifo',
    batchSize: 1,
    // What a killed poller still waits for is taken by nobody.
    waitSeconds: 1,
    invoke: (event) => consume(event as Parameters<typeof consume>[0]),
    log: (message) => console.error(message),
  });
process.send?.('ready');
process.once('disconnect', () => process.exit(0));

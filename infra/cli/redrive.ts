/**
 * Moves the dead letters of an inbox back to it, once the cause is mended.
 *
 * Usage: npm run redrive -- <inbox>
 * An inbox is a service's, or a lane of it as matching-urgent. Works on the running local stack; on another place by
 * INBOX_QUEUE_URL and DEAD_LETTER_QUEUE_URL together, with the region, credentials and endpoint (AWS_ENDPOINT_URL_SQS) of
 * the environment.
 */
import { parseArgs } from 'node:util';
import { queueClient } from '../../shared/events/queue.ts';
import { redrive } from '../../shared/events/redrive.ts';
import { CannotRun, clientConfig, localStack, run } from './target.ts';

const USAGE = 'npm run redrive -- <inbox>';
const INSTEAD = 'INBOX_QUEUE_URL and DEAD_LETTER_QUEUE_URL';

await run('redrive', async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [inbox] = positionals;
  if (!inbox || positionals.length > 1) throw new CannotRun(`which inbox? ${USAGE}`);
  const { inboxUrl, deadLetterUrl, endpoint, region } = target(inbox);
  const client = queueClient(clientConfig(endpoint, region));
  const { moved, untaken } = await redrive({ client, deadLetterUrl, inboxUrl, now: () => new Date() });
  console.log(`${moved} dead letters of ${inbox} moved back to its inbox`);
  for (const { key, reason } of untaken) console.error(`message ${key} stays: ${reason}`);
  return untaken.length === 0 ? 0 : 1;
});

function target(inbox: string) {
  const { INBOX_QUEUE_URL, DEAD_LETTER_QUEUE_URL, AWS_ENDPOINT_URL_SQS, AWS_REGION } = process.env;
  if (INBOX_QUEUE_URL && DEAD_LETTER_QUEUE_URL) {
    return {
      inboxUrl: INBOX_QUEUE_URL,
      deadLetterUrl: DEAD_LETTER_QUEUE_URL,
      endpoint: AWS_ENDPOINT_URL_SQS,
      region: AWS_REGION,
    };
  }
  if (INBOX_QUEUE_URL || DEAD_LETTER_QUEUE_URL) throw new CannotRun(`set both ${INSTEAD}, or neither`);
  const stack = localStack(INSTEAD);
  const queues = stack.queues[inbox];
  if (!queues) {
    const known = Object.keys(stack.queues).join(', ');
    throw new CannotRun(`the local stack has no inbox "${inbox}"; it has ${known}`);
  }
  return {
    inboxUrl: queues.inbox,
    deadLetterUrl: queues.deadLetter,
    endpoint: AWS_ENDPOINT_URL_SQS ?? stack.sqsEndpoint,
    region: AWS_REGION ?? stack.region,
  };
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';
import { localClients } from '../../infra/local/resources.ts';
import { newEvent, writeEvent } from '../../shared/events/envelope.ts';
import { sendAll } from '../../shared/events/queue.ts';
import { eventually, stack } from '../support/stack.ts';

const run = promisify(execFile);
const { sqs } = localClients({
  sqs: stack.sqsEndpoint,
  region: stack.region,
});
const urgent = stack.queues['matching-urgent']!;

/** Messages among the dead letters, which stay there. */
async function dead(QueueUrl: string) {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'], VisibilityTimeout: 0 }),
  );
  return Messages.map(({ Body, MessageAttributes }) => ({
    body: Body,
    reason: MessageAttributes?.reason?.StringValue,
  }));
}

describe('应急不排队: emergencies have a lane of their own (A3)', () => {
  it('the local cloud has every lane under the name that events and operators use', () => {
    for (const inbox of ['matching', 'matching-urgent', 'matching-rounds']) {
      expect(stack.queues[inbox]?.inbox).toMatch(new RegExp(`-${inbox}-inbox$`));
      expect(stack.queues[inbox]?.deadLetter).toMatch(new RegExp(`-${inbox}-dead-letters$`));
    }
  });

  it('its worker takes from it and from nowhere else; what it cannot do is put back into the lane alone', async () => {
    const about = { subject: 'N-1', correlationId: 'journey' };
    const event = newEvent(
      'matching.match.due',
      { ...about, data: { needId: 'N-1', cause: 'published' } },
      { now: () => new Date(), newId: () => `lanes-${Date.now()}` },
    );
    const body = writeEvent(event);
    expect(await sendAll(sqs, urgent.inbox, [{ key: 'm', body }])).toEqual([]);
    // The ordinary worker would take it.
    const letter = { body, reason: expect.stringContaining('does not take matching.match.due') };
    expect(
      await eventually(
        () => dead(urgent.deadLetter),
        (letters) => letters.length > 0,
      ),
    ).toEqual([letter]);
    expect(await dead(stack.queues.matching!.deadLetter)).toEqual([]);

    const { stdout } = await run(process.execPath, ['infra/cli/redrive.ts', 'matching-urgent'], {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        INBOX_QUEUE_URL: urgent.inbox,
        DEAD_LETTER_QUEUE_URL: urgent.deadLetter,
        AWS_ENDPOINT_URL_SQS: stack.sqsEndpoint,
        AWS_REGION: stack.region,
      },
    });
    expect(stdout).toBe('1 dead letters of matching-urgent moved back to its inbox\n');
    expect(
      await eventually(
        () => dead(urgent.deadLetter),
        (letters) => letters.length > 0,
      ),
    ).toEqual([letter]);
  });
});

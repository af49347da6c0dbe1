import { setTimeout as sleep } from 'node:timers/promises';
import { GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createConsumer } from '../../../shared/events/index.ts';
import { bury, sendAll } from '../../../shared/events/queue.ts';
import { redrive } from '../../../shared/events/redrive.ts';
import { type TestCloud, testCloud } from '../../support/cloud.ts';
import { drain, keptLog, sqsEvent, submitted } from './cloud.ts';

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await testCloud('naming');
});

const later = () => new Date(Date.now() + 1_000);
const bringBack = (inboxUrl = cloud.inboxUrl, now = later) =>
  redrive({ client: cloud.sqs, deadLetterUrl: cloud.deadLetterUrl, inboxUrl, now });

describe('An operator brings the dead letters back', () => {
  it('after the cause is mended the event takes effect', async () => {
    const body = JSON.stringify(submitted('A-1'));
    const { sqs: client, inboxUrl, deadLetterUrl: deadLetterQueueUrl } = cloud;
    const options = { client, inboxUrl, deadLetterQueueUrl, deps: {}, log: keptLog() };
    await createConsumer({ ...options, handlers: {} })(sqsEvent([{ MessageId: 'm', Body: body }]));
    expect(await bringBack()).toEqual({ moved: 1, untaken: [] });

    const messages = await drain(cloud.sqs, cloud.inboxUrl);
    expect(messages).toMatchObject([{ Body: body }]);
    expect(messages[0]!.MessageAttributes).toBeUndefined();
    const taken: string[] = [];
    const mended = createConsumer({
      ...options,
      handlers: { 'registration.application.submitted': async ({ subject }) => void taken.push(subject) },
    });
    await mended(sqsEvent(messages));
    expect(taken).toEqual(['A-1']);
  });

  it('all come back, and what else a message carried with them', async () => {
    const messages = Array.from({ length: 25 }, (_, i) => ({
      key: `${i}`,
      body: `message ${i}`,
      attributes: {
        kept: { DataType: 'String', StringValue: `${i}` },
        reason: { DataType: 'String', StringValue: 'r' },
      },
    }));
    await sendAll(cloud.sqs, cloud.deadLetterUrl, messages);
    expect(await bringBack()).toEqual({ moved: 25, untaken: [] });
    const back = await drain(cloud.sqs, cloud.inboxUrl);
    expect(new Set(back.map(({ Body }) => Body))).toEqual(new Set(messages.map(({ body }) => body)));
    for (const { Body, MessageAttributes } of back) {
      expect(Object.keys(MessageAttributes ?? {})).toEqual(['kept']);
      expect(`message ${MessageAttributes!.kept!.StringValue}`).toBe(Body);
    }
    expect(await drain(cloud.sqs, cloud.deadLetterUrl)).toEqual([]);
  });

  it('what the inbox does not take stays among the dead letters', async () => {
    await bury(cloud.sqs, cloud.deadLetterUrl, { body: 'x', messageId: 'm' }, 'r');
    const { moved, untaken } = await bringBack(`${cloud.inboxUrl}-gone`);
    expect(moved).toBe(0);
    expect(untaken).toHaveLength(1);
    const { Attributes } = await cloud.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: cloud.deadLetterUrl, AttributeNames: ['All'] }),
    );
    expect(Attributes?.ApproximateNumberOfMessagesNotVisible).toBe('1');
  });

  it('what died after the command began stays: it does not go round in circles', async () => {
    await bury(cloud.sqs, cloud.deadLetterUrl, { body: 'x', messageId: 'm' }, 'r');
    expect(await bringBack(cloud.inboxUrl, () => new Date(Date.now() - 60_000))).toEqual({
      moved: 0,
      untaken: [],
    });
    expect(await drain(cloud.sqs, cloud.deadLetterUrl)).toHaveLength(1);
  });

  it('what died before is found behind any number of those that died since', async () => {
    const QueueUrl = cloud.deadLetterUrl;
    const letters = (name: string) =>
      Array.from({ length: 15 }, (_, i) => ({ key: `${i}`, body: `${name} ${i}` }));
    const old = letters('old');
    await sendAll(cloud.sqs, QueueUrl, old);
    // For a second the queue gives none of them.
    for (const MaxNumberOfMessages of [10, 5]) {
      await cloud.sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages, VisibilityTimeout: 1 }),
      );
    }
    const begun = Date.now() + 1;
    await sleep(400);
    await sendAll(cloud.sqs, QueueUrl, letters('fresh'));
    const passed = Date.now() - begun;
    expect(await bringBack(cloud.inboxUrl, () => new Date(Date.now() - passed))).toEqual({
      moved: 15,
      untaken: [],
    });
    const back = await drain(cloud.sqs, cloud.inboxUrl);
    expect(new Set(back.map(({ Body }) => Body))).toEqual(new Set(old.map(({ body }) => body)));
    // At once there again for the next command.
    expect(await drain(cloud.sqs, QueueUrl)).toHaveLength(15);
  });

  it('does not go on for ever where messages never stop dying', async () => {
    await sendAll(
      cloud.sqs,
      cloud.deadLetterUrl,
      Array.from({ length: 50 }, (_, i) => ({ key: `${i}`, body: `fresh ${i}` })),
    );
    // Each look at the clock is twenty seconds later; all died after the first.
    let at = Date.now() - 3_600_000;
    const clock = () => {
      at += 20_000;
      return new Date(at);
    };
    expect(await bringBack(cloud.inboxUrl, clock)).toEqual({ moved: 0, untaken: [] });
    expect(at).toBeLessThan(Date.now() - 3_600_000 + 120_000);
    expect(await drain(cloud.sqs, cloud.deadLetterUrl)).toHaveLength(50);
  });

  it('with no dead letters there is nothing to do', async () => {
    expect(await bringBack()).toEqual({ moved: 0, untaken: [] });
  });
});

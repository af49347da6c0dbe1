import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  createConsumer,
  type EventHandlers,
  onceFor,
  PermanentFailure,
} from '../../../shared/events/index.ts';
import { sendAll } from '../../../shared/events/queue.ts';
import { createStore, type Store } from '../../../shared/store/index.ts';
import { type TestCloud, testCloud } from '../../support/cloud.ts';
import { drain, held, keptLog, sqsEvent, submitted } from './cloud.ts';

let cloud: TestCloud;
let store: Store;
let log: ReturnType<typeof keptLog>;
const now = () => new Date('2026-11-23T08:00:00Z');

beforeEach(async () => {
  cloud = await testCloud('naming');
  log = keptLog();
  store = createStore({
    client: cloud.documentClient,
    table: cloud.table,
    now,
    cursorSecret: 'a secret for cursors',
  });
});

const handlers: EventHandlers<{ store: Store }> = {
  'registration.application.submitted': async (event, deps) => {
    if (event.data.name === 'throw nothing') throw '';
    if (event.data.name === 'throw') throw new Error('the database is away');
    if (event.data.name === 'never') throw new PermanentFailure('the division\u0000 has no authority');
    if (event.data.name === 'mute') throw new PermanentFailure('');
    const count = {
      Update: {
        Key: { PK: 'COUNT', SK: event.data.applicationId },
        UpdateExpression: 'ADD times :one',
        ExpressionAttributeValues: { ':one': 1 },
      },
    };
    await deps.store.save({ writes: [count], once: onceFor(event, now()) });
  },
};
const consumer = (deadLetterQueueUrl = cloud.deadLetterUrl, on: typeof handlers = handlers) =>
  createConsumer({
    client: cloud.sqs,
    inboxUrl: cloud.inboxUrl,
    deadLetterQueueUrl,
    handlers: on,
    deps: { store },
    log,
  });
const consume = (bodies: readonly string[], deadLetterQueueUrl = cloud.deadLetterUrl) =>
  consumer(deadLetterQueueUrl)(sqsEvent(bodies.map((Body, index) => ({ MessageId: `m${index}`, Body }))));
const times = async (applicationId: string) =>
  (await store.get<{ times: number }>({ PK: 'COUNT', SK: applicationId }, { consistent: true }))?.times;
const deadLetters = async () =>
  (await drain(cloud.sqs, cloud.deadLetterUrl)).map(({ Body, MessageAttributes }) => ({
    body: Body,
    reason: MessageAttributes?.reason?.StringValue,
    from: MessageAttributes?.originalMessageId?.StringValue,
  }));

describe('A service takes the events of its inbox', () => {
  it('each takes effect', async () => {
    const bodies = ['A-1', 'A-2'].map((id) => JSON.stringify(submitted(id)));
    expect(await consume(bodies)).toEqual({ batchItemFailures: [] });
    expect([await times('A-1'), await times('A-2')]).toEqual([1, 1]);
  });

  it('a repeat has no second effect, be it later or at the same moment', async () => {
    const body = JSON.stringify(submitted('A-3'));
    expect(await consume([body, body, body])).toEqual({ batchItemFailures: [] });
    expect(await consume([body])).toEqual({ batchItemFailures: [] });
    expect(await times('A-3')).toBe(1);
    expect(log.lines.filter(({ message }) => message === 'had before')).toHaveLength(3);
  });

  it('one that fails for now comes again alone, the rest of the batch is done', async () => {
    const bodies = [submitted('A-4'), submitted('A-5', { name: 'throw' }), submitted('A-6')].map((event) =>
      JSON.stringify(event),
    );
    expect(await consume(bodies)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect([await times('A-4'), await times('A-5'), await times('A-6')]).toEqual([1, undefined, 1]);
    expect(await deadLetters()).toEqual([]);
  });
});

describe('A message that can never be processed', () => {
  const event = submitted('A-7');
  it.each([
    ['bad JSON', '{"specversion":', /^no JSON$/],
    ['no event', '{}', /^no CloudEvent: /],
    ['no object', 'null', /^no CloudEvent: /],
    [
      'an unknown type',
      JSON.stringify({ ...event, type: 'weather.rain.began' }),
      /^unknown event type weather/,
    ],
    [
      'the name of a built-in as its type',
      JSON.stringify({ ...event, type: 'toString' }),
      /^unknown event type/,
    ],
    [
      'an unknown version',
      JSON.stringify({ ...event, dataschema: 'urn:x:v9' }),
      /in unknown version urn:x:v9/,
    ],
    [
      'wrong data',
      JSON.stringify({ ...event, data: { ...event.data, kind: 'club' } }),
      /does not fit: .*\n.*kind/,
    ],
    ['a type that is not for this service', JSON.stringify(held('A-7')), /does not take naming.name.held/],
    [
      'a cause that no try mends',
      JSON.stringify(submitted('A-7', { name: 'never' })),
      /^the division\ufffd has no/,
    ],
    ['a cause that nobody told', JSON.stringify(submitted('A-7', { name: 'mute' })), /^PermanentFailure$/],
    [
      'control characters in its type',
      JSON.stringify({ ...event, type: 'a\u0001b'.repeat(900) }),
      /^unknown event type a\ufffdb/,
    ],
  ])(
    'for %s goes to the dead letters at once, with the reason, and is not given again',
    async (_, body, reason) => {
      const good = submitted('A-8');
      expect(await consume([body, JSON.stringify(good)])).toEqual({ batchItemFailures: [] });
      expect(await deadLetters()).toEqual([{ body, reason: expect.stringMatching(reason), from: 'm0' }]);
      expect(await times('A-8')).toBe(1);
    },
  );

  it('is given again when the dead-letter queue does not take it: it is never lost', async () => {
    expect(await consume(['{'], `${cloud.deadLetterUrl}-gone`)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
    });
  });
});

describe('A message that failed', () => {
  const given = async (VisibilityTimeout?: number) => {
    const { Messages = [] } = await cloud.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: cloud.inboxUrl,
        MessageSystemAttributeNames: ['All'],
        ...(VisibilityTimeout !== undefined && { VisibilityTimeout }),
      }),
    );
    return Messages;
  };

  it('comes again after some seconds, however long a worker may take; one under way does not', async () => {
    const body = JSON.stringify(submitted('A-10', { name: 'throw' }));
    await sendAll(cloud.sqs, cloud.inboxUrl, [{ key: '1', body }]);
    // As long as a round of allocation may be worked on.
    const messages = await given(1_800);
    let fail = () => {};
    const failing = new Promise<void>((_, reject) => {
      fail = () => reject(new Error('the database is away'));
    });
    const underWay = consumer(cloud.deadLetterUrl, {
      'registration.application.submitted': () => failing,
    })(sqsEvent(messages));
    await sleep(6_000);
    expect(await given(0)).toEqual([]);
    fail();
    expect((await underWay).batchItemFailures).toEqual([{ itemIdentifier: messages[0]!.MessageId }]);
    expect(await given(0)).toEqual([]);
    await sleep(6_000);
    expect(await given(0)).toMatchObject([{ Body: body, Attributes: { ApproximateReceiveCount: '2' } }]);
  }, 30_000);

  it('waits longer from try to try, and its log says how long', async () => {
    const Body = JSON.stringify(submitted('A-11', { name: 'throw' }));
    for (const ApproximateReceiveCount of ['1', '2', '3', '4'])
      await consumer()(sqsEvent([{ MessageId: 'm', Body, Attributes: { ApproximateReceiveCount } }]));
    const told = log.lines.filter(({ level }) => level === 'error').map(({ detail }) => detail.seconds);
    expect(told).toEqual([5, 60, 180, 600]);
  });
});

describe('A message that keeps failing', () => {
  it.each([
    ['throw', 'the database is away'],
    ['throw nothing', 'no reason given'],
  ])('goes to the dead letters at its last try, with the reason of that (%s)', async (name, reason) => {
    const body = JSON.stringify(submitted('A-9', { name }));
    await sendAll(cloud.sqs, cloud.inboxUrl, [{ key: '1', body }]);
    const QueueUrl = cloud.inboxUrl;
    let messageId: string | undefined;
    let tries = 0;
    for (;;) {
      const { Messages = [] } = await cloud.sqs.send(
        new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0, MessageSystemAttributeNames: ['All'] }),
      );
      const [message] = Messages;
      if (!message) break;
      tries += 1;
      messageId = message.MessageId;
      // Its receipt is not told: it comes again at once, and is none the less counted.
      const { ReceiptHandle: _, ...rest } = message;
      const { batchItemFailures } = await consumer()(sqsEvent([rest]));
      if (batchItemFailures.length > 0) continue;
      await cloud.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
    }
    expect(tries).toBe(5);
    expect(await deadLetters()).toEqual([{ body, reason, from: messageId }]);
  });

  it('and whose worker dies goes there by itself, by the redrive policy of the inbox', async () => {
    await sendAll(cloud.sqs, cloud.inboxUrl, [{ key: '1', body: 'x' }]);
    for (let round = 0; round < 6; round++) {
      await cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl: cloud.inboxUrl, VisibilityTimeout: 0 }));
    }
    expect(await deadLetters()).toMatchObject([{ body: 'x' }]);
  });
});

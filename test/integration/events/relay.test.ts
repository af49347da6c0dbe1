import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DynamoDBRecord } from 'aws-lambda';
import { readEvent, writeEvent } from '../../../shared/events/envelope.ts';
import { createRelay } from '../../../shared/events/index.ts';
import { createStore, type Store } from '../../../shared/store/index.ts';
import { type TestCloud, testCloud } from '../../support/cloud.ts';
import { drain, dueIn, held, keptLog } from './cloud.ts';
import { streamEvent } from './stream.ts';

let cloud: TestCloud;
let store: Store;
const log = keptLog();

beforeEach(async () => {
  cloud = await testCloud('naming');
  store = createStore({
    client: cloud.documentClient,
    table: cloud.table,
    now: () => new Date('2026-11-23T08:00:00Z'),
    cursorSecret: 'a secret for cursors',
  });
});

const relay = (queues: Record<string, string> = { registration: cloud.queueUrl('registration') }) =>
  createRelay({ client: cloud.sqs, queues, log });
const fromStream = () => streamEvent(cloud.values['NamingTable.StreamArn']!);
const inbox = async (name = 'registration') => {
  const messages = await drain(cloud.sqs, cloud.queueUrl(name));
  return messages.map(({ Body }) => readEvent(Body!));
};
const sequenceNumber = (record: DynamoDBRecord | undefined) => record?.dynamodb?.SequenceNumber;

describe('An event saved with the state it tells of', () => {
  it('reaches the inbox of every subscriber as it was saved', async () => {
    const event = held('A-1');
    const thing = { Put: { Item: { PK: 'THING#1', SK: 'THING' } } };
    const audit = { aggregate: 'THING#1', action: 'x', actor: { role: 'city', subject: 's' }, detail: {} };
    await store.save({ writes: [thing], events: [event], audit: [audit] });
    expect(await relay()(await fromStream())).toEqual({ batchItemFailures: [] });
    expect(await inbox()).toEqual([event]);
  });

  it('is not sent when the change was refused', async () => {
    const refused = {
      Update: {
        Key: { PK: 'NONE', SK: 'NONE' },
        UpdateExpression: 'SET a = :a',
        ConditionExpression: 'attribute_exists(PK)',
        ExpressionAttributeValues: { ':a': 1 },
      },
    };
    await expect(store.save({ writes: [refused], events: [held('A-2')] })).rejects.toThrow();
    await relay()(await fromStream());
    expect(await inbox()).toEqual([]);
  });

  it('goes out in batches, whatever their number and size', async () => {
    const events = Array.from({ length: 35 }, (_, i) => held(`A-${i}`));
    for (const event of events.slice(0, 5)) event.data.policy = '长'.repeat(25_000);
    for (const event of events) await store.save({ writes: [], events: [event] });
    expect(await relay()(await fromStream())).toEqual({ batchItemFailures: [] });
    const ids = (await inbox()).map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set(events.map(({ id }) => id)));
    expect(ids).toHaveLength(35);
  });

  it('too large for a queue keeps its change from being saved', async () => {
    const event = held('A-large');
    event.data.policy = 'x'.repeat(250_000);
    const thing = { Put: { Item: { PK: 'THING#1', SK: 'THING' } } };
    await expect(store.save({ writes: [thing], events: [event] })).rejects.toThrow(
      /naming\.name\.held\) has \d+ bytes, a queue takes/,
    );
    expect(await store.get(thing.Put.Item, { consistent: true })).toBeUndefined();
  });

  it('goes on with characters that SQS does not take as they are', async () => {
    const event = held('A-\uffff');
    event.data.name = '𠮷庆\ufffe\ud800\u0000';
    await store.save({ writes: [], events: [event] });
    expect(await relay()(await fromStream())).toEqual({ batchItemFailures: [] });
    expect(await inbox()).toEqual([event]);
  });

  it('under an older catalogue goes on as it was saved: its subscribers judge it', async () => {
    const old = { ...held('A-old'), dataschema: 'urn:peiyou:event:naming.name.held:v0', data: { former: 1 } };
    const body = writeEvent(old as never);
    await store.save({ writes: [{ Put: { Item: { PK: 'OUTBOX#old', SK: 'OUTBOX', event: body } } }] });
    expect(await relay()(await fromStream())).toEqual({ batchItemFailures: [] });
    const [message] = await drain(cloud.sqs, cloud.queueUrl('registration'));
    expect(message?.Body).toBe(body);
  });

  it('that a queue does not take is given again, from the first such one on', async () => {
    await store.save({ writes: [{ Put: { Item: { PK: 'THING#1', SK: 'THING' } } }] });
    await store.save({ writes: [], events: [held('A-3')] });
    await store.save({ writes: [], events: [held('A-4')] });
    const batch = await fromStream();
    const gone = { registration: `${cloud.queueUrl('registration')}-gone` };
    const first = batch.Records.find(({ dynamodb }) => dynamodb?.NewImage?.PK?.S?.startsWith('OUTBOX#'));
    for (const queues of [gone, {}]) {
      const answer = await relay(queues)(batch);
      expect(answer.batchItemFailures).toEqual([{ itemIdentifier: sequenceNumber(first) }]);
    }
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(2);
    expect(await relay()(batch)).toEqual({ batchItemFailures: [] });
    expect(await inbox()).toHaveLength(2);
  });

  it('that cannot be read stops the stream there; those before it are sent', async () => {
    await store.save({ writes: [], events: [held('A-5')] });
    await store.save({ writes: [{ Put: { Item: { PK: 'OUTBOX#bad', SK: 'OUTBOX', event: '{}' } } }] });
    await store.save({ writes: [], events: [held('A-6')] });
    const batch = await fromStream();
    const bad = batch.Records.find(({ dynamodb }) => dynamodb?.NewImage?.PK?.S === 'OUTBOX#bad');
    expect((await relay()(batch)).batchItemFailures).toEqual([{ itemIdentifier: sequenceNumber(bad) }]);
    expect((await inbox()).map(({ subject }) => subject)).toEqual(['A-5']);
  });
});

describe('A service with lanes', () => {
  const LANES = ['matching', 'matching-urgent', 'matching-rounds'] as const;
  const queues = () => Object.fromEntries(LANES.map((lane) => [lane, cloud.queueUrl(lane)]));
  const subjects = async (lane: string) => (await inbox(lane)).map(({ subject }) => subject).sort();
  const saved = async (...events: readonly ReturnType<typeof dueIn>[]) => {
    for (const event of events) await store.save({ writes: [], events: [event] });
  };

  it('an emergency (A3) goes where no backlog stands before it, a round (M2.2) where it keeps nobody waiting', async () => {
    const backlog = Array.from({ length: 25 }, (_, i) => dueIn('matching', `N-${i}`));
    await saved(...backlog, dueIn('matching-rounds', 'R-1'), dueIn('matching-urgent', 'N-flood'));
    expect(await relay(queues())(await fromStream())).toEqual({ batchItemFailures: [] });
    expect(await subjects('matching-urgent')).toEqual(['N-flood']);
    expect(await subjects('matching-rounds')).toEqual(['R-1']);
    expect(await subjects('matching')).toEqual(backlog.map(({ subject }) => subject).sort());
  });

  it('an emergency goes out though the inbox of the rest takes nothing; then the rest is tried again', async () => {
    await saved(dueIn('matching', 'N-1'), dueIn('matching-urgent', 'N-flood'));
    const batch = await fromStream();
    const gone = { ...queues(), matching: `${cloud.queueUrl('matching')}-gone` };
    const { batchItemFailures } = await relay(gone)(batch);
    const first = batch.Records.find(({ dynamodb }) => dynamodb?.NewImage?.PK?.S?.startsWith('OUTBOX#'));
    expect(batchItemFailures).toEqual([{ itemIdentifier: sequenceNumber(first) }]);
    expect(await subjects('matching-urgent')).toEqual(['N-flood']);
    expect(await relay(queues())(batch)).toEqual({ batchItemFailures: [] });
    expect(await subjects('matching')).toEqual(['N-1']);
  });
});

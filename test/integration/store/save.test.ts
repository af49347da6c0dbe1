import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  AlreadyDone,
  ConditionFailed,
  createStore,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import { type TestCloud, testCloud } from '../../support/cloud.ts';

let cloud: TestCloud;
let store: Store;
let time = new Date('2026-11-23T08:00:00Z');
const until = new Date('2026-11-24T08:00:00Z');

beforeAll(async () => {
  cloud = await testCloud('naming');
  const { documentClient: client, table } = cloud;
  store = createStore({ client, table, now: () => time, cursorSecret: 'a secret for cursors' });
});

const item = (id: string, rest: Record<string, unknown> = {}) => ({
  PK: `THING#${id}`,
  SK: 'THING',
  ...rest,
});
const put = (id: string, rest?: Record<string, unknown>): TransactWrite => ({
  Put: { Item: item(id, rest) },
});
const stored = <T>(id: string) => store.get<T>(item(id), { consistent: true });
const reasons = (results: PromiseSettledResult<unknown>[]) =>
  results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));

describe('A request sent many times at once', () => {
  it('takes effect exactly once', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) =>
        store.save({
          writes: [put(`once-${i}`)],
          once: { key: 'POST/1', answer: { winner: i }, requestHash: 'h', until },
        }),
      ),
    );
    const failures = reasons(results);
    expect(failures).toHaveLength(49);
    expect(failures.every((reason) => reason instanceof AlreadyDone)).toBe(true);
    const winner = results.findIndex(({ status }) => status === 'fulfilled');
    expect(await store.recall('POST/1')).toEqual({ answer: { winner }, requestHash: 'h' });
    const left = await store.batchGet(Array.from({ length: 50 }, (_, i) => item(`once-${i}`)));
    expect(left).toHaveLength(1);
  });

  it('a later one is told that it is done and what was answered, and nothing of it is saved', async () => {
    const answer = { status: 201, body: { id: 'R-1' } };
    await store.save({
      writes: [put('first')],
      once: { key: 'POST/2', answer, requestHash: 'h1', until },
    });
    const again = store.save({
      writes: [put('second')],
      once: { key: 'POST/2', answer: {}, requestHash: 'h2', until },
    });
    await expect(again).rejects.toMatchObject({ name: 'AlreadyDone', answer, requestHash: 'h1' });
    expect(await stored('second')).toBeUndefined();
  });

  it('something in steps is claimed first, and finished with its answer by the same request only', async () => {
    const once = { key: 'POST/4', requestHash: 'h1', until };
    await store.claim(once);
    expect(await store.recall('POST/4')).toEqual({ requestHash: 'h1' });
    await expect(store.claim(once)).rejects.toBeInstanceOf(AlreadyDone);
    const finish = (requestHash: string) =>
      store.save({ writes: [], once: { ...once, requestHash, answer: 'done' } });
    await expect(finish('h2')).rejects.toBeInstanceOf(AlreadyDone);
    await finish('h1');
    expect(await store.recall('POST/4')).toEqual({ answer: 'done', requestHash: 'h1' });
    await expect(finish('h1')).rejects.toBeInstanceOf(AlreadyDone);
  });

  it('once it may be forgotten it can be done again, even before DynamoDB has deleted the key', async () => {
    const before = time;
    await store.save({ writes: [put('old')], once: { key: 'POST/3', answer: 1, until } });
    time = until;
    expect(await store.recall('POST/3')).toBeUndefined();
    await store.save({
      writes: [put('new')],
      once: { key: 'POST/3', answer: 2, until: new Date('2026-12-01T00:00:00Z') },
    });
    expect(await store.recall('POST/3')).toEqual({ answer: 2 });
    time = before;
  });

  it('what was never done is not recalled', async () => {
    expect(await store.recall('POST/never')).toBeUndefined();
  });
});

describe('Two officers change one thing', () => {
  const update = (id: string, from: number): TransactWrite => ({
    Update: {
      Key: item(id),
      UpdateExpression: 'SET version = :next',
      ConditionExpression: 'version = :from',
      ExpressionAttributeValues: { ':from': from, ':next': from + 1 },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  });

  it('the one who read an old version is refused, and gets the item as it is', async () => {
    await store.save({ writes: [put('versioned', { version: 1 })] });
    await store.save({ writes: [update('versioned', 1)] });
    const late = await store
      .save({ writes: [put('beside'), update('versioned', 1)] })
      .catch((error: unknown) => error);
    expect(late).toBeInstanceOf(ConditionFailed);
    expect(late).toMatchObject({ index: 1, item: { version: 2 } });
    expect(await stored('beside')).toBeUndefined();
  });

  it('the next version of a thing is put by whoever read the one before, and by nobody else', async () => {
    const version = (number: number, by: string) => putVersion({ ...item('put'), version: number, by });
    await store.save({ writes: [version(1, 'a')] });
    await store.save({ writes: [version(2, 'b')] });
    for (const late of [version(1, 'c'), version(2, 'c'), version(4, 'c')]) {
      await expect(store.save({ writes: [late] })).rejects.toMatchObject({
        name: 'ConditionFailed',
        item: { version: 2, by: 'b' },
      });
    }
    const gone = putVersion({ ...item('never there'), version: 2 });
    await expect(store.save({ writes: [gone] })).rejects.toMatchObject({ item: undefined });
    expect(await stored('put')).toMatchObject({ version: 2, by: 'b' });
  });

  it('of twenty at once exactly one gets through', async () => {
    await store.save({ writes: [put('raced', { version: 1 })] });
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => store.save({ writes: [update('raced', 1)] })),
    );
    const failures = reasons(results);
    expect(failures).toHaveLength(19);
    expect(failures.every((reason) => reason instanceof ConditionFailed)).toBe(true);
    expect(await stored('raced')).toMatchObject({ version: 2 });
  });

  it('a repeat of a request whose condition has since gone is told that it is done, not that it failed', async () => {
    await store.save({ writes: [put('repeat', { version: 1 })] });
    const change = { writes: [update('repeat', 1)], once: { key: 'PUT/repeat', until } };
    await store.save(change);
    await expect(store.save(change)).rejects.toThrow(AlreadyDone);
  });
});

describe('A change is saved whole or not at all', () => {
  it('a refused change leaves no audit entry and no event', async () => {
    await store.save({ writes: [put('taken')] });
    const refused = store.save({
      writes: [{ Put: { Item: item('taken'), ConditionExpression: 'attribute_not_exists(PK)' } }],
      audit: [
        { aggregate: 'THING#taken', action: 'take', actor: { role: 'county', subject: 's' }, detail: {} },
      ],
    });
    await expect(refused).rejects.toThrow(ConditionFailed);
    expect(await store.get({ PK: 'AUDIT#THING#taken', SK: 'HEAD' })).toBeUndefined();
  });

  it('a change without anything in it is nothing', async () => {
    await expect(store.save({ writes: [] })).resolves.toBeUndefined();
  });

  it('more than a transaction takes is refused before anything is written', async () => {
    const writes = Array.from({ length: 101 }, (_, i) => put(`many-${i}`));
    await expect(store.save({ writes })).rejects.toThrow('takes 100 writes, not 101');
    expect(await stored('many-0')).toBeUndefined();
  });

  it('what is wrong with the request itself is thrown as it is', async () => {
    const bad = store.save({ writes: [{ Put: { Item: { PK: '', SK: 'x' } } }] });
    await expect(bad).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { documentClient } from '../../../shared/store/client.ts';
import { AuditContended } from '../../../shared/store/errors.ts';
import { createStore, type Store, type StoreOptions } from '../../../shared/store/store.ts';
import { verifyTable } from '../../../shared/store/verify.ts';
import { testCloud } from '../../support/cloud.ts';

let client: DynamoDBDocumentClient;
let table: string;
let store: Store;

const storeWith = (options: Partial<StoreOptions>) =>
  createStore({
    client,
    table,
    now: () => new Date('2026-11-23T08:00:00Z'),
    cursorSecret: 'secret of cursors',
    ...options,
  });

beforeEach(async () => {
  ({ documentClient: client, table } = await testCloud('naming'));
  store = storeWith({});
});

const entry = (action: string, aggregate = 'RESERVATION#1') => ({
  aggregate,
  action,
  actor: { role: 'county', subject: 'officer-7' },
  detail: { name: '温州市鹿城区某某协会', days: 30, nested: { z: [1, 2.5, null], a: true, gone: undefined } },
});
const key = (sequence: number) => ({ PK: 'AUDIT#RESERVATION#1', SK: String(sequence).padStart(12, '0') });
const HEAD = { PK: 'AUDIT#RESERVATION#1', SK: 'HEAD' };

async function chainOf(length: number) {
  for (let i = 1; i <= length; i++) await store.save({ writes: [], audit: [entry(`step ${i}`)] });
}
const faults = async () => (await verifyTable(client, table)).broken;

describe('The audit trail', () => {
  it('an untouched table verifies: the chains and entries are counted', async () => {
    await chainOf(3);
    await store.save({
      writes: [],
      audit: [entry('a', 'NAME#1'), entry('b', 'NAME#1'), entry('c', 'NAME#2')],
    });
    expect(await verifyTable(client, table)).toEqual({ chains: 3, entries: 6, broken: [] });
  });

  it('a trail that begins is begun without being read; one that was there goes on all the same', async () => {
    const asked: string[] = [];
    const watched = Object.assign(Object.create(client), {
      send: (command: object) => {
        asked.push(command.constructor.name);
        return client.send(command as never);
      },
    });
    const watching = storeWith({ client: watched });
    await watching.save({ writes: [], audit: [{ ...entry('a'), first: true }] });
    expect(asked).toEqual(['TransactWriteCommand']);
    await watching.save({ writes: [], audit: [{ ...entry('b'), first: true }] });
    const { items } = await store.trail('RESERVATION#1', { limit: 10, scope: 'test' });
    expect(items.map(({ sequence, action }) => `${sequence} ${action}`)).toEqual(['1 a', '2 b']);
    expect(await faults()).toEqual([]);
  });

  it('whatever values a detail is made of, what is stored verifies', async () => {
    const detail = {
      list: [1, undefined, Number.NaN],
      gone: undefined,
      day: new Date('2026-11-23T08:00:00Z'),
      map: new Map([['a', 1]]),
      half: 'a\ud800',
      numbers: [-0, 0.1 + 0.2, 1e-7, Number.MAX_SAFE_INTEGER],
    };
    await store.save({ writes: [], audit: [{ ...entry('odd'), detail }] });
    expect(await verifyTable(client, table)).toEqual({ chains: 1, entries: 1, broken: [] });
    expect(await store.get(key(1))).toMatchObject({
      detail: { list: [1, null, null], day: '2026-11-23T08:00:00.000Z', half: 'a\ufffd' },
    });
  });

  it('an empty table verifies', async () => {
    expect(await verifyTable(client, table)).toEqual({ chains: 0, entries: 0, broken: [] });
  });

  it('fifty officers at once leave one whole chain of fifty entries', async () => {
    // Whether all get in is asked, not how fast this machine is.
    const patient = storeWith({ patience: 50_000 });
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => patient.save({ writes: [], audit: [entry(`by ${i}`)] })),
    );
    expect(await verifyTable(client, table)).toEqual({ chains: 1, entries: 50, broken: [] });
    expect(await store.get(HEAD)).toMatchObject({ sequence: 50 });
  });

  it('somebody before whom others are always faster gives up after a while, and nothing is saved', async () => {
    const slow = documentClient(table);
    let tries = 0;
    slow.middlewareStack.add(
      (next, { commandName }) =>
        async (request) => {
          if (commandName === 'TransactWriteItemsCommand') {
            tries += 1;
            await store.save({ writes: [], audit: [entry('faster')] });
          }
          return next(request);
        },
      { step: 'initialize' },
    );
    const thing = { PK: 'THING#1', SK: 'THING' };
    const change = { writes: [{ Put: { Item: thing } }], audit: [entry('slow')] };
    const begun = performance.now();
    await expect(storeWith({ client: slow, patience: 300 }).save(change)).rejects.toThrow(AuditContended);
    expect(performance.now() - begun).toBeGreaterThan(300);
    expect(tries).toBeGreaterThan(1);
    expect(await store.get(thing, { consistent: true })).toBeUndefined();
    expect(await verifyTable(client, table)).toEqual({ chains: 1, entries: tries, broken: [] });
    slow.destroy();
  });
});

describe('What was done to the trail afterwards shows', () => {
  beforeEach(() => chainOf(4));

  const change = (at: Record<string, string>, name: string, value: unknown) =>
    client.send(
      new UpdateCommand({
        TableName: table,
        Key: at,
        UpdateExpression: 'SET #n = :v',
        ExpressionAttributeNames: { '#n': name },
        ExpressionAttributeValues: { ':v': value },
      }),
    );
  const remove = (at: Record<string, string>) =>
    client.send(new DeleteCommand({ TableName: table, Key: at }));
  const one = (fault: string) => [{ aggregate: 'RESERVATION#1', fault }];

  it.each([
    ['action', 'something else'],
    ['actor', { role: 'county', subject: 'officer-8' }],
    ['detail', { name: 'another' }],
    ['at', '2026-11-22T08:00:00.000Z'],
  ])('an entry whose %s was changed', async (name, value) => {
    await change(key(2), name, value);
    expect(await faults()).toEqual(one('entry 2 was changed'));
  });

  it('an entry that was changed together with its hash', async () => {
    await change(key(2), 'hash', 'f'.repeat(64));
    expect(await faults()).toEqual(one('entry 2 was changed'));
  });

  it('an entry that was removed', async () => {
    await remove(key(2));
    expect(await faults()).toEqual(one('entry 2 is missing or out of order'));
  });

  it('a tail that was cut', async () => {
    await remove(key(3));
    await remove(key(4));
    expect(await faults()).toEqual(one('entries after 2 are missing: the head counts 4'));
  });

  it('a tail that was cut and the count with it', async () => {
    await remove(key(4));
    await change(HEAD, 'sequence', 3);
    expect(await faults()).toEqual(one('the head does not match the last entry'));
  });

  it('a head that was removed', async () => {
    await remove(HEAD);
    expect(await faults()).toEqual(one('the head is missing'));
  });

  it('an entry that was put in from outside', async () => {
    await client.send(
      new PutCommand({
        TableName: table,
        Item: { ...key(5), ...entry('x'), sequence: 5, at: 'x', previous: 'x', hash: 'x' },
      }),
    );
    expect(await faults()).toEqual(one('entry 5 does not follow entry 4'));
  });

  it('an entry that was made for something else', async () => {
    await change(key(1), 'aggregate', 'RESERVATION#2');
    expect(await faults()).toEqual(one('entry 1 was made for RESERVATION#2'));
  });
});

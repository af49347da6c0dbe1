import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { localCredentials } from '../../../shared/store/client.ts';
import { createStore, type Store } from '../../../shared/store/index.ts';
import { testCloud } from '../../support/cloud.ts';
import { type BadDay, badDay } from './bad-day.ts';

let day: BadDay;
let client: DynamoDBClient;
let store: Store;
let made = 0;

beforeAll(async () => {
  const { table } = await testCloud('naming');
  day = await badDay(process.env.AWS_ENDPOINT_URL_DYNAMODB!);
  client = new DynamoDBClient({
    endpoint: day.endpoint,
    region: process.env.AWS_REGION!,
    credentials: localCredentials(table),
  });
  const documents = DynamoDBDocumentClient.from(client);
  store = createStore({
    client: documents,
    table,
    now: () => new Date(),
    cursorSecret: 'x',
    random: () => 0,
  });
});
afterAll(async () => {
  client.destroy();
  await day.close();
});
beforeEach(() => {
  day.requests = 0;
});

const fresh = () => ({ PK: `THING#${++made}`, SK: 'THING' });
const put = (key: ReturnType<typeof fresh>) => ({
  Put: { Item: key, ConditionExpression: 'attribute_not_exists(PK)' },
});

describe('DynamoDB on a bad day: a change', () => {
  it('whose answer is lost is not taken for refused when it is sent again', async () => {
    const key = fresh();
    day.faults = ['lost', 'lost'];
    await store.save({ writes: [put(key)], once: { key: key.PK, until: new Date(Date.now() + 60_000) } });
    expect(day.requests).toBe(3);
    expect(await store.get(key)).toBeDefined();
  });

  it('that DynamoDB fails at for longer than its client tries is the same change when it is tried again', async () => {
    const key = fresh();
    day.faults = ['failed', 'failed', 'failed', 'failed'];
    await store.save({ writes: [put(key)] });
    expect(day.requests).toBe(5);
    expect(await store.get(key)).toBeDefined();
  });

  it.each([[['TransactionConflict', 'None']], [['ThrottlingError']], [['ProvisionedThroughputExceeded']]])(
    'cancelled for %s goes through at the third try',
    async (reasons) => {
      const key = fresh();
      day.faults = [reasons, reasons];
      await store.save({ writes: [put(key)] });
      expect(await store.get(key)).toBeDefined();
    },
  );

  it('cancelled again and again fails in the end, and says why', async () => {
    day.faults = Array.from({ length: 50 }, () => ['ThrottlingError']);
    await expect(store.save({ writes: [put(fresh())] })).rejects.toMatchObject({
      name: 'TransactionCanceledException',
    });
    expect(day.requests).toBeLessThan(20);
    day.faults = [];
  });

  it('that no try mends is not tried again', async () => {
    day.faults = [['TransactionConflict', 'ItemCollectionSizeLimitExceeded']];
    await expect(store.save({ writes: [put(fresh())] })).rejects.toMatchObject({
      name: 'TransactionCanceledException',
    });
    expect(day.requests).toBe(1);
  });
});

describe('DynamoDB on a bad day: many things by their keys', () => {
  it('what was left undone is asked for again', async () => {
    const keys = [fresh(), fresh(), fresh()];
    await store.save({ writes: keys.map(put) });
    day.faults = ['unprocessed', 'unprocessed'];
    expect(await store.batchGet(keys)).toHaveLength(3);
  });

  it('undone again and again fails, and never passes for missing', async () => {
    day.faults = Array.from({ length: 50 }, () => 'unprocessed');
    await expect(store.batchGet([fresh(), fresh()])).rejects.toThrow('left 2 keys unprocessed');
    day.faults = [];
  });
});

import type { SendMessageBatchCommandInput } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { sendAll } from '../../../shared/events/queue.ts';
import { type TestCloud, testCloud } from '../../support/cloud.ts';
import { drain } from './cloud.ts';

/** SQS's limits of a batch. The local queue takes larger ones. */
const MOST_ENTRIES = 10;
const MOST_BYTES = 256 * 1024;

let cloud: TestCloud;
let batches: { entries: number; bytes: number }[];

beforeEach(async () => {
  cloud = await testCloud('naming');
  batches = [];
  cloud.sqs.middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        if (commandName === 'SendMessageBatchCommand') {
          const { Entries = [] } = request.input as SendMessageBatchCommandInput;
          const bytes = Entries.reduce(
            (sum, { MessageBody = '' }) => sum + Buffer.byteLength(MessageBody),
            0,
          );
          batches.push({ entries: Entries.length, bytes });
        }
        return next(request);
      },
    { step: 'initialize' },
  );
});

const send = async (...bodies: string[]) => {
  const messages = bodies.map((body, index) => ({ key: `${index}`, body }));
  expect(await sendAll(cloud.sqs, cloud.inboxUrl, messages)).toEqual([]);
  const arrived = await drain(cloud.sqs, cloud.inboxUrl);
  expect(arrived.map(({ Body }) => Body).sort()).toEqual([...bodies].sort());
};
const KB = 1024;

describe('Messages go out in batches that SQS takes', () => {
  it.each([
    ['none', [], 0],
    ['one', ['a'], 1],
    ['ten small ones in one', Array.from({ length: 10 }, (_, i) => `${i}`), 1],
    ['eleven in two', Array.from({ length: 11 }, (_, i) => `${i}`), 2],
    ['large ones of few', Array.from({ length: 5 }, (_, i) => `${i}`.repeat(100 * KB)), 3],
    ['the largest ones alone', Array.from({ length: 3 }, (_, i) => `${i}`.repeat(240 * KB)), 3],
    ['by their bytes, not their characters', Array.from({ length: 4 }, () => '会'.repeat(50 * KB)), 4],
  ])('%s', async (_, bodies, count) => {
    await send(...bodies);
    expect(batches).toHaveLength(count);
    for (const { entries, bytes } of batches) {
      expect(entries).toBeLessThanOrEqual(MOST_ENTRIES);
      expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    }
  });
});

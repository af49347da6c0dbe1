import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { consumerFor, relayOf, scheduleOf } from '../../../shared/events/entry.ts';

const CONTEXT = {} as Context;
const SETTINGS = ['INBOX_QUEUE_URL', 'DEAD_LETTER_QUEUE_URL', 'QUEUE_URLS', 'TABLE_NAME', 'AWS_REGION'];
const before = Object.fromEntries(SETTINGS.map((name) => [name, process.env[name]]));
const clear = () => {
  for (const name of SETTINGS) delete process.env[name];
};

beforeEach(() => {
  clear();
  process.env.AWS_REGION = 'cn-north-1';
});
afterEach(() => {
  clear();
  for (const [name, value] of Object.entries(before)) if (value !== undefined) process.env[name] = value;
});

describe('A worker starts only with its settings whole', () => {
  const worker = () =>
    consumerFor('naming', z.object({ TABLE_NAME: z.string() }), (settings) => settings, {});

  it('what it misses itself and what its service misses is named at once', () => {
    expect(worker).toThrow(
      'INBOX_QUEUE_URL is missing; DEAD_LETTER_QUEUE_URL is missing; TABLE_NAME is missing',
    );
  });

  it('with all of them it takes a batch', async () => {
    process.env.TABLE_NAME = 'names';
    process.env.INBOX_QUEUE_URL = 'http://127.0.0.1:1/inbox';
    process.env.DEAD_LETTER_QUEUE_URL = 'http://127.0.0.1:1/dead';
    expect(await worker()({ Records: [] }, CONTEXT)).toEqual({ batchItemFailures: [] });
  });
});

describe('A relay starts only when it knows the inbox of every subscriber', () => {
  it.each([
    [undefined, 'QUEUE_URLS is missing'],
    ['{', 'QUEUE_URLS is invalid: is no JSON'],
    ['{"weather":"http://127.0.0.1:1/q"}', 'QUEUE_URLS'],
    ['{"naming":"http://127.0.0.1:1/q"}', 'QUEUE_URLS is invalid: must name the queues of registration'],
  ])('QUEUE_URLS %s: refused by name', (value, told) => {
    if (value !== undefined) process.env.QUEUE_URLS = value;
    expect(() => relayOf('naming')).toThrow(told);
  });

  it('its lanes are inboxes as well', () => {
    process.env.QUEUE_URLS = '{"matching":"http://127.0.0.1:1/q","matching-urgent":"http://127.0.0.1:1/u"}';
    expect(() => relayOf('matching')).toThrow(
      'must name the queues of matching, matching-urgent, matching-rounds',
    );
  });

  it('with them it takes a batch', async () => {
    process.env.QUEUE_URLS = '{"registration":"http://127.0.0.1:1/q"}';
    expect(await relayOf('naming')({ Records: [] }, CONTEXT)).toEqual({ batchItemFailures: [] });
  });
});

describe('What runs by schedule', () => {
  const started = (run: (table: string) => Promise<{ done: number }>) =>
    scheduleOf('naming', z.object({ TABLE_NAME: z.string() }), ({ TABLE_NAME }) => TABLE_NAME, run);

  it('starts only with its settings whole', () => {
    expect(() => started(async () => ({ done: 0 }))).toThrow('TABLE_NAME is missing');
  });

  it('does its work when its time has come, and nothing on any other event', async () => {
    process.env.TABLE_NAME = 'names';
    const ran: string[] = [];
    const handler = started(async (table) => ({ done: ran.push(table) }));
    await handler({}, CONTEXT);
    expect(ran).toEqual([]);
    await handler({ 'detail-type': 'Scheduled Event' }, CONTEXT);
    expect(ran).toEqual(['names']);
  });
});

import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readEvent } from '../../../shared/events/envelope.ts';
import { bury } from '../../../shared/events/queue.ts';
import { createStore } from '../../../shared/store/index.ts';
import { type TestCloud, testCloud } from '../../support/cloud.ts';
import { drain } from '../events/cloud.ts';

const ROOT = join(import.meta.dirname, '../../..');
const DATA = {
  applicationId: 'A-1',
  name: '温州市鹿城区某某舞蹈协会',
  kind: 'association',
  division: '330302',
  appliedOn: '2026-11-23',
  submission: 1,
};
let cloud: TestCloud;

beforeAll(async () => {
  cloud = await testCloud('naming');
});

interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

/** Runs a command as npm does, with some variables of the environment set or (undefined) unset. */
function command(
  file: string,
  args: readonly string[],
  env: Record<string, string | undefined> = {},
): Promise<Outcome> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(ROOT, 'infra/cli', file), ...args], {
      cwd: ROOT,
      env: { ...process.env, NODE_OPTIONS: '', ...env },
    });
    const outcome = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      outcome.out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      outcome.err += chunk.toString();
    });
    child.once('error', fail);
    child.once('close', (code) => done({ code, ...outcome }));
  });
}

describe('npm run send-event', () => {
  const SUBMITTED = 'registration.application.submitted';
  const send = (...args: string[]) =>
    command('send-event.ts', args, { QUEUE_URLS: JSON.stringify({ naming: cloud.inboxUrl }) });

  it('an event reaches the inbox of its subscriber, with the id asked for', async () => {
    const { code, out } = await send(SUBMITTED, '--data', JSON.stringify(DATA), '--id', 'e-1');
    expect({ code, out }).toEqual({ code: 0, out: `${SUBMITTED} e-1 sent to naming\n` });
    const [message] = await drain(cloud.sqs, cloud.inboxUrl);
    expect(readEvent(message!.Body!)).toMatchObject({
      id: 'e-1',
      subject: 'A-1',
      type: SUBMITTED,
      data: DATA,
    });
  });

  it('brings rare characters of a name safely through the queue', async () => {
    const data = { ...DATA, name: '温州市鹿城区南汇街道𠮷庆书画协会' };
    expect(await send(SUBMITTED, '--data', JSON.stringify(data))).toMatchObject({ code: 0, err: '' });
    const [message] = await drain(cloud.sqs, cloud.inboxUrl);
    expect(readEvent(message!.Body!)).toMatchObject({ data });
  });

  it('its data may come from a file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'event-')), 'data.json');
    writeFileSync(file, JSON.stringify(DATA));
    expect(await send(SUBMITTED, '--file', file)).toMatchObject({ code: 0, err: '' });
    expect(await drain(cloud.sqs, cloud.inboxUrl)).toHaveLength(1);
  });

  it.each([
    ['no type', [], /which event\?.*\n {2}registration\.application\.submitted/],
    ['an unknown type', ['rain'], /"rain" is no event type/],
    ['no data', [SUBMITTED], /which data\?/],
    ['no JSON', [SUBMITTED, '--data', '{'], /the data is no JSON/],
    ['data that does not fit', [SUBMITTED, '--data', '{"applicationId":"A"}'], /at name/],
    ['no object', [SUBMITTED, '--data', 'null'], /expected object/],
    ['a file that is not there', [SUBMITTED, '--file', 'no-such.json'], /no-such\.json/],
    ['an unknown option', [SUBMITTED, '--dta', '{}'], /--dta/],
    [
      'an event whose subscriber has no known queue',
      [
        'naming.name.held',
        '--data',
        JSON.stringify({
          ...DATA,
          appliedOn: undefined,
          reservationId: 'R',
          heldUntil: '2026-12-23T00:00:00Z',
          findings: [],
          policy: 'p',
        }),
      ],
      /no inbox of registration is known/,
    ],
  ])('%s: says what is wrong, sends nothing', async (_, args, told) => {
    const { code, err } = await send(...args);
    expect(err).toMatch(told);
    expect(err).not.toMatch(/\n\s+at .*\.ts/);
    expect(code).toBe(2);
    expect(await drain(cloud.sqs, cloud.inboxUrl)).toEqual([]);
  });
});

describe('npm run redrive', () => {
  it('brings the dead letters back and counts them', async () => {
    await bury(cloud.sqs, cloud.deadLetterUrl, { body: 'x', messageId: 'm' }, 'r');
    const env = { INBOX_QUEUE_URL: cloud.inboxUrl, DEAD_LETTER_QUEUE_URL: cloud.deadLetterUrl };
    const { code, out } = await command('redrive.ts', ['naming'], env);
    expect({ code, out }).toEqual({ code: 0, out: '1 dead letters of naming moved back to its inbox\n' });
    expect(await drain(cloud.sqs, cloud.inboxUrl)).toMatchObject([{ Body: 'x' }]);
  });

  it.each([
    ['without a service', [], {}, /which service\?/],
    ['with one queue only', ['naming'], { INBOX_QUEUE_URL: 'http://127.0.0.1:1/q' }, /set both/],
    [
      'where nobody answers',
      ['naming'],
      {
        INBOX_QUEUE_URL: 'http://127.0.0.1:1/a',
        DEAD_LETTER_QUEUE_URL: 'http://127.0.0.1:1/b',
        AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1',
        AWS_MAX_ATTEMPTS: '1',
      },
      /nobody answers at the endpoint/,
    ],
  ])('%s it says what is wrong', async (_, args, env, told) => {
    expect(await command('redrive.ts', args, env)).toMatchObject({
      code: 2,
      err: expect.stringMatching(told),
    });
  });
});

describe('npm run audit:verify', () => {
  const verify = (...args: string[]) => command('audit-verify.ts', args);

  it('counts the chains of a whole table, and ends with 1 when one does not hold', async () => {
    const { documentClient: client, table } = cloud;
    const store = createStore({ client, table, now: () => new Date(), cursorSecret: 'a secret for cursors' });
    const entry = { aggregate: 'NAME#1', action: 'x', actor: { role: 'city', subject: 's' }, detail: {} };
    await store.save({ writes: [], audit: [entry, entry] });
    expect(await verify('--table', table)).toEqual({
      code: 0,
      out: `${table}: 1 chains with 2 entries, 0 broken\n`,
      err: '',
    });
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: { PK: 'AUDIT#NAME#1', SK: '000000000001' },
        UpdateExpression: 'SET #a = :a',
        ExpressionAttributeNames: { '#a': 'action' },
        ExpressionAttributeValues: { ':a': 'y' },
      }),
    );
    expect(await verify('--table', table)).toEqual({
      code: 1,
      out: `${table}: 1 chains with 2 entries, 1 broken\n`,
      err: 'NAME#1: entry 1 was changed\n',
    });
  });

  it.each([
    ['without a table', [], /which table\?/],
    ['for a table that is not there', ['--table', 'no-such-table'], /there is no table no-such-table/],
  ])('%s it says what is wrong', async (_, args, told) => {
    expect(await verify(...args)).toMatchObject({ code: 2, err: expect.stringMatching(told) });
  });
});

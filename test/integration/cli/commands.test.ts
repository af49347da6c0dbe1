import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { putOrganisation } from '../../../functions/activity/store/organisations.ts';
import type { Entry } from '../../../functions/matching/model/ledger.ts';
import { putEntries } from '../../../functions/matching/store/money.ts';
import { subscribersToAnyOf } from '../../../shared/events/catalogue.ts';
import { readEvent } from '../../../shared/events/envelope.ts';
import { bury } from '../../../shared/events/queue.ts';
import { createStore } from '../../../shared/store/index.ts';
import { type TestCloud, testCloud } from '../../support/cloud.ts';
import { drain, dueIn, held } from '../events/cloud.ts';

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

  it('an emergency goes to its lane alone', async () => {
    const QUEUE_URLS = JSON.stringify({
      matching: cloud.queueUrl('matching'),
      'matching-urgent': cloud.queueUrl('matching-urgent'),
    });
    const type = 'matching.emergency.due';
    const data = { needId: 'N-1', cause: 'published' };
    const args = [type, '--data', JSON.stringify(data), '--id', 'e-2'];
    const { code, out } = await command('send-event.ts', args, { QUEUE_URLS });
    expect({ code, out }).toEqual({ code: 0, out: `${type} e-2 sent to matching-urgent\n` });
    const [message] = await drain(cloud.sqs, cloud.queueUrl('matching-urgent'));
    expect(readEvent(message!.Body!)).toMatchObject({ type, subject: 'N-1', data });
    expect(await drain(cloud.sqs, cloud.queueUrl('matching'))).toEqual([]);
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

  it('of a lane: its dead letters come back to it, those of its service stay', async () => {
    const { values, sqs } = cloud;
    await bury(sqs, values.MatchingDeadLetters!, { body: 'a match', messageId: 'm-1' }, 'r');
    await bury(sqs, values.MatchingUrgentDeadLetters!, { body: 'a flood', messageId: 'm-2' }, 'r');
    const env = {
      INBOX_QUEUE_URL: values.MatchingUrgentInbox!,
      DEAD_LETTER_QUEUE_URL: values.MatchingUrgentDeadLetters!,
    };
    const { code, out } = await command('redrive.ts', ['matching-urgent'], env);
    expect({ code, out }).toEqual({
      code: 0,
      out: '1 dead letters of matching-urgent moved back to its inbox\n',
    });
    expect(await drain(sqs, values.MatchingUrgentInbox!)).toMatchObject([{ Body: 'a flood' }]);
    expect(await drain(sqs, values.MatchingDeadLetters!)).toMatchObject([{ Body: 'a match' }]);
  });

  it.each([
    ['without an inbox', [], {}, /which inbox\?/],
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

describe('npm run relay', () => {
  let naming: TestCloud;
  const saved = (at: string) =>
    createStore({
      client: naming.documentClient,
      table: naming.table,
      now: () => new Date(at),
      cursorSecret: 'a secret for cursors',
    });
  const relay = (args: readonly string[], env: Record<string, string | undefined> = {}) =>
    command('relay.ts', args, {
      TABLE_NAME: naming.table,
      QUEUE_URLS: JSON.stringify({ registration: naming.queueUrl('registration') }),
      ...env,
    });
  const arrived = async () => {
    const messages = await drain(naming.sqs, naming.queueUrl('registration'));
    return messages.map(({ Body }) => readEvent(Body!).subject).sort();
  };

  beforeEach(async () => {
    naming = await testCloud('naming');
  });

  it('sends all that is in the outbox, however much, to those whom it concerns, and counts it', async () => {
    const events = Array.from({ length: 8 }, (_, i) => held(`A-${i}`));
    // More than a page of a scan.
    for (const event of events) event.data.policy = 'x'.repeat(200_000);
    const thing = { Put: { Item: { PK: 'THING#1', SK: 'THING' } } };
    for (const event of events)
      await saved('2026-11-23T08:00:00Z').save({ writes: [thing], events: [event] });
    expect(await relay(['naming'])).toEqual({
      code: 0,
      out: '8 events of naming sent to registration\n',
      err: '',
    });
    expect(await arrived()).toEqual(events.map(({ subject }) => subject));
  });

  it('names the entries that cannot be read, which hold up nothing', async () => {
    await saved('2026-11-23T08:00:00Z').save({
      writes: [
        { Put: { Item: { PK: 'OUTBOX#bad', SK: 'OUTBOX', event: '{}' } } },
        {
          Put: {
            Item: { PK: 'OUTBOX#empty', SK: 'OUTBOX', expiresAt: Date.parse('2026-11-30T08:00:00Z') / 1000 },
          },
        },
      ],
      events: [held('A-1'), held('A-2')],
    });
    const { code, out, err } = await relay(['naming']);
    expect({ code, out }).toEqual({ code: 1, out: '2 events of naming sent to registration\n' });
    expect(err).toMatch(/^entry OUTBOX#bad cannot be read: no CloudEvent/m);
    expect(err).toMatch(/^entry OUTBOX#empty cannot be read: no JSON$/m);
    expect(await arrived()).toEqual(['A-1', 'A-2']);
  });

  it('sends what was saved since an instant', async () => {
    for (const hour of ['07', '08', '09'])
      await saved(`2026-11-23T${hour}:00:00Z`).save({ writes: [], events: [held(`A-${hour}`)] });
    expect(await relay(['naming', '--since', '2026-11-23T16:00:00+08:00'])).toMatchObject({
      code: 0,
      err: '',
    });
    expect(await arrived()).toEqual(['A-08', 'A-09']);
  });

  it('of a service with lanes sends each to its lane, and counts them', async () => {
    const lanes = ['matching', 'matching-urgent', 'matching-rounds'] as const;
    for (const lane of [...lanes, 'matching'] as const)
      await saved('2026-11-23T08:00:00Z').save({ writes: [], events: [dueIn(lane, `for ${lane}`)] });
    const queues = Object.fromEntries(
      subscribersToAnyOf('matching').map((inbox) => [inbox, naming.queueUrl(inbox)]),
    );
    const { code, out } = await relay(['matching'], { QUEUE_URLS: JSON.stringify(queues) });
    const sent = out.split('\n').filter((line) => /^[1-9]/.test(line));
    expect({ code, out: sent.sort() }).toEqual({
      code: 0,
      out: [
        '1 events of matching sent to matching-rounds',
        '1 events of matching sent to matching-urgent',
        '2 events of matching sent to matching',
      ],
    });
    for (const lane of lanes) {
      const messages = await drain(naming.sqs, naming.queueUrl(lane));
      expect(new Set(messages.map(({ Body }) => readEvent(Body!).subject))).toEqual(new Set([`for ${lane}`]));
    }
  });

  it('names what a queue did not take', async () => {
    const event = held('A-1');
    await saved('2026-11-23T08:00:00Z').save({ writes: [], events: [event] });
    const gone = JSON.stringify({ registration: `${naming.queueUrl('registration')}-gone` });
    expect(await relay(['naming'], { QUEUE_URLS: gone })).toEqual({
      code: 1,
      out: '0 events of naming sent to registration\n',
      err: expect.stringMatching(`^entry OUTBOX#${event.id} not taken by registration: .*exist`),
    });
  });

  it.each([
    ['without a service', [], {}, /which service\?/],
    ['for a service that is none', ['weather'], {}, /which service\?.* of naming, registration/],
    ['since no instant', ['naming', '--since', 'yesterday'], {}, /since when\?/],
    ['with the table only', ['naming'], { QUEUE_URLS: undefined }, /QUEUE_URLS is missing/],
    ["without a subscriber's queue", ['naming'], { QUEUE_URLS: '{}' }, /no inbox is known of registration/],
    ['for a table that is not there', ['naming'], { TABLE_NAME: 'none' }, /there is no table none/],
  ])('%s it says what is wrong', async (_, args, env, told) => {
    expect(await relay(args, env)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(told) });
    expect(await arrived()).toEqual([]);
  });
});

describe('npm run ledger:verify', () => {
  const verify = (table: string) => command('ledger-verify.ts', ['--table', table]);
  const pledge: Entry = {
    id: 'pledge.R.2',
    kind: 'pledge',
    account: 'R',
    form: 'money',
    source: 'donation',
    fen: 1_000,
    on: '2026-11-25',
    year: '2026',
    givenIn: '3303',
    division: '3303',
  };
  const commit: Entry = {
    ...pledge,
    id: 'commit.M.R',
    kind: 'commit',
    fen: 400,
    division: '330302025010',
    match: 'M',
    organisation: 'O',
  };

  it('adds up all entries, and ends with 1 and what is wrong when a balance says otherwise', async () => {
    const { documentClient: client, table } = await testCloud('matching');
    const store = createStore({ client, table, now: () => new Date(), cursorSecret: 'a secret for cursors' });
    await store.save({ writes: putEntries([pledge], '2026-11-25T02:00:00.000Z') });
    await store.save({ writes: putEntries([commit], '2026-11-25T03:00:00.000Z') });
    expect(await verify(table)).toEqual({
      code: 0,
      out: `${table}: 2 entries, 4 balances, 0 wrong\n`,
      err: '',
    });
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: { PK: 'LEDGER#R', SK: 'BALANCE' },
        UpdateExpression: 'SET available = :a',
        ExpressionAttributeValues: { ':a': 700 },
      }),
    );
    expect(await verify(table)).toEqual({
      code: 1,
      out: `${table}: 2 entries, 4 balances, 1 wrong\n`,
      err: 'LEDGER#R BALANCE: available says 700 fen, its entries come to 600\n',
    });
    await client.send(
      new DeleteCommand({
        TableName: table,
        Key: { PK: 'BOOK#330302', SK: '2026#330302025#donation#money' },
      }),
    );
    const { code, err } = await verify(table);
    expect(code).toBe(1);
    expect(err).toContain('committed says 0 fen, its entries come to 400');
  });

  it('a table that is not there is named', async () => {
    expect(await verify('none')).toEqual({
      code: 2,
      out: '',
      err: 'ledger:verify: there is no table none\n',
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

describe('npm run recompute', () => {
  const recompute = (...args: string[]) => command('recompute.ts', args);

  it('rebuilds counts and figures from the activities (T2), and finds nothing a second time', async () => {
    const { documentClient: client, table } = await testCloud('activity');
    const store = createStore({ client, table, now: () => new Date(), cursorSecret: 'a secret for cursors' });
    const standing = {
      version: 1,
      track: 'filed' as const,
      class: 'growing' as const,
      status: 'active' as const,
      actions: [],
      hub: false,
    };
    const division = '330302025010';
    const spells = [
      { version: 1, on: '2021-01-01', status: 'active' as const, division, class: 'growing' as const },
    ];
    await store.save({
      writes: [
        ...putOrganisation({ id: 'A', name: '合唱队', kind: 'team', division, standing, spells, version: 1 }),
        {
          Put: {
            Item: {
              PK: 'ACTIVITY#1',
              SK: 'ACTIVITY',
              organisation: 'A',
              state: 'confirmed',
              facts: {
                on: '2021-03-05',
                action: 'culture',
                participants: 8,
                volunteers: 1,
                partyMembers: 0,
                minutes: 60,
                served: {},
              },
            },
          },
        },
      ],
    });
    const first = await recompute('--from', '2021-01', '--table', table);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/1 activities of 1 organisations; put right: 1 counts, \d{3,} figures/);
    const key = { PK: 'RATE#330302', SK: 'LATEST#2021-Q1#330302025' };
    expect(await store.get(key)).toMatchObject({ numerator: 1, denominator: 3, edition: 1 });
    const second = await recompute('--from', '2021-01', '--table', table);
    expect(second.out).toContain('put right: 0 counts, 0 figures');
  });

  it('says what is wrong with a month or a table', async () => {
    expect(await recompute('--from', '2021')).toEqual({
      code: 2,
      out: '',
      err: 'recompute: --from has to be a month such as 2021-01, not 2021\n',
    });
    expect(await recompute('--table', 'none')).toEqual({
      code: 2,
      out: '',
      err: 'recompute: there is no table none\n',
    });
  });
});

describe('npm run activity:load', () => {
  const load = (args: readonly string[], workDir: string) =>
    command('activity-load.ts', args, { PEIYOU_WORK_DIR: relative(ROOT, workDir) });
  const FEW = ['--organisations', '3', '--records', '20', '--to', '2021-06'];

  /** Where a local stack says that it runs, with a table of its own. */
  const stack = async () => {
    const { documentClient, table } = await testCloud('activity');
    const workDir = mkdtempSync(join(tmpdir(), 'activity-load-'));
    const description = {
      baseUrl: 'http://localhost:1',
      dynamodbEndpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB,
      sqsEndpoint: process.env.AWS_ENDPOINT_URL_SQS,
      region: process.env.AWS_REGION,
      tables: { activity: table },
      queues: {},
    };
    writeFileSync(join(workDir, 'local-stack.json'), JSON.stringify(description));
    return { workDir, client: documentClient, table };
  };

  it('loads activities into the local stack with their figures (T2), once', async () => {
    const { workDir, client, table } = await stack();
    const first = await load(FEW, workDir);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(
      /^20 activities of 3 organisations: \d+ items; [\d.]+ s\nfigures computed: \d{3,}, counts put right: 0; /,
    );
    const store = createStore({ client, table, now: () => new Date(), cursorSecret: 'a secret for cursors' });
    const key = { PK: 'RATE#WHOLE', SK: 'LATEST#2021#3303' };
    const figure = await store.get<{ numerator: number }>(key);
    expect(figure).toMatchObject({ edition: 1 });
    expect(figure!.numerator).toBeGreaterThan(0);
    const again = await load(FEW, workDir);
    expect(again.out).toContain('figures computed: 0, counts put right: 0');
    expect(await store.get(key)).toEqual(figure);
  });

  it('says what is wrong, and that no local stack runs: it works on no other', async () => {
    const { workDir } = await stack();
    const nowhere = await load(FEW, mkdtempSync(join(tmpdir(), 'activity-load-')));
    expect(nowhere).toMatchObject({ code: 2, out: '' });
    expect(nowhere.err).toContain('no local stack runs');
    const wrong = await load(['--records', '0', '--from', '2021'], workDir);
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('has to be a month such as 2021-01');
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort, stopProcess } from '../../../infra/local/engines.ts';
import type { LocalSettings } from '../../../infra/local/plugin.ts';
import { queueClient } from '../../../shared/events/queue.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** Below the project, where its packages are found. */
const FOLDER = join(ROOT, `.cache/functions-${process.pid}`);
const LOG = join(FOLDER, 'log');

/** Runs every second of this hour and the next, by a clock in UTC. (The seventh field is dropped as the year.) */
const HOUR = new Date().getUTCHours();
const SERVICE = `
service: scheduled
configValidationMode: off
provider:
  name: aws
  runtime: nodejs24.x
  region: cn-north-1
  environment: { STACK: { Ref: Stack } }
plugins: [./plugin.mjs, serverless-offline]
custom: { serverless-offline: { useInProcess: true, noSponsor: true } }
functions:
  nightly:
    handler: nightly.handler
    environment: { TABLE: { Ref: NightlyTable } }
    events: [schedule: 'cron(* * ${HOUR},${(HOUR + 1) % 24} * * * *)']
  worker:
    handler: worker.handler
    environment: { TABLE: { Ref: WorkerTable } }
    events: []
  solver:
    handler: solver.handler
    timeout: 300
    environment: { TABLE: { Ref: SolverTable } }
    events: [sqs: { arn: { 'Fn::GetAtt': [SolverInbox, Arn] } }]
`;
/** Functions that write down with which settings they were loaded, and every run. */
const SAY = `
import { appendFileSync } from 'node:fs';
const say = (what) => appendFileSync('${LOG}', what + '\\n');
`;
const NIGHTLY = `${SAY}
import * as z from 'zod';
import { scheduleOf } from '../../shared/events/entry.ts';
const Settings = z.object({ STACK: z.string(), TABLE: z.string() });
const makeDeps = (settings) => (say('nightly loaded ' + settings.STACK + ' ' + settings.TABLE), settings);
export const handler = scheduleOf('naming', Settings, makeDeps, async ({ TABLE }) => {
  say('nightly ran ' + TABLE);
  return { runs: 1 };
});
`;
const WORKER = `${SAY}
say('worker loaded ' + process.env.STACK + ' ' + process.env.TABLE);
export const handler = async () => say('worker ran ' + process.env.TABLE);
`;
/** Computes without a break until another function has run, or half a minute. */
const SOLVER = `${SAY}
import { readFileSync } from 'node:fs';
say('solver loaded ' + process.env.STACK + ' ' + process.env.TABLE);
const others = () => readFileSync('${LOG}', 'utf8').split('worker ran').length;
export const handler = async ({ Records }) => {
  if (Records.length === 0) return;
  say('solver computes');
  const before = others();
  const end = Date.now() + 30_000;
  while (others() === before && Date.now() < end);
  say(others() > before ? 'solver was not alone' : 'solver was alone');
};
`;

let functions: ChildProcess;
let lambdaPort: number;
const sqs = queueClient();
let solverInbox: string;
let values: Record<string, string>;
/** The log up to the moment when the local cloud said that it was ready. */
let atStart: string[];
const logged = () => (existsSync(LOG) ? readFileSync(LOG, 'utf8').trim().split('\n') : []);

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'serverless.yml'), SERVICE);
  writeFileSync(join(FOLDER, 'package.json'), '{"type":"module"}');
  writeFileSync(join(FOLDER, 'plugin.mjs'), "export { default } from '../../infra/local/plugin.mjs';");
  writeFileSync(join(FOLDER, 'nightly.mjs'), NIGHTLY);
  writeFileSync(join(FOLDER, 'worker.mjs'), WORKER);
  writeFileSync(join(FOLDER, 'solver.mjs'), SOLVER);
  const QueueName = `solver-${process.pid}`;
  solverInbox = (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl!;
  const httpPort = await freePort();
  lambdaPort = await freePort();
  values = {
    Stack: 'local',
    NightlyTable: 'nightly-table',
    WorkerTable: 'worker-table',
    SolverTable: 'solver-table',
    SolverInbox: solverInbox,
    'SolverInbox.Arn': `arn:aws:sqs:cn-north-1:000000000000:${QueueName}`,
  };
  functions = start(values, httpPort);
  const said = heard(functions);
  await new Promise<void>((done, fail) => {
    functions.once('message', () => done());
    functions.once('exit', (code) => fail(new Error(`The functions did not start (${code}): ${said()}`)));
  });
  atStart = logged();
});

/** Starts what FOLDER describes, as the local cloud does. */
function start(values: Record<string, string>, httpPort: number, file = 'serverless.yml') {
  const settings: LocalSettings = {
    values,
    dynamodb: process.env.AWS_ENDPOINT_URL_DYNAMODB!,
    sqs: process.env.AWS_ENDPOINT_URL_SQS!,
    region: 'cn-north-1',
    httpPort,
    lambdaPort,
    schedules: true,
  };
  const bin = join(ROOT, 'node_modules/serverless/bin/serverless.js');
  return spawn(
    process.execPath,
    [bin, 'offline', 'start', '--config', file, '--lambdaPort', String(lambdaPort)],
    {
      cwd: FOLDER,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        TZ: 'Asia/Shanghai',
        PEIYOU_LOCAL: JSON.stringify(settings),
        SLS_DISABLE_AUTO_UPDATE: '1',
      },
    },
  );
}

function heard({ stdout, stderr }: ChildProcess) {
  let said = '';
  for (const stream of [stdout, stderr]) stream?.on('data', (chunk) => (said += chunk));
  return () => said;
}

afterAll(async () => {
  await stopProcess(functions);
  rmSync(FOLDER, { recursive: true, force: true });
});

describe('A function with a schedule, in the local cloud', () => {
  it('is loaded at the start with its settings, like every other', () => {
    expect(atStart.filter((line) => !line.startsWith('nightly ran'))).toEqual([
      'nightly loaded local nightly-table',
      'worker loaded local worker-table',
      'worker ran worker-table',
      'solver loaded local solver-table',
    ]);
  });

  it('runs when its time has come, in UTC as in the cloud, as it was loaded', async () => {
    const ran = () => logged().filter((line) => line === 'nightly ran nightly-table');
    const before = ran().length;
    // Bounded: a loop that outlives its test keeps jest from ending.
    for (let waits = 0; ran().length < before + 2 && waits < 600; waits++) await sleep(100);
    expect(ran().length).toBeGreaterThanOrEqual(before + 2);
    expect(logged().filter((line) => line.startsWith('nightly loaded'))).toHaveLength(1);
  });
});

describe('A function that computes for long, in the local cloud', () => {
  it('lets the others go on meanwhile', async () => {
    await sqs.send(new SendMessageCommand({ QueueUrl: solverInbox, MessageBody: '{}' }));
    for (let waits = 0; !logged().includes('solver computes') && waits < 600; waits++) await sleep(100);
    const url = `http://127.0.0.1:${lambdaPort}/2015-03-31/functions/scheduled-dev-worker/invocations`;
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(200);
    const done = () => logged().find((line) => line.startsWith('solver was'));
    for (let waits = 0; !done() && waits < 600; waits++) await sleep(100);
    expect(done()).toBe('solver was not alone');
  });
});

describe('Functions that cannot be built', () => {
  it('end the local cloud, which says what is wrong', async () => {
    writeFileSync(join(FOLDER, 'broken.yml'), SERVICE.replace('./plugin.mjs,', './plugin.mjs, ./build.mjs,'));
    writeFileSync(
      join(FOLDER, 'build.mjs'),
      `export default class {
        hooks = { 'before:offline:start:init': () => { throw new Error('api.ts: Expected ";" but found "}"'); } };
      }`,
    );
    const broken = start(values, await freePort(), 'broken.yml');
    const said = heard(broken);
    expect(await new Promise((done) => broken.once('close', done))).toBe(1);
    expect(said()).toContain('Expected ";"');
  });
});

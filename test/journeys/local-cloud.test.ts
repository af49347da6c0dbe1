import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { assertFree, freePort } from '../../infra/local/engines.ts';
import { localClients } from '../../infra/local/resources.ts';
import { PORT_OPTIONS, type StackDescription } from '../../infra/local/stack.ts';
import type { Role } from '../../shared/auth/caller.ts';

const ROOT = join(import.meta.dirname, '../..');
const WORK_DIR = `.cache/start-${process.pid}`;
const DESCRIPTION = join(ROOT, WORK_DIR, 'local-stack.json');
const NAME = { name: '温州市鹿城区南汇街道晨曦志愿者协会', kind: 'association', division: '330302' };

interface Run {
  child: ChildProcess;
  ports: Record<string, number>;
  /** What it has written to both outputs so far. */
  said(): string;
  code: Promise<number | null>;
}

const runs: Run[] = [];

/** npm start on free ports, in a folder of its own, so that a developer's stack is not disturbed. */
async function start(options: readonly string[] = [], given: Record<string, number> = {}): Promise<Run> {
  const ports: Record<string, number> = {};
  for (const { option } of Object.values(PORT_OPTIONS)) ports[option] = given[option] ?? (await freePort());
  const args = Object.entries(ports).flatMap(([option, port]) => [option, String(port)]);
  const child = spawn(
    process.execPath,
    [join(ROOT, 'infra/local/start.ts'), '--work-dir', WORK_DIR, ...args, ...options],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text += chunk;
    });
  }
  const code = new Promise<number | null>((done) => child.once('close', done));
  const run = { child, ports, said: () => text, code };
  runs.push(run);
  return run;
}

/** Waits for the greeting. */
async function greeted(run: Run): Promise<StackDescription> {
  await new Promise<void>((done, fail) => {
    run.child.stdout!.on('data', () => run.said().includes('Ctrl-C stops it') && done());
    run.code.then((code) => fail(new Error(`start ended with ${code}: ${run.said()}`)));
  });
  return JSON.parse(readFileSync(DESCRIPTION, 'utf8'));
}

function stop(run: Run, signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
  run.child.kill(signal);
  return run.code;
}

/** Processes that live, with their parents; what has ended and only waits to be taken note of does not. */
async function processes(): Promise<{ pid: number; parent: number }[]> {
  const table = await new Promise<string>((done, fail) =>
    execFile('ps', ['-eo', 'pid=,ppid=,stat='], (error, out) => (error ? fail(error) : done(out))),
  );
  return table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => !state!.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}

/** The processes that a process has started, directly or not. */
async function descendants(of: number): Promise<number[]> {
  const all = await processes();
  const below = (parent: number): number[] =>
    all.flatMap((one) => (one.parent === parent ? [one.pid, ...below(one.pid)] : []));
  return below(of);
}

/** Waits until processes have ended; what they started themselves ends when it notices. */
async function gone(pids: readonly number[]) {
  for (let tries = 0; ; tries++) {
    const left = (await processes()).filter(({ pid }) => pids.includes(pid));
    if (left.length === 0) return;
    if (tries === 40) throw new Error(`Still running: ${left.map(({ pid }) => pid).join(', ')}`);
    await sleep(50);
  }
}

/** Waits until processes are gone; the test's own time limit ends it. */
async function allGone(pids: readonly number[]): Promise<void> {
  expect(pids.length).toBeGreaterThanOrEqual(2);
  while ((await processes()).some(({ pid }) => pids.includes(pid))) await sleep(100);
}

const post = (stack: StackDescription, path: string, body: unknown, token?: string) =>
  fetch(stack.baseUrl + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });

/** A command of package.json, for the stack of these tests. */
function command(file: string, ...args: string[]): Promise<{ code: number; out: string; said: string }> {
  return new Promise((done) => {
    const env = { ...process.env, PEIYOU_WORK_DIR: WORK_DIR };
    execFile(process.execPath, [join(ROOT, file), ...args], { cwd: ROOT, env }, (error, out, said) =>
      done({ code: error ? Number(error.code) : 0, out, said }),
    );
  });
}

/** npm run -s token */
const tokenCommand = (...args: string[]) => command('infra/local/token.ts', ...args);
/** As the user of a role that the sign-in page offers. */
const tokenOf = async (role: Role) => (await tokenCommand('--role', role, '--division', '330302')).out.trim();

afterEach(async () => {
  for (const run of runs.splice(0)) if (run.child.exitCode === null) await stop(run, 'SIGTERM');
});

afterAll(() => rmSync(join(ROOT, WORK_DIR), { recursive: true, force: true }));

describe('npm start', () => {
  let data: string;
  let token: string;
  /** Of a name that is held by the first run. */
  let held: string;
  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'peiyou-data-'));
    token = await tokenOf('applicant');
  });
  afterAll(() => rmSync(data, { recursive: true, force: true }));
  const deadLetters = ({ sqsEndpoint: sqs, region, queues }: StackDescription) => ({
    client: localClients({ sqs, region }).sqs,
    // Nobody takes from it.
    QueueUrl: queues.registration!.deadLetter,
  });

  it('says where everything is, answers, and leaves nothing behind after Ctrl-C', async () => {
    const run = await start(['--data', data]);
    const stack = await greeted(run);
    const baseUrl = `http://localhost:${run.ports['--port']}`;
    expect(stack).toMatchObject({ baseUrl, docsUrl: `${baseUrl}/docs`, stage: 'local' });
    expect(run.said()).toContain(`API     ${baseUrl}\n`);
    expect(run.said()).toContain(`Docs    ${baseUrl}/docs\n`);
    expect(run.said()).toContain('npm run -s token -- --role county --division 330302');

    expect((await fetch(`${baseUrl}/v1/health`)).status).toBe(200);
    const docs = await fetch(stack.docsUrl);
    expect(docs.headers.get('content-type')).toContain('text/html');
    expect(await docs.text()).toContain('<html');
    const document = (await (await fetch(`${baseUrl}/v1/openapi.json`)).json()) as { openapi: string };
    expect(document.openapi).toBe('3.1.0');
    expect((await post(stack, '/v1/names/check', NAME)).status).toBe(200);

    const reserved = await post(stack, '/v1/names/reservations', NAME, token);
    expect(reserved.status).toBe(201);
    held = ((await reserved.json()) as { id: string }).id;
    const { client, QueueUrl } = deadLetters(stack);
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"kept":true}' }));

    const started = await descendants(run.child.pid!);
    expect(started.length).toBeGreaterThanOrEqual(2);
    expect(await stop(run)).toBe(0);
    await gone(started);
    for (const port of Object.values(run.ports)) await assertFree(port, 'nothing', '');
    expect(existsSync(DESCRIPTION)).toBe(false);
    expect(run.said()).not.toMatch(/Error/);
  });

  it('keeps names and messages over a restart with --data, also on other ports; npm run demo:portal fills it, once; killed it leaves nothing behind', async () => {
    const run = await start(['--data', data]);
    const stack = await greeted(run);
    const found = await fetch(`${stack.baseUrl}/v1/names/reservations/${held}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(found.status).toBe(200);
    expect(await found.json()).toMatchObject({ id: held, name: NAME.name });
    expect((await post(stack, '/v1/names/reservations', NAME, token)).status).toBe(409);
    const { client, QueueUrl } = deadLetters(stack);
    const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2 }));
    expect(Messages?.map(({ Body }) => Body)).toEqual(['{"kept":true}']);

    expect(await command('infra/cli/demo-portal.ts')).toMatchObject({ code: 0 });
    const teams = await fetch(`${stack.baseUrl}/v1/capacities/mine`, {
      headers: { authorization: `Bearer ${await tokenOf('organisation')}` },
    });
    expect(((await teams.json()) as { items: object[] }).items).toHaveLength(1);
    expect(await command('infra/cli/demo-portal.ts')).toMatchObject({
      code: 0,
      out: 'It is filled already.\n',
    });

    const started = await descendants(run.child.pid!);
    await stop(run, 'SIGKILL');
    await allGone(started);
  });

  it('gives up at once when it is told to while it starts', async () => {
    const run = await start();
    let started: number[] = [];
    while (started.length < 2) started = await descendants(run.child.pid!);
    const asked = performance.now();
    expect(await stop(run, 'SIGHUP')).toBe(0);
    expect(performance.now() - asked).toBeLessThan(3_000);
    await allGone(started);
    expect(run.said()).toBe('\nStopping …\n');
  }, 30_000);

  it('stops all when a part ends by itself, and says so', async () => {
    const run = await start();
    await greeted(run);
    const started = await descendants(run.child.pid!);
    process.kill(started[0]!, 'SIGKILL');
    expect(await run.code).toBe(1);
    expect(run.said()).toContain('start: a part of the local cloud has ended by itself');
    await gone(started);
  });

  it('lists its options', async () => {
    const run = await start(['--help']);
    expect(await run.code).toBe(0);
    expect(run.said()).toContain('--data DIR');
  });

  it.each(Object.values(PORT_OPTIONS))(
    'names a busy port of $what and the option $option',
    async ({ option, what }) => {
      const server = createServer();
      const port = await new Promise<number>((done) =>
        server.listen(0, '127.0.0.1', () => done((server.address() as { port: number }).port)),
      );
      try {
        const run = await start([], { [option]: port });
        expect(await run.code).toBe(1);
        expect(run.said()).toBe(
          `start: Port ${port} for ${what} is busy: stop what uses it, or choose another with ${option}\n`,
        );
      } finally {
        server.close();
      }
    },
    20_000,
  );

  it('refuses one port for two parts', async () => {
    const port = await freePort();
    const run = await start([], { '--port': port, '--sqs-port': port });
    expect(await run.code).toBe(1);
    expect(run.said()).toBe(`start: --sqs-port and --port are both ${port}: each needs its own\n`);
  });

  it('refuses what is no port, and options that it does not know', async () => {
    const [port, option] = await Promise.all([start(['--port', 'many']), start(['--prot', '3000'])]);
    expect([await port.code, await option.code]).toEqual([1, 1]);
    expect(port.said()).toContain('--port many is no port');
    expect(option.said()).toContain('--prot');
  });
});

describe('npm start -- --receiver', () => {
  const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

  it.each([
    ['no secret', ['--receiver', 'http://127.0.0.1:9'], '--receiver and --receiver-secret go together'],
    ['a secret alone', ['--receiver-secret', SECRET], '--receiver and --receiver-secret go together'],
    [
      'no address',
      ['--receiver', 'province', '--receiver-secret', SECRET],
      '--receiver province is no address',
    ],
    [
      'an address that nothing is pushed to',
      ['--receiver', 'ftp://127.0.0.1/', '--receiver-secret', SECRET],
      '--receiver ftp://127.0.0.1/ has to begin with http:// or https://',
    ],
    [
      'a secret that is none',
      ['--receiver', 'http://127.0.0.1:9', '--receiver-secret', 'open sesame'],
      '--receiver-secret cannot be read: its beginning is wrong',
    ],
    [
      'a key that checks and does not sign',
      [
        '--receiver',
        'http://127.0.0.1:9',
        '--receiver-secret',
        `whpk_${Buffer.alloc(32, 7).toString('base64')}`,
      ],
      '--receiver-secret has to be one that signs: whsec_ or whsm3_',
    ],
  ])('refuses %s, and starts nothing', async (_, args, message) => {
    const run = await start(args);
    expect(await run.code).toBe(1);
    expect(run.said()).toBe(`start: ${message}\n`);
  });
});

describe('npm run token', () => {
  it('prints the token and nothing else', async () => {
    const { code, out, said } = await tokenCommand(
      '--role',
      'county',
      '--division',
      '330302',
      '--minutes',
      '5',
    );
    expect([code, said]).toEqual([0, '']);
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const { iat, exp, ...claims } = decodeJwt(out);
    expect(claims).toMatchObject({ role: 'county', division: '330302', sub: 'county-330302' });
    expect(exp! - iat!).toBe(300);
  });

  it.each([
    ['a role that is none', ['--role', 'emperor'], /--role must be one of .*county/],
    ['no role', [], /--role must be one of/],
    [
      'a division elsewhere',
      ['--role', 'county', '--division', '110101'],
      /--division 110101 is no division/,
    ],
    ['minutes that are none', ['--role', 'county', '--minutes', 'soon'], /--minutes must be a whole number/],
    ['an option that it does not know', ['--rolle', 'county'], /--rolle/],
  ])('refuses %s and says so', async (_, args, message) => {
    const { code, out, said } = await tokenCommand(...args);
    expect([code, out]).toEqual([2, '']);
    expect(said).toMatch(message);
    expect(said).not.toMatch(/^\s+at /m);
  });
});

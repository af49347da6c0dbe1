/** The engines behind the local cloud: DynamoDB Local (Java) and an SQS/S3 server (in this process). */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startFauxqs } from 'fauxqs';

const JAR_FOLDER = join(import.meta.dirname, '../../node_modules/amplify-dynamodb-simulator/emulator');
const START_TIMEOUT_MS = 30_000;
/**
 * Becomes the command given, and ends it when the pipe from us closes: however we end (killed, terminal closed, tests
 * broken off), no Java is left behind.
 */
const TIED_TO_US = '{ cat <&3; kill $$; } >/dev/null 2>&1 & exec "$@" 3<&-';

export interface Engine {
  endpoint: string;
  stop(): Promise<void>;
}

/** An engine in a process of its own. */
export interface ProcessEngine extends Engine {
  ended: Promise<void>;
}

/** A port is taken already. */
export class PortBusy extends Error {
  override name = 'PortBusy';

  constructor(port: number, what: string, option: string) {
    super(`Port ${port} for ${what} is busy: stop what uses it, or choose another with ${option}`);
  }
}

/** @throws PortBusy naming the port, what it is for and the option that changes it */
export async function assertFree(port: number, what: string, option: string): Promise<void> {
  await listen(port).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new PortBusy(port, what, option) : error;
  });
}

/** Below 32768: from there on Linux gives ports to outgoing connections, at any moment before we listen on ours. */
const OURS = { from: 20_000, to: 32_768 };
let nextPort = randomInt(OURS.from, OURS.to);

/** A port that nobody uses at the moment. */
export async function freePort(): Promise<number> {
  const port = nextPort;
  nextPort = port + 1 < OURS.to ? port + 1 : OURS.from;
  return listen(port).then(
    () => port,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error;
      return freePort();
    },
  );
}

function listen(port: number): Promise<void> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => done()));
  });
}

interface EngineOptions {
  /** Where it keeps its data; in memory when left out. */
  dataDir?: string | undefined;
  /** Ends it when the start is given up. */
  signal?: AbortSignal | undefined;
  /** For millions of items: more memory, and code that is fast once it is warm; else it is small and starts at once. */
  large?: boolean;
}

const SMALL = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx256m'];
const LARGE = ['-XX:+UseSerialGC', '-Xmx2g'];

/**
 * Starts AWS's own DynamoDB Local and waits until it answers.
 * @throws Error with what Java said when it does not come up
 */
export async function startDynamoDb(
  port: number,
  { dataDir, signal, large = false }: EngineOptions = {},
): Promise<ProcessEngine> {
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const child = spawn(
    'sh',
    [
      '-c',
      TIED_TO_US,
      'sh',
      'java',
      ...(large ? LARGE : SMALL),
      `-Djava.library.path=${join(JAR_FOLDER, 'DynamoDBLocal_lib')}`,
      '-jar',
      join(JAR_FOLDER, 'DynamoDBLocal.jar'),
      '-port',
      String(port),
      '-disableTelemetry',
      ...(dataDir === undefined ? ['-inMemory'] : ['-dbPath', dataDir]),
    ],
    // Its own process group: Ctrl-C is for us to pass on, after the functions have stopped. It leaves a file where it
    // runs, so not in the project.
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true, cwd: dataDir ?? tmpdir(), signal },
  );
  child.once('exit', () => child.stdio[3]?.destroy());
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000);
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = () => stopProcess(child);
  try {
    await untilAnswers(endpoint, child, () => said);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, stop, ended: ended(child) };
}

async function untilAnswers(endpoint: string, child: ChildProcess, said: () => string) {
  const failed = new Promise<never>((_, fail) => {
    child.once('error', (error) => fail(new Error('Java does not start', { cause: error })));
    child.once('exit', (code) => fail(new Error(`DynamoDB Local ended with code ${code}: ${said()}`)));
  });
  failed.catch(() => {});
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const answered = fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (await Promise.race([answered, failed])) return;
    if (Date.now() > deadline) throw new Error(`DynamoDB Local did not answer: ${said()}`);
    await Promise.race([sleep(50), failed]);
  }
}

/** Settles when a process is gone. */
export function ended(child: ChildProcess): Promise<void> {
  return new Promise((done) => child.once('exit', () => done()));
}

/** Ends a process and waits until it is gone. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(killer);
}

interface QueuesOptions {
  /** Where it keeps its data; in memory when left out. */
  dataDir?: string | undefined;
  /** Web origins whose pages may upload to the buckets and download from them. */
  origins?: readonly string[];
}

/** Starts the SQS and S3 server in this process. */
export async function startQueues(
  port: number,
  region: string,
  { dataDir, origins = [] }: QueuesOptions = {},
): Promise<Engine> {
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  // It has no CORS and hands its web server to nobody: that one is met where it announces itself.
  const meet = (message: unknown) => allowOrigins((message as { fastify: WebServer }).fastify, origins);
  subscribe(WEB_SERVERS, meet);
  const starting = startFauxqs({
    port,
    // The host is part of the queues' URLs, which have to be sound: sqs.<region>.localhost.
    host: 'localhost',
    logger: false,
    defaultRegion: region,
    ...(dataDir !== undefined && { dataDir }),
  });
  const server = await starting.finally(() => unsubscribe(WEB_SERVERS, meet));
  return { endpoint: `http://localhost:${server.port}`, stop: () => server.stop() };
}

/** Where Fastify announces each server that it makes. */
const WEB_SERVERS = 'fastify.initialization';

/** As much of a Fastify server as CORS needs. */
interface WebServer {
  addHook(
    name: 'onRequest',
    hook: (
      request: { method: string; headers: Record<string, string | undefined> },
      reply: { headers(values: Record<string, string>): void; code(status: number): { send(): void } },
      done: () => void,
    ) => void,
  ): void;
}

/** What a bucket's CorsConfiguration does in the cloud (infra/cloudformation/bucket.ts): preflights, and who may read answers. */
function allowOrigins(server: WebServer, origins: readonly string[]): void {
  server.addHook('onRequest', ({ method, headers: { origin, ...headers } }, reply, done) => {
    if (origin === undefined || !origins.includes(origin)) return done();
    reply.headers({ 'access-control-allow-origin': origin, vary: 'origin' });
    if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return done();
    reply.headers({
      'access-control-allow-methods': 'POST, GET',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '3600',
    });
    reply.code(204).send();
  });
}

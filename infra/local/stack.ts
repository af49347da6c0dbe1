/** The whole local cloud: engines, issuer, tables and queues, and every function of serverless.yml behind a gateway. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { logicalId, nameIn } from '../cloudformation/names.ts';
import { clockFile, resetClock } from './clock.ts';
import {
  assertFree,
  type Engine,
  ended,
  type ProcessEngine,
  startDynamoDb,
  startQueues,
  stopProcess,
} from './engines.ts';
import { AUDIENCE, ISSUER, startIssuer } from './issuer.ts';
import type { LocalSettings } from './plugin.ts';
import { type LocalReceiver, startReceiver } from './receiver.ts';
import { createResources, LOCAL_CREDENTIALS } from './resources.ts';
import { CLIENT_ID } from './sign-in.ts';
import type { Values } from './template.ts';

const ROOT = join(import.meta.dirname, '../..');
const REGION = 'cn-north-1';
const STAGE = 'local';
const SECRET = 'signs the cursors of the local cloud';
/** Keys of the local province, and its own for receipts; always the same, so that kept pushes can be replayed. */
const key = (of: string) => `whsec_${createHash('sha256').update(of).digest('base64')}`;
const PROVINCE = {
  signing: key('pushes of the local cloud'),
  receipts: key('receipts of the local province'),
};
/** Instead of KMS; always the same, so that kept data can be read again. */
const FIELD_KEYS = {
  keys: { local: createHash('sha256').update('personal fields of the local cloud').digest('base64') },
  current: 'local',
};

export interface Ports {
  http: number;
  lambda: number;
  dynamodb: number;
  sqs: number;
  issuer: number;
  receiver: number;
}

/** The command-line option that sets each port. */
export const PORT_OPTIONS: Readonly<Record<keyof Ports, { option: string; what: string; default: number }>> =
  {
    http: { option: '--port', what: 'the API', default: 3000 },
    lambda: { option: '--lambda-port', what: 'the functions', default: 3002 },
    dynamodb: { option: '--dynamodb-port', what: 'DynamoDB', default: 8000 },
    sqs: { option: '--sqs-port', what: 'SQS and S3', default: 4566 },
    issuer: { option: '--issuer-port', what: 'the token issuer', default: 3004 },
    receiver: { option: '--receiver-port', what: "the province's interface", default: 3006 },
  };

/** What a running local cloud tells of itself; tools read it from `description`. */
export interface StackDescription {
  baseUrl: string;
  docsUrl: string;
  /** The province's interface that pushes go to. */
  receiverUrl: string;
  /** Where functions are called that no request reaches, e.g. those of schedules. */
  lambdaEndpoint: string;
  issuer: string;
  jwksUrl: string;
  dynamodbEndpoint: string;
  sqsEndpoint: string;
  region: string;
  stage: string;
  tables: Record<string, string>;
  buckets: Record<string, string>;
  queues: Record<string, { inbox: string; deadLetter: string }>;
}

export interface Stack extends StackDescription {
  stop(): Promise<void>;
  /** Settles when a process of it is gone: stopped, or ended by itself. */
  ended: Promise<void>;
}

interface StackOptions {
  ports: Ports;
  /** Keeps tables and queues over restarts; in memory when left out. */
  dataDir?: string;
  /** Folder for bundles and the description, below the project's root. */
  workDir: string;
  corsOrigins?: string;
  /** Whether functions run at the times of their schedules; they do when left out. */
  schedules?: boolean;
  /** Where pushes go instead of the local province, and the secret shared with it, which signs its receipts, too. */
  receiver?: { url: string; secret: string };
  /** Gives the start up; what was started is stopped again. */
  signal?: AbortSignal;
  /** Takes the lines that the functions write. */
  log: (line: string) => void;
}

/**
 * Starts everything and waits until all answer. When a part fails, what was started is stopped again.
 * @throws PortBusy naming the port; Error with what the failing part said
 */
export async function startStack({
  ports,
  dataDir,
  workDir,
  corsOrigins = '',
  schedules = true,
  receiver: elsewhere,
  signal,
  log,
}: StackOptions): Promise<Stack> {
  for (const [name, { option, what }] of Object.entries(PORT_OPTIONS)) {
    await assertFree(ports[name as keyof Ports], what, option);
  }
  const started: (() => Promise<void>)[] = [];
  const description = join(ROOT, workDir, 'local-stack.json');
  // A clock that an earlier stack was set to would be this one's.
  resetClock(workDir);
  const stop = async () => {
    rmSync(description, { force: true });
    resetClock(workDir);
    for (const end of started.splice(0).reverse()) await end();
  };
  const running = <E extends { stop(): Promise<void> }>(engine: E): E => {
    started.push(() => engine.stop());
    return engine;
  };
  try {
    const under = (folder: string) => (dataDir === undefined ? undefined : join(dataDir, folder));
    const [dynamodb, queues, issuer, province] = await all([
      startDynamoDb(ports.dynamodb, { dataDir: under('dynamodb'), signal }).then(running<ProcessEngine>),
      startQueues(ports.sqs, REGION, {
        dataDir: under('queues'),
        origins: [`http://localhost:${ports.http}`, ...corsOrigins.split(',').filter(Boolean)],
      }).then(running<Engine>),
      startIssuer(ports.issuer, `http://localhost:${ports.http}`).then(
        running<Awaited<ReturnType<typeof startIssuer>>>,
      ),
      startReceiver({
        port: ports.receiver,
        secrets: [PROVINCE.signing],
        receiptSecret: PROVINCE.receipts,
        file: under('province.json'),
      }).then(running<LocalReceiver>),
    ]);
    const receiver = elsewhere ?? { url: province.url };
    const secret = (own: string) => [{ key: elsewhere?.secret ?? own }];
    const endpoints = { dynamodb: dynamodb.endpoint, sqs: queues.endpoint, region: REGION };
    const created = await createResources(endpoints, `peiyou-${STAGE}`);
    const values = {
      ...created,
      AuthIssuer: ISSUER,
      AuthAudience: AUDIENCE,
      AuthJwksUrl: issuer.jwksUrl,
      OidcAuthority: issuer.url,
      OidcClientId: CLIENT_ID,
      CorsOrigins: corsOrigins,
      CursorSecret: SECRET,
      'FieldKey.Arn': 'local',
      ReceiverUrl: receiver.url,
      ReceiverKeys: JSON.stringify({
        signing: secret(PROVINCE.signing),
        receipts: secret(PROVINCE.receipts),
      }),
      ReceiverTls: '{}',
      'HttpApi.ApiEndpoint': `http://localhost:${ports.http}`,
    };
    const gateway = startFunctions(
      {
        values,
        ...endpoints,
        httpPort: ports.http,
        lambdaPort: ports.lambda,
        schedules,
        ...(dataDir !== undefined && { positions: join(dataDir, 'stream-positions.json') }),
      },
      workDir,
      log,
      signal,
    );
    started.push(() => stopProcess(gateway.child));
    await gateway.ready;
    const about = describe(ports, issuer.jwksUrl, receiver.url, endpoints, created);
    await untilHealthy(about.baseUrl);
    mkdirSync(join(ROOT, workDir), { recursive: true });
    writeFileSync(description, JSON.stringify(about, null, 2));
    return { ...about, stop, ended: Promise.race([dynamodb.ended, gateway.ended]) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** All, or the first failure once the others have settled, so that what they started is known and can be stopped. */
async function all<T extends readonly unknown[]>(promises: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  await Promise.allSettled(promises);
  return (await Promise.all(promises)) as unknown as T;
}

function startFunctions(
  settings: LocalSettings,
  workDir: string,
  log: (line: string) => void,
  signal?: AbortSignal,
) {
  const buildFolder = join(workDir, 'functions');
  // Bundles of an earlier build would be loaded beside the new ones.
  rmSync(join(ROOT, buildFolder), { recursive: true, force: true });
  const { httpPort, lambdaPort } = settings;
  const args = ['offline', 'start', '--stage', STAGE, '--httpPort', String(httpPort)];
  const child = spawn(
    process.execPath,
    [join(ROOT, 'node_modules/serverless/bin/serverless.js'), ...args, '--lambdaPort', String(lambdaPort)],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Ctrl-C comes to us alone: we stop the parts in order.
      detached: true,
      signal,
      env: {
        ...process.env,
        PEIYOU_LOCAL: JSON.stringify(settings),
        PEIYOU_BUILD_FOLDER: buildFolder,
        PEIYOU_MINIFY: 'false',
        AWS_REGION: settings.region,
        AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
        AWS_ENDPOINT_URL_DYNAMODB: settings.dynamodb,
        AWS_ENDPOINT_URL_SQS: settings.sqs,
        AWS_ENDPOINT_URL_S3: settings.sqs,
        LOCAL_DATABASES: 'true',
        RECEIVER_ALLOW_PRIVATE: 'true',
        LOCAL_CLOCK: clockFile(workDir),
        LOCAL_FIELD_KEYS: JSON.stringify(FIELD_KEYS),
        POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? 'WARN',
        POWERTOOLS_METRICS_DISABLED: 'true',
        POWERTOOLS_TRACE_ENABLED: 'false',
        SLS_DISABLE_AUTO_UPDATE: '1',
      },
    },
  );
  return { child, ready: untilReady(child, log), ended: ended(child) };
}

function untilReady(child: ChildProcess, log: (line: string) => void): Promise<void> {
  let said = '';
  const hear = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
    for (const line of chunk.toString().split('\n')) if (line.trim() !== '') log(line);
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  return new Promise((done, fail) => {
    child.once('message', () => done());
    child.once('exit', (code) => fail(new Error(`The functions did not start (code ${code}):\n${said}`)));
    child.once('error', fail);
  });
}

async function untilHealthy(baseUrl: string) {
  const response = await fetch(`${baseUrl}/v1/health`);
  if (!response.ok) throw new Error(`The gateway answers ${response.status} to GET /v1/health`);
}

function describe(
  ports: Ports,
  jwksUrl: string,
  receiverUrl: string,
  endpoints: Pick<LocalSettings, 'dynamodb' | 'sqs' | 'region'>,
  values: Values,
): StackDescription {
  const baseUrl = `http://localhost:${ports.http}`;
  const named = (resource: string) =>
    Object.keys(values).flatMap((id) => (id.endsWith(resource) ? [nameIn(id, resource)] : []));
  const made = (name: string, resource: string) => values[logicalId(name, resource)]!;
  return {
    baseUrl,
    docsUrl: `${baseUrl}/docs`,
    receiverUrl,
    lambdaEndpoint: `http://127.0.0.1:${ports.lambda}`,
    issuer: ISSUER,
    jwksUrl,
    dynamodbEndpoint: endpoints.dynamodb,
    sqsEndpoint: endpoints.sqs,
    region: endpoints.region,
    stage: STAGE,
    tables: Object.fromEntries(named('Table').map((name) => [name, made(name, 'Table')])),
    buckets: Object.fromEntries(named('Files').map((name) => [name, made(name, 'Files')])),
    queues: Object.fromEntries(
      named('Inbox').map((name) => [
        name,
        { inbox: made(name, 'Inbox'), deadLetter: made(name, 'DeadLetters') },
      ]),
    ),
  };
}

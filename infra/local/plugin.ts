/**
 * Runs inside `serverless offline`: gives the functions the settings that CloudFormation would, wires their queues and
 * streams (routes and schedules it wires itself), starts every function once, and then tells the process that started it.
 */
import { createRequire } from 'node:module';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { localCredentials } from '../../shared/store/client.ts';
import { buildTogether } from './build.ts';
import { adaptGateway } from './gateway.ts';
import { keptPositions } from './positions.ts';
import { localClients } from './resources.ts';
import { type Pattern, pollQueue, pollStream } from './sources.ts';
import { resolve, type Values } from './template.ts';

/** What the process that starts the local cloud hands down, as JSON in PEIYOU_LOCAL. */
export interface LocalSettings {
  values: Values;
  dynamodb: string;
  sqs: string;
  region: string;
  httpPort: number;
  lambdaPort: number;
  /** File that keeps how far the streams were handled; in memory when left out. */
  positions?: string;
  /** Whether functions with a schedule run at their times; else only when they are called. */
  schedules: boolean;
}

interface FunctionDefinition {
  name: string;
  timeout?: number;
  environment?: Record<string, unknown>;
  events: { sqs?: SqsEvent; stream?: StreamEvent; schedule?: unknown }[];
}
interface SqsEvent {
  arn: unknown;
  batchSize?: number;
  maximumConcurrency?: number;
}
interface StreamEvent {
  arn: unknown;
  batchSize?: number;
  filterPatterns?: Pattern[];
}
interface Serverless {
  pluginManager: { plugins: object[] };
  service: {
    functions: Record<string, FunctionDefinition>;
    provider: { environment?: Record<string, unknown> };
    /** serverless-esbuild tells here where its bundles are. */
    custom: { 'serverless-offline': { location?: string } };
  };
}

/** The part of serverless-offline that runs functions. */
interface Functions {
  create(functions: { functionKey: string; functionDefinition: FunctionDefinition }[]): void;
  get(functionKey: string): { setEvent(event: unknown): void; runHandler(): Promise<unknown> };
}
const { default: OfflineFunctions } = createRequire(import.meta.url)('serverless-offline/lambda') as {
  default: new (serverless: Serverless, options: Record<string, unknown>) => Functions;
};

const QUEUE_BATCH = 10;
const STREAM_BATCH = 100;
const MOST_POLLERS = 4;

/** Seconds of time-out from which on a function is one that computes: it gets a thread of its own. */
const LONG = 60;

/** Does nothing in any function: no record to work on, no route to serve, no schedule's time come. */
const FIRST_EVENT = {
  Records: [],
  routeKey: '',
  headers: {},
  requestContext: { http: { method: 'GET', path: '/' } },
};

/** The gateway would keep the process alive. */
function giveUp(error: Error) {
  console.error(error.message);
  process.exit(1);
}

export class LocalCloud {
  readonly hooks: Record<string, (error: Error) => Promise<void> | void>;
  readonly #serverless: Serverless;
  readonly #settings: LocalSettings;
  #threads!: Functions;

  constructor(serverless: Serverless, _options: unknown) {
    this.#serverless = serverless;
    this.#settings = JSON.parse(process.env.PEIYOU_LOCAL!);
    // The cloud's clock is in UTC, and so are its schedules.
    process.env.TZ = 'UTC';
    // Whoever started us is gone, however it ended: nothing is left behind.
    process.once('disconnect', () => process.exit(1));
    adaptGateway(this.#settings.httpPort);
    this.hooks = {
      'before:offline:start:init': () => {
        this.#resolveSettings();
        if (!this.#settings.schedules) this.#dropSchedules();
        buildTogether(this.#serverless.pluginManager.plugins);
      },
      'after:offline:start:init': () => this.#run().catch(giveUp),
      // What fails before, bundles that cannot be built above all.
      error: giveUp,
    };
  }

  #resolveSettings() {
    const { service } = this.#serverless;
    const { values } = this.#settings;
    service.provider.environment = resolve(service.provider.environment ?? {}, values) as Record<
      string,
      unknown
    >;
    for (const definition of Object.values(service.functions)) {
      definition.environment = resolve(definition.environment ?? {}, values) as Record<string, unknown>;
    }
  }

  #dropSchedules() {
    for (const definition of Object.values(this.#serverless.service.functions))
      definition.events = definition.events.filter(({ schedule }) => schedule === undefined);
  }

  async #run() {
    const { functions, custom } = this.#serverless.service;
    this.#threads = new OfflineFunctions(this.#serverless, {
      ...custom['serverless-offline'],
      useInProcess: false,
      localEnvironment: true,
    });
    this.#threads.create(
      Object.entries(functions)
        .filter(([, { timeout = 0 }]) => timeout > LONG)
        .map(([functionKey, functionDefinition]) => ({ functionKey, functionDefinition })),
    );
    // The functions share a process and read their settings when they are loaded: one after the other, each its own.
    for (const key of Object.keys(functions)) await this.#invoke(key, FIRST_EVENT);
    this.#wireSources();
    process.send?.('ready');
  }

  #wireSources() {
    const { values, dynamodb, region } = this.#settings;
    const positions =
      this.#settings.positions === undefined ? new Map() : keptPositions(this.#settings.positions);
    const { sqs } = localClients(this.#settings);
    const urlOf = (arn: string) => {
      const id = Object.keys(values).find((key) => key.endsWith('.Arn') && values[key] === arn);
      return values[id!.slice(0, -'.Arn'.length)]!;
    };
    const log = (message: string) => console.error(message);
    for (const [key, { events }] of Object.entries(this.#serverless.service.functions)) {
      const invoke = (event: unknown) => this.#invoke(key, event);
      for (const { sqs: queue, stream } of events) {
        if (queue) {
          const queueArn = String(resolve(queue.arn, values));
          const batchSize = Math.min(queue.batchSize ?? QUEUE_BATCH, QUEUE_BATCH);
          // Of a queue that keeps order groups go on beside each other, as in the cloud.
          const pollers = queueArn.endsWith('.fifo')
            ? Math.min(queue.maximumConcurrency ?? 1, MOST_POLLERS)
            : 1;
          for (let nth = 0; nth < pollers; nth++)
            pollQueue({ client: sqs, queueUrl: urlOf(queueArn), queueArn, batchSize, invoke, log });
        }
        if (stream) {
          const streamArn = String(resolve(stream.arn, values));
          const [, table] = streamArn.split('/') as [string, string];
          const batchSize = stream.batchSize ?? STREAM_BATCH;
          pollStream({
            consumer: key,
            client: new DynamoDBStreamsClient({
              endpoint: dynamodb,
              region,
              credentials: localCredentials(table),
            }),
            streamArn,
            batchSize,
            patterns: stream.filterPatterns ?? [],
            positions,
            invoke,
            log,
          });
        }
      }
    }
  }

  async #invoke(key: string, event: unknown): Promise<unknown> {
    const { name, timeout = 0 } = this.#serverless.service.functions[key]!;
    return timeout > LONG ? this.#runInThread(key, event) : this.#call(name, event);
  }

  /** Runs a function in a thread: while it computes, the others go on. */
  async #runInThread(key: string, event: unknown): Promise<unknown> {
    const one = this.#threads.get(key);
    one.setEvent(event);
    return one.runHandler();
  }

  /** Calls a function by the Lambda API that serverless-offline serves. */
  async #call(name: string, event: unknown): Promise<unknown> {
    const url = `http://127.0.0.1:${this.#settings.lambdaPort}/2015-03-31/functions/${name}/invocations`;
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(event) });
    const text = await response.text();
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    const { errorMessage } = (answer ?? {}) as { errorMessage?: string };
    if (errorMessage !== undefined) throw new Error(`${name}: ${errorMessage}`);
    return answer;
  }
}

/**
 * Runs inside `serverless offline`: gives the functions the settings that CloudFormation would, wires their queues and
 * streams (routes and schedules it wires itself), starts every function once, and then tells the process that started it.
 */
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { adaptGateway } from './gateway.ts';
import { keptPositions } from './positions.ts';
import { LOCAL_CREDENTIALS, localClients } from './resources.ts';
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
}

interface FunctionDefinition {
  name: string;
  environment?: Record<string, unknown>;
  events: { sqs?: SqsEvent; stream?: StreamEvent }[];
}
interface SqsEvent {
  arn: unknown;
  batchSize?: number;
}
interface StreamEvent {
  arn: unknown;
  batchSize?: number;
  filterPatterns?: Pattern[];
}
interface Serverless {
  service: {
    functions: Record<string, FunctionDefinition>;
    provider: { environment?: Record<string, unknown> };
  };
}

const QUEUE_BATCH = 10;
const STREAM_BATCH = 100;

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
  readonly hooks: Record<string, () => Promise<void> | void>;
  readonly #serverless: Serverless;
  readonly #settings: LocalSettings;

  constructor(serverless: Serverless, _options: unknown) {
    this.#serverless = serverless;
    this.#settings = JSON.parse(process.env.PEIYOU_LOCAL!);
    // The cloud's clock is in UTC, and so are its schedules.
    process.env.TZ = 'UTC';
    // Whoever started us is gone, however it ended: nothing is left behind.
    process.once('disconnect', () => process.exit(1));
    adaptGateway(this.#settings.httpPort);
    this.hooks = {
      'before:offline:start:init': () => this.#resolveSettings(),
      'after:offline:start:init': () => this.#run().catch(giveUp),
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

  async #run() {
    // The functions share a process and read their settings when they are loaded: one after the other, each its own.
    for (const { name } of Object.values(this.#serverless.service.functions))
      await this.#invoke(name, FIRST_EVENT);
    this.#wireSources();
    process.send?.('ready');
  }

  #wireSources() {
    const { values, dynamodb, region } = this.#settings;
    const positions =
      this.#settings.positions === undefined ? new Map() : keptPositions(this.#settings.positions);
    const { sqs } = localClients(this.#settings);
    const streams = new DynamoDBStreamsClient({ endpoint: dynamodb, region, credentials: LOCAL_CREDENTIALS });
    const urlOf = (arn: string) => {
      const id = Object.keys(values).find((key) => key.endsWith('.Arn') && values[key] === arn);
      return values[id!.slice(0, -'.Arn'.length)]!;
    };
    const log = (message: string) => console.error(message);
    for (const { name, events } of Object.values(this.#serverless.service.functions)) {
      const invoke = (event: unknown) => this.#invoke(name, event);
      for (const { sqs: queue, stream } of events) {
        if (queue) {
          const queueArn = String(resolve(queue.arn, values));
          const batchSize = Math.min(queue.batchSize ?? QUEUE_BATCH, QUEUE_BATCH);
          pollQueue({ client: sqs, queueUrl: urlOf(queueArn), queueArn, batchSize, invoke, log });
        }
        if (stream) {
          const streamArn = String(resolve(stream.arn, values));
          const batchSize = stream.batchSize ?? STREAM_BATCH;
          pollStream({
            client: streams,
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

  /** Calls a function by the Lambda API that serverless-offline serves. */
  async #invoke(name: string, event: unknown): Promise<unknown> {
    const url = `http://127.0.0.1:${this.#settings.lambdaPort}/2015-03-31/functions/${name}/invocations`;
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(event) });
    const text = await response.text();
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    const { errorMessage } = (answer ?? {}) as { errorMessage?: string };
    if (errorMessage !== undefined) throw new Error(`${name}: ${errorMessage}`);
    return answer;
  }
}

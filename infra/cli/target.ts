/** Where an operator's command works: the running local stack, or what environment variables name. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { filesClient } from '../../shared/files/index.ts';
import { localCredentials } from '../../shared/store/client.ts';
import { LOCAL_CREDENTIALS } from '../local/resources.ts';

/** Of the stack that `npm start -- --work-dir` started, where there are several. */
export const WORK_DIR = process.env.PEIYOU_WORK_DIR ?? '.cache';
const FILE = join(import.meta.dirname, '../..', WORK_DIR, 'local-stack.json');

const LocalStack = z.object({
  baseUrl: z.url(),
  dynamodbEndpoint: z.url(),
  sqsEndpoint: z.url(),
  region: z.string(),
  tables: z.record(z.string(), z.string()),
  buckets: z.record(z.string(), z.string()).default({}),
  queues: z.record(z.string(), z.object({ inbox: z.url(), deadLetter: z.url() })),
});
type LocalStack = z.infer<typeof LocalStack>;

/** Something that the operator can put right; its message says how. */
export class CannotRun extends Error {
  override name = 'CannotRun';
}

/**
 * The local stack that runs.
 * @param instead what to set when another place is meant, for the message
 * @throws CannotRun when none runs
 */
export function localStack(instead: string, file = FILE): LocalStack {
  const none = `no local stack runs: start it by npm start, set PEIYOU_WORK_DIR when it has a --work-dir, or set ${instead}`;
  if (!existsSync(file)) throw new CannotRun(none);
  try {
    return LocalStack.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new CannotRun(`${none} (${file} cannot be read)`);
  }
}

interface ClientConfig {
  endpoint?: string;
  region?: string;
  credentials?: typeof LOCAL_CREDENTIALS;
}

/**
 * Configuration of a client that calls an endpoint: an endpoint of this machine is the local stack's and gets dummy
 * credentials; without one everything is left to the environment.
 * @param table that a client of DynamoDB is for
 */
export function clientConfig(
  endpoint: string | undefined,
  region: string | undefined,
  table?: string,
): ClientConfig {
  if (endpoint === undefined) return {};
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(endpoint).hostname);
  return {
    endpoint,
    ...(region !== undefined && { region }),
    ...(local && { credentials: table === undefined ? LOCAL_CREDENTIALS : localCredentials(table) }),
  };
}

/** The table that an operator names, or that of a service of the running local stack, and where it is. */
export function tableNamed(name: string): {
  table: string;
  endpoint?: string | undefined;
  region?: string | undefined;
} {
  const { AWS_ENDPOINT_URL_DYNAMODB: endpoint, AWS_REGION: region } = process.env;
  const { AWS_PROFILE, AWS_ACCESS_KEY_ID } = process.env;
  if (endpoint || AWS_PROFILE || AWS_ACCESS_KEY_ID) return { table: name, endpoint, region };
  const stack = localStack('AWS_ENDPOINT_URL_DYNAMODB, or AWS_PROFILE for the cloud');
  return {
    table: stack.tables[name] ?? name,
    endpoint: stack.dynamodbEndpoint,
    region: region ?? stack.region,
  };
}

/**
 * The bucket that belongs to a table that `tableNamed` found, and a client of it: the one named, else that of the service of the
 * running local stack.
 * @throws CannotRun when none is known
 */
export function bucketOf(name: string, bucket: string | undefined): { bucket: string; client: S3Client } {
  const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL_DYNAMODB, AWS_REGION: region } = process.env;
  const { AWS_PROFILE, AWS_ACCESS_KEY_ID } = process.env;
  const none = 'which bucket holds the contents of reports? Name it by --bucket';
  if (AWS_ENDPOINT_URL_DYNAMODB || AWS_PROFILE || AWS_ACCESS_KEY_ID) {
    if (bucket === undefined) throw new CannotRun(none);
    return { bucket, client: filesClient(clientConfig(AWS_ENDPOINT_URL_S3, region)) };
  }
  const stack = localStack('AWS_ENDPOINT_URL_S3, or AWS_PROFILE for the cloud');
  const known = bucket ?? stack.buckets[name];
  if (known === undefined) throw new CannotRun(none);
  return { bucket: known, client: filesClient(clientConfig(stack.sqsEndpoint, region ?? stack.region)) };
}

/** Runs a command: its exit code, or the message of what is wrong without a stack trace. */
export async function run(name: string, command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    process.exitCode = 2;
    console.error(`${name}: ${told(error)}`);
  }
}

function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const refused = [error, ...(error instanceof AggregateError ? (error.errors as Error[]) : [])].some(
    (part) => (part as NodeJS.ErrnoException).code === 'ECONNREFUSED',
  );
  if (refused) return 'nobody answers at the endpoint: does the local stack still run? Start it by npm start';
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error.message || error.name;
}

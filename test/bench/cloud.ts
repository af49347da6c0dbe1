import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, stopProcess } from '../../infra/local/engines.ts';
import { LOCAL_CREDENTIALS } from '../../infra/local/resources.ts';
import { type StackDescription, startStack } from '../../infra/local/stack.ts';
import { localCredentials } from '../../shared/store/client.ts';

const ROOT = join(import.meta.dirname, '../..');
const START_TIMEOUT_MS = 30_000;

/** The product and the bare function, each behind a gateway of its own, on the same table. */
export interface BenchCloud {
  stack: StackDescription;
  bareUrl: string;
  /** Folders of the bundles. */
  bundles: { product: string; bare: string };
  stop(): Promise<void>;
}

/** @param folder for bundles, below the project's root */
export async function startBench(folder: string): Promise<BenchCloud> {
  const [http, lambda, dynamodb, sqs, issuer, receiver, barePort, bareLambda] = (await Promise.all(
    Array.from({ length: 8 }, freePort),
  )) as [number, number, number, number, number, number, number, number];
  const stack = await startStack({
    ports: { http, lambda, dynamodb, sqs, issuer, receiver },
    workDir: folder,
    log: () => {},
  });
  const table = stack.tables.naming!;
  const { accessKeyId, secretAccessKey } = localCredentials(table);
  const bare = spawn(
    process.execPath,
    [
      join(ROOT, 'node_modules/serverless/bin/serverless.js'),
      ...['offline', 'start', '--httpPort', String(barePort), '--lambdaPort', String(bareLambda)],
    ],
    {
      cwd: join(import.meta.dirname, 'bare'),
      // Its lines are read like the product's: both pay for writing them.
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PEIYOU_BUILD_FOLDER: join('../../..', folder, 'bare'),
        TABLE_NAME: table,
        AWS_REGION: stack.region,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_ENDPOINT_URL_DYNAMODB: stack.dynamodbEndpoint,
        SLS_DISABLE_AUTO_UPDATE: '1',
      },
    },
  );
  for (const stream of [bare.stdout, bare.stderr]) stream.resume();
  const stop = async () => {
    await stopProcess(bare);
    await stack.stop();
  };
  const bareUrl = `http://localhost:${barePort}/bare`;
  try {
    await untilAnswers(bareUrl);
  } catch (error) {
    await stop();
    throw error;
  }
  const bundles = {
    product: join(ROOT, folder, 'functions'),
    bare: join(ROOT, folder, 'bare'),
  };
  return { stack, bareUrl, bundles, stop };
}

/** Has clients made in this process reach the engines of a stack. */
export function useCloud(stack: StackDescription): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: stack.dynamodbEndpoint,
    AWS_ENDPOINT_URL_SQS: stack.sqsEndpoint,
    AWS_ENDPOINT_URL_S3: stack.sqsEndpoint,
    AWS_REGION: stack.region,
    LOCAL_DATABASES: 'true',
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
}

async function untilAnswers(url: string) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const answer = await fetch(url, { method: 'POST', body: '{"calls":[1]}' }).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > deadline) throw new Error(`The bare function does not answer (${answer?.status})`);
    await sleep(200);
  }
}

import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { importDue } from '../../functions/registration/import/routes.ts';
import { ledger, workbookOf } from '../../infra/ledger-workbook.ts';
import { freePort, startDynamoDb } from '../../infra/local/engines.ts';
import { writeEvent } from '../../shared/events/envelope.ts';
import { newEvent } from '../../shared/events/index.ts';
import { dueEvents, started } from '../integration/registration/imports.ts';
import { type RegistrationService, registrationService } from '../integration/registration/service.ts';
import { testCloud } from '../support/cloud.ts';
import { type BenchCloud, useCloud } from './cloud.ts';
import type { Figure } from './measure.ts';

const DIVISION = '330302';
const TIMED_ROWS = 1_000;
/** The most that a file may have. */
const MOST_ROWS = 20_000;
/** Of these rows: wrong ones weigh most, for their problems are kept, and they are written back in workbooks. */
const WRONG = 1;
const AT_ONCE = 16;
/** Megabytes that the worker's function has (functions.yml). */
const MEMORY = 1_024;
const MB = 1_000_000;
const FOREVER = 3_600_000;
const KEY = randomBytes(32).toString('base64');

type Transaction = NonNullable<TransactWriteCommandInput['TransactItems']>;

/** Rows a second of an import, and the memory that the largest takes. */
export async function measureImports({ stack, bundles }: BenchCloud): Promise<Figure[]> {
  useCloud(stack);
  return [await measureSpeed(), await withFreshEngine(() => measureMemory(bundles.product))];
}

/** The local DynamoDB slows down with what it holds, so each contender has one of its own. */
async function withFreshEngine<T>(run: () => Promise<T>): Promise<T> {
  const engine = await startDynamoDb(await freePort());
  const before = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  process.env.AWS_ENDPOINT_URL_DYNAMODB = engine.endpoint;
  try {
    return await run();
  } finally {
    process.env.AWS_ENDPOINT_URL_DYNAMODB = before;
    await engine.stop();
  }
}

/** Rows a second, against the same transactions sent by nobody but themselves, as many at once. */
async function measureSpeed(): Promise<Figure> {
  const landings: Transaction[] = [];
  const value = await withFreshEngine(() => landingRate(landings));
  const floor = await withFreshEngine(() => writingRate(landings));
  return { name: 'import: rows, against their bare writes', value, unit: '/s', floor, aim: { atLeast: 0.6 } };
}

/** @param landings takes the transactions that were sent */
async function landingRate(landings: Transaction[]): Promise<number> {
  const service = await registrationService();
  service.cloud.documentClient.middlewareStack.add(
    (next) => async (args) => {
      const { TransactItems = [] } = args.input as { TransactItems?: Transaction };
      if (String(TransactItems[0]?.Put?.Item?.PK).startsWith('ORGANISATION#')) landings.push(TransactItems);
      return next(args);
    },
    { step: 'initialize' },
  );
  const { id } = await begun(service, TIMED_ROWS, 0.03);
  const [event] = await dueEvents(service, id);
  const landed = await rate(TIMED_ROWS, () => importDue(event!, service.deps, FOREVER));
  await service.close();
  return landed;
}

async function writingRate(landings: readonly Transaction[]): Promise<number> {
  const bare = await testCloud('registration');
  const sent = landings.map((items) => items.map(({ Put }) => ({ Put: { ...Put!, TableName: bare.table } })));
  const waiting = sent.values();
  const send = async () => {
    for (const TransactItems of waiting)
      await bare.documentClient.send(new TransactWriteCommand({ TransactItems }));
  };
  // The engine fails when it reads its very first conditions at once.
  await bare.documentClient.send(new TransactWriteCommand({ TransactItems: waiting.next().value! }));
  return rate(sent.length - 1, async () => {
    await Promise.all(Array.from({ length: AT_ONCE }, send));
  });
}

/** The most memory that the worker's bundle has at a time, alone in its process, for the largest ledger. */
async function measureMemory(bundles: string): Promise<Figure> {
  const service = await registrationService();
  const { id } = await begun(service, MOST_ROWS, WRONG);
  const worker = fork(join(import.meta.dirname, 'worker-process.ts'), [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: {
      ...process.env,
      ...service.cloud.env,
      FILES_BUCKET: service.cloud.bucket,
      LOCAL_FIELD_KEYS: JSON.stringify({ keys: { bench: KEY }, current: 'bench' }),
      WORKER: join(bundles, '.build/functions/registration/worker.mjs'),
      POWERTOOLS_TRACE_ENABLED: 'false',
    },
  });
  const ended = once(worker, 'exit');
  let peak = 0;
  for (;;) {
    const { due, state } = (await service.deps.store.sheetImport(id))!;
    if (state === 'failed') throw new Error('The import failed');
    if (due === undefined) break;
    const data = { importId: id, from: due };
    const event = newEvent(
      'registration.import.due',
      { subject: id, correlationId: 'bench', data },
      service.deps,
    );
    worker.send(writeEvent(event));
    // Ending in the middle it answers with its exit code.
    const [answer] = (await Promise.race([once(worker, 'message'), ended])) as [
      { failures: number; peakBytes: number },
    ];
    if (answer.failures !== 0) throw new Error(`The worker failed from row ${due}`);
    peak = answer.peakBytes;
  }
  worker.disconnect();
  await service.close();
  return {
    name: `import: memory of the worker, ${MOST_ROWS} rows`,
    value: peak / MB,
    unit: 'MB',
    aim: { atMost: MEMORY },
  };
}

/** A ledger that is uploaded and set going. */
async function begun(service: RegistrationService, rows: number, mistakes: number) {
  const file = Buffer.from(await workbookOf(ledger({ rows, division: DIVISION, mistakes })));
  return started(service.as('county', DIVISION, 'bench'), file, DIVISION);
}

async function rate(count: number, run: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await run();
  return count / ((performance.now() - begun) / 1000);
}

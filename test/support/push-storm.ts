/**
 * Pushes of many counties while everything goes wrong: the receiver fails at random and is down for a while, the worker is
 * killed every few seconds. For the fault test and, longer, for the benchmark.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Deps } from '../../functions/reporting/deps.ts';
import type { Push } from '../../functions/reporting/model/push.ts';
import { reportingPolicyOn } from '../../functions/reporting/policy/index.ts';
import { type ProvincePolicy, provincePolicyOn } from '../../functions/reporting/policy/province.ts';
import { pushRequested } from '../../functions/reporting/pushes/request.ts';
import { provinceOf, ReceiverSettings } from '../../functions/reporting/pushes/settings.ts';
import { senders, sweep } from '../../functions/reporting/pushes/sweep.ts';
import { reportingStore } from '../../functions/reporting/store/index.ts';
import { type LocalReceiver, startReceiver } from '../../infra/local/receiver.ts';
import { pollStream } from '../../infra/local/sources.ts';
import { today } from '../../shared/calendar/today.ts';
import { createRelay } from '../../shared/events/index.ts';
import { fileStore, filesClient } from '../../shared/files/index.ts';
import { localCredentials } from '../../shared/store/client.ts';
import { allOf, createStore, retried } from '../../shared/store/index.ts';
import { testCloud } from './cloud.ts';

const SIGNING = 'whsec_cHVzaGVzIG9mIGEgc3Rvcm0gYXJlIHNpZ25lZA==';
const RECEIPTS = 'whsec_cmVjZWlwdHMgb2YgYSBzdG9ybSBhcmUgc2lnbmVk';
/** Three in ten events fail, in every way. */
const FAULTS = {
  error: 0.08,
  slow: 0.03,
  hang: 0.02,
  reset: 0.05,
  drop: 0.06,
  'wrong-signature': 0.02,
  'wrong-sha': 0.01,
  'wrong-counts': 0.01,
  'other-receipt': 0.01,
  busy: 0.01,
  slowMs: 150,
  retryAfterSeconds: 1,
};
/** The longest that the receiver is down altogether. */
const NOTICED_MS = 60_000;
/** Seconds for which a message of a killed worker is hidden. */
const VISIBILITY = 3;
const POLICY: ProvincePolicy = {
  ...provincePolicyOn('2026-11-25'),
  sending: {
    ...provincePolicyOn('2026-11-25').sending,
    timeoutSeconds: 0.6,
    workSeconds: 2,
    waitSeconds: 0.5,
  },
  retry: { firstSeconds: 0.02, longestSeconds: 0.3, hours: 72 },
  breaker: { failures: 10, firstSeconds: 0.4, longestSeconds: 1, probeSeconds: 2 },
};

export interface Storm {
  pushes: readonly Push[];
  receiver: LocalReceiver;
  counties: readonly string[];
  kills: number;
  /** Whether the breaker opened. */
  opened: boolean;
  seconds: number;
  /** A digest over what each side has, county by county in order. */
  ours: string;
  theirs: string;
}

/**
 * Has pushes asked for by 12 counties at once and waits until all are delivered.
 * @throws Error with what is missing when they are not in time
 */
export async function pushStorm({
  count,
  killEveryMs,
  withinMs,
}: {
  count: number;
  killEveryMs: number;
  withinMs: number;
}): Promise<Storm> {
  const begun = performance.now();
  const cloud = await testCloud('reporting');
  const receiver = await startReceiver({ port: 0, secrets: [SIGNING], receiptSecret: RECEIPTS });
  receiver.fail(FAULTS);
  const inboxUrl = cloud.queueUrl('reporting-push');
  await cloud.sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl: inboxUrl,
      Attributes: { VisibilityTimeout: String(VISIBILITY) },
    }),
  );
  const env = {
    ...cloud.env,
    FILES_BUCKET: cloud.bucket,
    INBOX_QUEUE_URL: inboxUrl,
    DEAD_LETTER_QUEUE_URL: cloud.values.ReportingPushDeadLetters!,
    RECEIVER_URL: receiver.url,
    RECEIVER_KEYS: JSON.stringify({ signing: [{ key: SIGNING }], receipts: [{ key: RECEIPTS }] }),
    RECEIVER_ALLOW_PRIVATE: 'true',
    PUBLIC_URL: 'https://api.example.cn',
  };
  const now = () => new Date();
  const deps: Deps = {
    store: reportingStore(
      createStore({ client: cloud.documentClient, table: cloud.table, now, cursorSecret: 'x'.repeat(32) }),
    ),
    files: fileStore({ client: filesClient(), bucket: cloud.bucket, now }),
    now,
    today: () => today(now()),
    newId: randomUUID,
    policyOn: reportingPolicyOn,
    alarm: () => {},
    province: { ...provinceOf(ReceiverSettings.parse(env)), policyOn: () => POLICY },
  };
  const stream = relayed(cloud, inboxUrl);
  let over = false;
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  let kills = 0;
  let opened = false;
  let pusher: ChildProcess | undefined;
  const counties = senders()
    .filter((code) => code.length === 6)
    .slice(0, 12);
  const killing = (async () => {
    while (!over) {
      pusher = started(env, counties.length);
      await Promise.race([sleep(killEveryMs * (0.5 + Math.random())), finished]);
      if (over) break;
      pusher.kill('SIGKILL');
      kills += 1;
    }
  })();
  const minding = (async () => {
    while (!over) {
      await sleep(1_000);
      opened ||= (await deps.store.receiver()).opened > 0;
      // What the schedule does every quarter of an hour.
      if (!over) await sweep(deps);
    }
  })();
  try {
    await Promise.all(
      counties.map(async (county, at) => {
        const wanted = Math.floor(count / counties.length) + (at < count % counties.length ? 1 : 0);
        for (let nth = 1; nth <= wanted; nth++) await asked(county, nth, deps);
      }),
    );
    // Down altogether for a while, on a slow machine until the breaker has noticed.
    receiver.fail({ error: 1 });
    await sleep(2_500);
    for (
      const noticed = performance.now() + NOTICED_MS;
      !opened && performance.now() < noticed;
      await sleep(100)
    )
      opened ||= (await deps.store.receiver()).opened > 0;
    receiver.fail(FAULTS);
    const deadline = begun + withinMs;
    const waiting = async () => {
      const firsts = await Promise.all(counties.map((county) => deps.store.firstWaiting(county)));
      return firsts.filter((one) => one !== undefined).length;
    };
    while ((await waiting()) > 0) {
      if (performance.now() > deadline)
        throw new Error(`${receiver.held.size} of ${count} delivered, ${await waiting()} counties wait`);
      await sleep(250);
    }
  } finally {
    over = true;
    finish();
    pusher?.kill('SIGKILL');
    stream.stop();
    await Promise.all([killing, minding]);
    await receiver.stop();
  }
  const pushes = (
    await Promise.all(counties.map((county) => allOf((list) => deps.store.pushes(county, list))))
  ).flat();
  const held = [...receiver.held.values()];
  return {
    pushes,
    receiver,
    counties,
    kills,
    opened,
    seconds: Math.round((performance.now() - begun) / 1000),
    ours: digest(
      pushes.map(({ county, sequence, id, sha256 }) => [county.padEnd(12, '0'), sequence, id, sha256]),
    ),
    theirs: digest(
      held.map(({ county, sequence, webhookId, sha256 }) => [county, sequence, webhookId, sha256]),
    ),
  };
}

const digest = (rows: readonly (readonly [string, number, string, string])[]) =>
  createHash('sha256')
    .update(JSON.stringify(rows.toSorted((a, b) => (a[0] === b[0] ? a[1] - b[1] : a[0] < b[0] ? -1 : 1))))
    .digest('hex');

async function asked(county: string, nth: number, deps: Deps): Promise<void> {
  await retried(async () => {
    const { push: _, ...change } = await pushRequested(
      {
        county,
        type: 'cn.wenzhou.peiyou.report.signed.v1',
        subject: `${county}-${nth}`,
        data: {
          report: `${county}-${nth}`,
          division: county,
          period: '2026-10',
          version: 1,
          contentHash: createHash('sha256').update(`${county} ${nth}`).digest('hex'),
          asOf: '2026-11-20T00:00:00.000Z',
          policy: 'reporting.2021',
          definitions: [],
          facts: { count: nth, digest: '1'.repeat(64) },
          signedAt: '2026-11-20T02:00:00.000Z',
          items: [{ id: `${county}.${nth}`, indicator: 'needs.matched', division: county, numerator: nth }],
        },
        actor: { role: 'city', subject: 'storm' },
        correlationId: `storm-${nth}`,
      },
      deps,
    );
    await deps.store.save(change);
  });
}

/** The table's outbox goes to the queue, as the relay has it. */
function relayed(cloud: Awaited<ReturnType<typeof testCloud>>, inboxUrl: string) {
  const quiet = () => {};
  const relay = createRelay({
    client: cloud.sqs,
    queues: { 'reporting-push': inboxUrl },
    log: { info: quiet, error: (message, detail) => console.error(message, detail) },
  });
  return pollStream({
    consumer: 'storm',
    client: new DynamoDBStreamsClient({
      credentials: localCredentials(cloud.table),
      endpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB!,
    }),
    streamArn: cloud.values['ReportingTable.StreamArn']!,
    batchSize: 100,
    patterns: [{ eventName: ['INSERT'], dynamodb: { Keys: { PK: { S: [{ prefix: 'OUTBOX#' }] } } } }],
    positions: new Map(),
    invoke: (event) => relay(event as Parameters<typeof relay>[0]),
    log: (message) => console.error(message),
  });
}

function started(env: Record<string, string>, pollers: number): ChildProcess {
  return fork(join(import.meta.dirname, 'pusher.ts'), {
    // Not jest's own options: the worker is plain Node.
    execArgv: [],
    env: {
      ...process.env,
      NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
      ...env,
      POLLERS: String(pollers),
      PUSHER_POLICY: JSON.stringify(POLICY),
    },
  });
}

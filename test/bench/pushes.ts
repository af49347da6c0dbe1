/**
 * Pushes to the province through a storm (test/support/push-storm.ts): the receiver fails three times in ten, the worker is
 * killed every few seconds. Held against sending the same bodies bare: signed, county by county, nothing kept, nothing failing.
 */
import { EVENTS_PATH } from '../../functions/reporting/pushes/contract.ts';
import { readKey, signed } from '../../functions/reporting/pushes/signature.ts';
import { freePort, startDynamoDb, startQueues } from '../../infra/local/engines.ts';
import { startReceiver } from '../../infra/local/receiver.ts';
import { LOCAL_CREDENTIALS } from '../../infra/local/resources.ts';
import type { Figure } from './measure.ts';

export const FEW = 600;
/** Some minutes of it. */
export const MANY = 20_000;
const REGION = 'cn-north-1';
const SECRET = 'whsec_YmVuY2htYXJrIG9mIHB1c2hlcywgYW5kIG5vdGhpbmc=';

export async function measurePushes(count: number): Promise<Figure[]> {
  const dynamodb = await startDynamoDb(await freePort(), { large: true });
  const queues = await startQueues(await freePort(), REGION);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
    AWS_ENDPOINT_URL_SQS: queues.endpoint,
    AWS_ENDPOINT_URL_S3: queues.endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    LOCAL_DATABASES: 'true',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
  try {
    // Loaded late: what it imports reads the environment.
    const { pushStorm } = await import('../support/push-storm.ts');
    const storm = await pushStorm({ count, killEveryMs: 8_000, withinMs: 3_600_000 });
    if (storm.ours !== storm.theirs) throw new Error('The two sides differ after the storm');
    const attempts = storm.pushes.reduce((sum, { attemptCount }) => sum + attemptCount, 0);
    const of = `${count.toLocaleString('en')} pushes, 30% faults, worker killed ${storm.kills} times`;
    return [
      {
        name: of,
        value: count / storm.seconds,
        unit: '/s',
        floor: await bare(storm.pushes, storm.counties),
        aim: { atLeast: 0.005 },
      },
      { name: `${of}: attempts each`, value: attempts / count, unit: '', aim: { atMost: 3 } },
    ];
  } finally {
    await queues.stop();
    await dynamodb.stop();
  }
}

/** Pushes a second where nothing is kept and nothing fails. */
async function bare(
  pushes: readonly { id: string; county: string; sequence: number; body: string }[],
  counties: readonly string[],
): Promise<number> {
  const receiver = await startReceiver({ port: 0, secrets: [SECRET], receiptSecret: SECRET });
  const key = readKey(SECRET);
  const begun = performance.now();
  try {
    await Promise.all(
      counties.map(async (county) => {
        const own = pushes.filter((push) => push.county === county).sort((a, b) => a.sequence - b.sequence);
        for (const { id, body } of own) {
          const headers = { ...signed([key], { id, at: new Date(), body }) };
          const response = await fetch(`${receiver.url}${EVENTS_PATH}`, { method: 'POST', headers, body });
          if (!response.ok)
            throw new Error(`The receiver answers ${response.status}: ${await response.text()}`);
          await response.arrayBuffer();
        }
      }),
    );
    return pushes.length / ((performance.now() - begun) / 1000);
  } finally {
    await receiver.stop();
  }
}

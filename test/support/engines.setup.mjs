import { freePort, startDynamoDb, startQueues } from '../../infra/local/engines.ts';

const REGION = 'cn-north-1';

/** Starts one DynamoDB and one SQS and S3 server for all integration tests of the run; they learn of them by environment. */
export default async function setUp() {
  const [dynamodb, queues] = await Promise.all([startDynamoDb(await freePort()), startQueues(0, REGION)]);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
    AWS_ENDPOINT_URL_SQS: queues.endpoint,
    AWS_ENDPOINT_URL_S3: queues.endpoint,
    AWS_REGION: REGION,
    LOCAL_DATABASES: 'true',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  globalThis.stopEngines = () => Promise.all([dynamodb.stop(), queues.stop()]);
}

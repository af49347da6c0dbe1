/** Creates the tables, queues and buckets of the CloudFormation resources on a DynamoDB and an SQS and S3 endpoint. */
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { localCredentials } from '../../shared/store/client.ts';
import { template } from '../cloudformation/index.ts';
import { resolve, type Values } from './template.ts';

interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
}

export interface Endpoints {
  dynamodb: string;
  /** Of SQS and S3. */
  sqs: string;
  region: string;
}

/** The account that the local engines speak of. */
const ACCOUNT = '000000000000';

/** Credentials that the local SQS and S3 ask for and do not check. */
export const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Clients of the local SQS and S3. */
export function localClients({ sqs, region }: Pick<Endpoints, 'sqs' | 'region'>) {
  const common = { region, endpoint: sqs, credentials: LOCAL_CREDENTIALS };
  return {
    sqs: new SQSClient({ ...common, useQueueUrlAsEndpoint: false }),
    s3: new S3Client({ ...common, forcePathStyle: true }),
  };
}

/** A client of a local table. */
export const localTable = ({ dynamodb, region }: Pick<Endpoints, 'dynamodb' | 'region'>, table: string) =>
  new DynamoDBClient({ region, endpoint: dynamodb, credentials: localCredentials(table) });

/**
 * Creates the tables (with streams), queues (with redrive policies) and buckets that do not exist yet.
 * @param stackName begins the names of all, so that stacks on one engine keep apart
 * @param only logical ids to create; all when left out
 * @returns the values of Ref and Fn::GetAtt for what was created
 */
export async function createResources(
  endpoints: Endpoints,
  stackName: string,
  only?: readonly string[],
): Promise<Values> {
  const { sqs, s3 } = localClients(endpoints);
  const values: Record<string, string> = { 'AWS::StackName': stackName, 'AWS::AccountId': ACCOUNT };
  const wanted = Object.entries(template.Resources as unknown as Record<string, Resource>).filter(
    ([id]) => only === undefined || only.includes(id),
  );
  const of = (type: string) => wanted.filter(([, resource]) => resource.Type === type);
  const queues = of('AWS::SQS::Queue').sort(([, a], [, b]) => dependency(a) - dependency(b));
  try {
    await Promise.all([
      ...of('AWS::DynamoDB::Table').map(([id, { Properties }]) =>
        createTable(endpoints, id, Properties, values),
      ),
      ...of('AWS::S3::Bucket').map(([id, { Properties }]) => createBucket(s3, id, Properties, values)),
      (async () => {
        for (const [id, { Properties }] of queues) await createQueue(sqs, id, Properties, values);
      })(),
    ]);
  } finally {
    sqs.destroy();
    s3.destroy();
  }
  return values;
}

/** Queues with a redrive policy come after those that they refer to. */
const dependency = ({ Properties }: Resource) => (Properties.RedrivePolicy ? 1 : 0);

async function createTable(
  endpoints: Endpoints,
  id: string,
  properties: Record<string, unknown>,
  values: Record<string, string>,
) {
  const {
    StreamSpecification: stream,
    // The engine would remove by the real time what is past it, and our clock can be set; to the store it is gone anyway.
    TimeToLiveSpecification: ____,
    // What DynamoDB Local does not know: backups, encryption and deletion protection concern the cloud only.
    PointInTimeRecoverySpecification: _,
    SSESpecification: __,
    DeletionProtectionEnabled: ___,
    ...table
  } = resolve(properties, values) as Record<string, unknown>;
  const input = {
    ...table,
    ...(stream ? { StreamSpecification: { StreamEnabled: true, ...stream } } : {}),
  } as CreateTableCommandInput;
  const client = localTable(endpoints, input.TableName!);
  await client.send(new CreateTableCommand(input)).catch((error: unknown) => {
    if (!(error instanceof ResourceInUseException)) throw error;
  });
  const { Table } = await client.send(new DescribeTableCommand({ TableName: input.TableName }));
  values[id] = input.TableName!;
  values[`${id}.Arn`] = Table!.TableArn!;
  if (Table!.LatestStreamArn) values[`${id}.StreamArn`] = Table!.LatestStreamArn;
  client.destroy();
}

async function createQueue(
  client: SQSClient,
  id: string,
  properties: Record<string, unknown>,
  values: Record<string, string>,
) {
  const { QueueName, ...attributes } = resolve(properties, values) as Record<string, unknown>;
  // Without attributes an existing queue is taken as it is; then it gets those of today, whatever it had before.
  const { QueueUrl } = await client.send(
    new CreateQueueCommand({
      QueueName: String(QueueName),
      // What a queue is from its beginning.
      ...(attributes.FifoQueue === true && { Attributes: { FifoQueue: 'true' } }),
    }),
  );
  await client.send(
    new SetQueueAttributesCommand({
      QueueUrl,
      Attributes: Object.fromEntries(
        Object.entries(attributes)
          .filter(([name]) => name !== 'FifoQueue')
          .map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
      ),
    }),
  );
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  values[id] = QueueUrl!;
  values[`${id}.Arn`] = Attributes!.QueueArn!;
  values[`${id}.QueueName`] = String(QueueName);
}

/** Only the bucket itself: who may reach it, encryption, versions and lifecycle concern the cloud. */
async function createBucket(
  client: S3Client,
  id: string,
  { BucketName }: Record<string, unknown>,
  values: Record<string, string>,
) {
  const Bucket = String(resolve(BucketName, values));
  // In the region that S3 began with, and here, creating a bucket of one's own again changes nothing.
  await client.send(new CreateBucketCommand({ Bucket }));
  values[id] = Bucket;
  values[`${id}.Arn`] = `arn:aws:s3:::${Bucket}`;
  values[`${id}.RegionalDomainName`] = `${Bucket}.s3.localhost`;
}

import { randomUUID } from 'node:crypto';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { template } from '../../infra/cloudformation/index.ts';
import { logicalId } from '../../infra/cloudformation/names.ts';
import { createResources, localClients } from '../../infra/local/resources.ts';
import type { Values } from '../../infra/local/template.ts';
import { INBOXES } from '../../shared/events/catalogue.ts';

/** Tables, queues and buckets of a test file's own, made from the resources that are deployed. */
export interface TestCloud {
  /** Ref and Fn::GetAtt values by logical id. */
  values: Values;
  table: string;
  inboxUrl: string;
  deadLetterUrl: string;
  /** The service's bucket; empty where it has none. */
  bucket: string;
  queueUrl(service: string): string;
  documentClient: DynamoDBDocumentClient;
  sqs: SQSClient;
  /** Settings for the service's functions. */
  env: Record<string, string>;
}

/** An access key of its own: DynamoDB Local grows slower with every table among which it has to look. */
const apart = () => ({ accessKeyId: `test${randomUUID().replaceAll('-', '')}`, secretAccessKey: 'local' });

/** Makes a cloud of its own for a test file, so that tests run at once without disturbing each other. */
export async function testCloud(service: string, credentials = apart()): Promise<TestCloud> {
  const { AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL_SQS, AWS_REGION } = process.env;
  process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId;
  const endpoints = {
    dynamodb: AWS_ENDPOINT_URL_DYNAMODB!,
    sqs: AWS_ENDPOINT_URL_SQS!,
    region: AWS_REGION!,
    credentials,
  };
  const id = service.charAt(0).toUpperCase() + service.slice(1);
  // Queues refer to each other; tables and buckets of other services only cost time.
  const only = Object.entries<{ Type: string }>(template.Resources as never)
    .filter(([name, { Type }]) => Type === 'AWS::SQS::Queue' || name.startsWith(id))
    .map(([name]) => name);
  const values = await createResources(endpoints, `test-${randomUUID().slice(0, 8)}`, only);
  const { dynamodb, sqs } = localClients(endpoints);
  const queueUrl = (name: string) => values[logicalId(name, 'Inbox')]!;
  return {
    values,
    table: values[`${id}Table`]!,
    inboxUrl: values[`${id}Inbox`]!,
    deadLetterUrl: values[`${id}DeadLetters`]!,
    bucket: values[`${id}Files`] ?? '',
    queueUrl,
    documentClient: DynamoDBDocumentClient.from(dynamodb, {
      marshallOptions: { removeUndefinedValues: true },
    }),
    sqs,
    env: {
      TABLE_NAME: values[`${id}Table`]!,
      INBOX_QUEUE_URL: values[`${id}Inbox`]!,
      DEAD_LETTER_QUEUE_URL: values[`${id}DeadLetters`]!,
      QUEUE_URLS: JSON.stringify(
        Object.fromEntries(INBOXES.filter((one) => queueUrl(one)).map((one) => [one, queueUrl(one)])),
      ),
      CURSOR_SECRET: 'a secret for the cursors of tests',
    },
  };
}

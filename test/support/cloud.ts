import { randomUUID } from 'node:crypto';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { template } from '../../infra/cloudformation/index.ts';
import { logicalId } from '../../infra/cloudformation/names.ts';
import { createResources, localClients } from '../../infra/local/resources.ts';
import type { Values } from '../../infra/local/template.ts';
import { INBOXES } from '../../shared/events/catalogue.ts';
import { documentClient } from '../../shared/store/client.ts';

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

/** Makes a cloud of its own for a test file, so that tests run at once without disturbing each other. */
export async function testCloud(service: string): Promise<TestCloud> {
  const { AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL_SQS, AWS_REGION } = process.env;
  const endpoints = {
    dynamodb: AWS_ENDPOINT_URL_DYNAMODB!,
    sqs: AWS_ENDPOINT_URL_SQS!,
    region: AWS_REGION!,
  };
  const id = service.charAt(0).toUpperCase() + service.slice(1);
  // Queues refer to each other; tables and buckets of other services only cost time.
  const only = Object.entries<{ Type: string }>(template.Resources as never)
    .filter(([name, { Type }]) => Type === 'AWS::SQS::Queue' || name.startsWith(id))
    .map(([name]) => name);
  const values = await createResources(endpoints, `test-${randomUUID().slice(0, 8)}`, only);
  const { sqs } = localClients(endpoints);
  const table = values[`${id}Table`]!;
  const queueUrl = (name: string) => values[logicalId(name, 'Inbox')]!;
  return {
    values,
    table,
    inboxUrl: values[`${id}Inbox`]!,
    deadLetterUrl: values[`${id}DeadLetters`]!,
    bucket: values[`${id}Files`] ?? '',
    queueUrl,
    documentClient: documentClient(table),
    sqs,
    env: {
      TABLE_NAME: table,
      INBOX_QUEUE_URL: values[`${id}Inbox`]!,
      DEAD_LETTER_QUEUE_URL: values[`${id}DeadLetters`]!,
      QUEUE_URLS: JSON.stringify(
        Object.fromEntries(INBOXES.filter((one) => queueUrl(one)).map((one) => [one, queueUrl(one)])),
      ),
      CURSOR_SECRET: 'a secret for the cursors of tests',
    },
  };
}

/** Reads what a table's stream has given so far, as Lambda would be given it. */
import {
  type _Record,
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { localCredentials } from '../../../shared/store/client.ts';

export async function streamEvent(streamArn: string): Promise<DynamoDBStreamEvent> {
  const [, table] = streamArn.split('/') as [string, string];
  const client = new DynamoDBStreamsClient({
    endpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB!,
    credentials: localCredentials(table),
  });
  const records: _Record[] = [];
  try {
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: streamArn }));
    for (const { ShardId } of StreamDescription?.Shards ?? []) {
      const shard = { StreamArn: streamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
      let { ShardIterator: iterator } = await client.send(new GetShardIteratorCommand(shard));
      while (iterator) {
        const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator }));
        if (!page.Records?.length) break;
        records.push(...page.Records);
        iterator = page.NextShardIterator;
      }
    }
  } finally {
    client.destroy();
  }
  return { Records: records } as unknown as DynamoDBStreamEvent;
}

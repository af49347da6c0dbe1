import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { localTable } from '../../infra/local/resources.ts';
import { addDays } from '../../shared/calendar/index.ts';
import { today } from '../../shared/calendar/today.ts';
import { stack } from './stack.ts';

/** Lets the days of entries pass, which a running system cannot be asked to do. */
export async function entriesPass(contest: string): Promise<void> {
  const { dynamodbEndpoint, region } = stack;
  const table = stack.tables.matching!;
  const client = localTable({ dynamodb: dynamodbEndpoint, region }, table);
  const day = today(new Date());
  await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: marshall({ PK: `CONTEST#${contest}`, SK: 'CONTEST' }),
      UpdateExpression: 'SET facts.entriesFrom = :from, facts.entriesUntil = :until',
      ExpressionAttributeValues: marshall({ ':from': addDays(day, -7), ':until': addDays(day, -1) }),
    }),
  );
  client.destroy();
}

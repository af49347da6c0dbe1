import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';

/** Every item of a table as it is now, keys and all, page by page: for operators, not for requests. */
export async function* scan(
  client: DynamoDBDocumentClient,
  table: string,
): AsyncGenerator<Record<string, unknown> & { PK: string; SK: string }> {
  for await (const { Items = [] } of paginateScan({ client }, { TableName: table, ConsistentRead: true }))
    yield* Items as (Record<string, unknown> & { PK: string; SK: string })[];
}

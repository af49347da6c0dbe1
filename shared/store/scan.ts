import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';

type Item = Record<string, unknown> & { PK: string; SK: string };

/** About as many as the megabyte that a page takes. Without a limit DynamoDB Local goes over its whole part for each page. */
const ITEMS_A_PAGE = 1_000;

/** Every item of a table as it is now, keys and all, page by page: for operators, not for requests. */
export async function* scan(
  client: DynamoDBDocumentClient,
  table: string,
  part: { Segment?: number; TotalSegments?: number } = {},
): AsyncGenerator<Item> {
  for await (const { Items = [] } of paginateScan(
    { client },
    { TableName: table, ConsistentRead: true, Limit: ITEMS_A_PAGE, ...part },
  ))
    yield* Items as Item[];
}

/** As `scan`, in parts that are read at once; the items come in no order. */
export async function scanAtOnce(
  client: DynamoDBDocumentClient,
  table: string,
  TotalSegments: number,
  each: (item: Item) => void,
): Promise<void> {
  await Promise.all(
    Array.from({ length: TotalSegments }, async (_, Segment) => {
      for await (const item of scan(client, table, { Segment, TotalSegments })) each(item);
    }),
  );
}

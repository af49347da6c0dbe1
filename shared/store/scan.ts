import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { atOnce } from '../at-once.ts';

type Item = Record<string, unknown> & { PK: string; SK: string };

/**
 * Not a megabyte, as a page is without a limit: DynamoDB Local first takes all that is left of its part, and cuts it off then,
 * so that the time grows with the square of the items.
 */
const ITEMS_A_PAGE = 1_000;
/** Parts of the table, for the same reason small ones, and how many are read at once. */
const PARTS = 256;
const PARTS_AT_ONCE = 8;

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

/** As `scan`, in parts, some of which are read at once; the items come in no order. */
export async function scanAtOnce(
  client: DynamoDBDocumentClient,
  table: string,
  each: (item: Item) => void,
): Promise<void> {
  const parts = Array.from({ length: PARTS }, (_, Segment) => ({ Segment, TotalSegments: PARTS }));
  await atOnce(parts, PARTS_AT_ONCE, async (part) => {
    for await (const item of scan(client, table, part)) each(item);
  });
}

import { type DynamoDBDocumentClient, paginateQuery, paginateScan } from '@aws-sdk/lib-dynamodb';
import { AUDIT, type ChainedEntry, type ChainHead, verifyChain } from './audit.ts';

/** Chains verified at once. */
const AT_ONCE = 8;

/** A chain that does not hold. */
export interface BrokenChain {
  aggregate: string;
  fault: string;
}

/**
 * Verifies every audit chain of a table. It scans the table and reads each chain: for operators, not for requests. A
 * chain removed whole, with its head, cannot show here; a restored backup or the count of `chains` tells.
 */
export async function verifyTable(client: DynamoDBDocumentClient, table: string) {
  const aggregates = await aggregatesOf(client, table);
  const broken: BrokenChain[] = [];
  let entries = 0;
  const waiting = aggregates.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const aggregate of waiting) {
        // An entry may be written while the chain is read, so a fault counts when it shows twice.
        const first = await verifyOne(client, table, aggregate);
        const { count, fault } = first.fault ? await verifyOne(client, table, aggregate) : first;
        entries += count;
        if (fault) broken.push({ aggregate, fault });
      }
    }),
  );
  broken.sort((a, b) => (a.aggregate < b.aggregate ? -1 : 1));
  return { chains: aggregates.size, entries, broken };
}

async function aggregatesOf(client: DynamoDBDocumentClient, table: string): Promise<Set<string>> {
  const found = new Set<string>();
  const pages = paginateScan(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      FilterExpression: 'begins_with(PK, :audit)',
      ExpressionAttributeValues: { ':audit': AUDIT },
      ProjectionExpression: 'PK',
    },
  );
  for await (const { Items = [] } of pages) {
    for (const { PK } of Items) found.add(String(PK).slice(AUDIT.length));
  }
  return found;
}

async function verifyOne(client: DynamoDBDocumentClient, table: string, aggregate: string) {
  const entries: ChainedEntry[] = [];
  let head: ChainHead | undefined;
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'PK = :pk',
      ExpressionAttributeValues: { ':pk': AUDIT + aggregate },
    },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      if (item.SK === 'HEAD') head = item as ChainHead;
      else entries.push(item as ChainedEntry);
    }
  }
  const foreign = entries.find((entry) => entry.aggregate !== aggregate);
  const fault = foreign
    ? `entry ${foreign.sequence} was made for ${foreign.aggregate}`
    : verifyChain(entries, head);
  return { count: entries.length, fault };
}

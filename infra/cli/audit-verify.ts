/**
 * Verifies the audit chains of a table: entries changed, removed or moved afterwards show.
 *
 * Usage: npm run audit:verify -- --table NAME
 * NAME is a table's name, or a service of the running local stack. AWS_ENDPOINT_URL_DYNAMODB names another endpoint;
 * with AWS_PROFILE or AWS_ACCESS_KEY_ID set and no endpoint it is the cloud. Ends with 1 when a chain does not hold.
 */
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { verifyTable } from '../../shared/store/verify.ts';
import { CannotRun, clientConfig, run, tableNamed } from './target.ts';

await run('audit:verify', async () => {
  const { values } = parseArgs({ options: { table: { type: 'string' } } });
  if (!values.table) throw new CannotRun('which table? npm run audit:verify -- --table NAME');
  const { table, endpoint, region } = tableNamed(values.table);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(endpoint, region, table)));
  const { chains, entries, broken } = await verifyTable(client, table).catch((error: Error) => {
    throw error.name === 'ResourceNotFoundException' ? new CannotRun(`there is no table ${table}`) : error;
  });
  for (const { aggregate, fault } of broken) console.error(`${aggregate}: ${fault}`);
  console.log(`${table}: ${chains} chains with ${entries} entries, ${broken.length} broken`);
  return broken.length === 0 ? 0 : 1;
});

/**
 * Verifies the money ledger of the matching service: adds up all entries, and holds every balance against them.
 *
 * Usage: npm run ledger:verify [-- --table NAME]
 * NAME is a table's name, or a service of the running local stack, `matching` when left out. AWS_ENDPOINT_URL_DYNAMODB names
 * another endpoint; with AWS_PROFILE or AWS_ACCESS_KEY_ID set and no endpoint it is the cloud. Ends with 1 when a balance is
 * not what the entries come to.
 */
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { verifyLedger } from '../../functions/matching/store/verify-ledger.ts';
import { scan } from '../../shared/store/scan.ts';
import { CannotRun, clientConfig, run, tableNamed } from './target.ts';

await run('ledger:verify', async () => {
  const { values } = parseArgs({ options: { table: { type: 'string', default: 'matching' } } });
  const { table, endpoint, region } = tableNamed(values.table);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(endpoint, region, table)));
  const verify = () =>
    verifyLedger(scan(client, table)).catch((error: Error) => {
      throw error.name === 'ResourceNotFoundException' ? new CannotRun(`there is no table ${table}`) : error;
    });
  // An entry may be made while the table is read, so a fault counts when it shows twice, the same.
  const first = await verify();
  const { entries, balances, faults } = first.faults.length > 0 ? await verify() : first;
  const seen = new Set(first.faults.map((fault) => JSON.stringify(fault)));
  const lasting = faults.filter((fault) => seen.has(JSON.stringify(fault)));
  for (const { item, heading, says, comesTo } of lasting)
    console.error(`${item}: ${heading} says ${says} fen, its entries come to ${comesTo}`);
  console.log(`${table}: ${entries} entries, ${balances} balances, ${lasting.length} wrong`);
  return lasting.length === 0 ? 0 : 1;
});

/**
 * Verifies the audit chains of a table: entries changed, removed or moved afterwards show. Where the table holds signed reports
 * their contents, seals and records are held against the chains: every byte of them altered since shows.
 *
 * Usage: npm run audit:verify -- --table NAME [--bucket NAME]
 * NAME is a table's name, or a service of the running local stack. AWS_ENDPOINT_URL_DYNAMODB names another endpoint, and
 * AWS_ENDPOINT_URL_S3 that of the bucket with the contents of reports; with AWS_PROFILE or AWS_ACCESS_KEY_ID set and no endpoint
 * it is the cloud. Ends with 1 when a chain does not hold, or a report was altered.
 */
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { verifyReports } from '../../functions/reporting/reports/verify.ts';
import { type Files, fileStore } from '../../shared/files/index.ts';
import { scan } from '../../shared/store/scan.ts';
import { verifyTable } from '../../shared/store/verify.ts';
import { bucketOf, CannotRun, clientConfig, run, tableNamed } from './target.ts';

await run('audit:verify', async () => {
  const { values } = parseArgs({ options: { table: { type: 'string' }, bucket: { type: 'string' } } });
  const { table: name, bucket } = values;
  if (!name) throw new CannotRun('which table? npm run audit:verify -- --table NAME');
  const { table, endpoint, region } = tableNamed(name);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(endpoint, region, table)));
  const { chains, entries, broken } = await verifyTable(client, table).catch((error: Error) => {
    throw error.name === 'ResourceNotFoundException' ? new CannotRun(`there is no table ${table}`) : error;
  });
  for (const { aggregate, fault } of broken) console.error(`${aggregate}: ${fault}`);
  console.log(`${table}: ${chains} chains with ${entries} entries, ${broken.length} broken`);
  const verify = () => verifyReports(scan(client, table), contentsOf(name, bucket));
  // A report may be signed while the table is read, so a fault counts when it shows twice, the same.
  const first = await verify();
  const { signed, altered } = first.altered.length > 0 ? await verify() : first;
  const seen = new Set(first.altered.map((one) => JSON.stringify(one)));
  const lasting = altered.filter((one) => seen.has(JSON.stringify(one)));
  for (const { report, version, fault } of lasting)
    console.error(`report ${report} version ${version}: ${fault}`);
  if (signed > 0 || lasting.length > 0)
    console.log(`${table}: ${signed} signed reports, ${lasting.length} faults`);
  return broken.length === 0 && lasting.length === 0 ? 0 : 1;
});

/** Reads contents of reports; only where there are any is a bucket asked for. */
function contentsOf(name: string, bucket: string | undefined) {
  let files: Files | undefined;
  return async (key: string): Promise<Uint8Array | undefined> => {
    files ??= filesOf(name, bucket);
    const found = await files.read(key);
    return found && buffer(found.stream);
  };
}

function filesOf(name: string, named: string | undefined): Files {
  const { bucket, client } = bucketOf(name, named);
  return fileStore({ client, bucket, now: () => new Date() });
}

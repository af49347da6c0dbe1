/**
 * Makes signed reports anew from the facts as they were known when they were drafted, and compares: a frozen report never changes.
 *
 * Usage: npm run reports:verify [-- --division 330302] [--period 2023-05] [--table NAME --bucket NAME]
 * Works on the running local stack. AWS_ENDPOINT_URL_DYNAMODB and AWS_ENDPOINT_URL_S3 name another place; with AWS_PROFILE or
 * AWS_ACCESS_KEY_ID set and no endpoints it is the cloud. Ends with 1 when a report comes to anything else than was signed.
 */
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { reportingPolicyOn } from '../../functions/reporting/policy/index.ts';
import { rebuild } from '../../functions/reporting/reports/rebuild.ts';
import { reportingStore } from '../../functions/reporting/store/index.ts';
import { isPeriod } from '../../shared/calendar/periods.ts';
import { isKnownDivision } from '../../shared/divisions/index.ts';
import { fileStore } from '../../shared/files/index.ts';
import { createStore } from '../../shared/store/index.ts';
import { bucketOf, CannotRun, clientConfig, run, tableNamed } from './target.ts';

await run('reports:verify', async () => {
  const { division, period, ...named } = asked();
  const { table, endpoint, region } = tableNamed(named.table);
  const { bucket, client: s3 } = bucketOf(named.table, named.bucket);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(endpoint, region, table)));
  const now = () => new Date();
  // Cursors of its own lists are all that it reads.
  const store = reportingStore(createStore({ client, table, now, cursorSecret: crypto.randomUUID() }));
  const files = fileStore({ client: s3, bucket, now });
  let [reports, wrong] = [0, 0];
  try {
    for await (const { report, version, signed, made } of rebuild(
      { division, period },
      { store, files, policyOn: reportingPolicyOn },
    )) {
      reports += 1;
      if (made === signed) continue;
      wrong += 1;
      console.error(`${report} version ${version}: its facts come to ${made}, signed was ${signed}`);
    }
  } catch (error) {
    throw (error as Error).name === 'ResourceNotFoundException'
      ? new CannotRun(`there is no table ${table}`)
      : error;
  }
  console.log(`${table}: ${reports} signed reports made anew, ${wrong} come to something else`);
  return wrong === 0 ? 0 : 1;
});

function asked() {
  const { values } = parseArgs({
    options: {
      division: { type: 'string' },
      period: { type: 'string' },
      table: { type: 'string', default: 'reporting' },
      bucket: { type: 'string' },
    },
  });
  const { division, period } = values;
  if (division !== undefined && !isKnownDivision(division))
    throw new CannotRun(`there is no division ${division}`);
  if (period !== undefined && !isPeriod(period))
    throw new CannotRun(`--period has to be such as 2023-05, 2023-Q2 or 2023, not ${period}`);
  return values;
}

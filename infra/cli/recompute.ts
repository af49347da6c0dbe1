/**
 * Rebuilds the counts and rates of activity (T2) from the activities themselves, and puts right what is other than these come
 * to. What is right stays as it is, so a second time finds nothing.
 *
 * Usage: npm run recompute -- --from 2021-01 [--table NAME]
 * NAME is a table's name, or a service of the running local stack, `activity` when left out. AWS_ENDPOINT_URL_DYNAMODB names
 * another endpoint; with AWS_PROFILE or AWS_ACCESS_KEY_ID set and no endpoint it is the cloud.
 */
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { FIRST_MONTH } from '../../functions/activity/policy/index.ts';
import { activityTable } from '../activity-table.ts';
import { CannotRun, clientConfig, run, tableNamed } from './target.ts';

await run('recompute', async () => {
  const { values } = parseArgs({
    options: {
      from: { type: 'string', default: FIRST_MONTH },
      table: { type: 'string', default: 'activity' },
    },
  });
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(values.from))
    throw new CannotRun(`--from has to be a month such as ${FIRST_MONTH}, not ${values.from}`);
  const { table, endpoint, region } = tableNamed(values.table);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(endpoint, region, table)), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const begun = performance.now();
  const { activities, organisations, counts, figures } = await activityTable(client, table)
    .recompute(values.from)
    .catch((error: Error) => {
      throw error.name === 'ResourceNotFoundException' ? new CannotRun(`there is no table ${table}`) : error;
    });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(
    `${table}: ${activities} activities of ${organisations} organisations; put right: ${counts} counts, ${figures} figures; ${seconds} s`,
  );
  return 0;
});

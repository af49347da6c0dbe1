/**
 * Loads invented organisations and activities into the running local stack's activity table, to see it at the size of a
 * prefecture (T2), and computes their figures.
 *
 * Usage: npm run activity:load -- --records 1000000 --organisations 40000 [--from 2021-01] [--to 2023-12] [--seed 1]
 * The activities of the months from --from to --to, both included; the same options make the same ones, so that the same
 * again changes nothing. Only ever the local stack, with figures up to the day that its clock has: set it behind the history
 * (npm run clock), or all months until today are computed, which takes long.
 */
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { FIRST_MONTH } from '../../functions/activity/policy/index.ts';
import { lastDayOf } from '../../shared/calendar/periods.ts';
import { clock } from '../../shared/clock.ts';
import { CITY } from '../../shared/divisions/index.ts';
import { historyOrganisations, someRecords } from '../activity-history.ts';
import { activityTable } from '../activity-table.ts';
import { clockFile } from '../local/clock.ts';
import { CannotRun, clientConfig, localStack, run, WORK_DIR } from './target.ts';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const count = z.coerce.number().int().min(1).max(10_000_000);
const month = z.string().regex(MONTH, `has to be a month such as ${FIRST_MONTH}`);
const Options = z
  .object({
    records: count,
    organisations: count,
    from: month,
    to: month,
    seed: z.coerce.number().int(),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'must not come before --from' });

await run('activity:load', async () => {
  const text = (preset: string) => ({ type: 'string', default: preset }) as const;
  const { values } = parseArgs({
    options: {
      records: text('100000'),
      organisations: text('4000'),
      from: text(FIRST_MONTH),
      to: text('2023-12'),
      seed: text('1'),
    },
  });
  const asked = Options.parse(values);
  const { tables, dynamodbEndpoint, region } = localStack('PEIYOU_WORK_DIR');
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient(clientConfig(dynamodbEndpoint, region, tables.activity)),
    {
      marshallOptions: { removeUndefinedValues: true },
    },
  );
  // Figures are computed up to the day that the stack has: its clock may be set.
  process.env.LOCAL_CLOCK = clockFile(WORK_DIR);
  const table = activityTable(client, tables.activity!, clock);
  const { from, to, seed } = asked;
  const organisations = historyOrganisations({
    division: CITY.code,
    count: asked.organisations,
    from: `${from}-01`,
    to: lastDayOf(to),
    seed,
  });
  const records = chosen(() => someRecords(organisations, { from, to, seed, count: asked.records }));
  const begun = performance.now();
  const seconds = () => ((performance.now() - begun) / 1000).toFixed(1);
  const items = await table.load(organisations, records);
  console.log(
    `${asked.records} activities of ${organisations.length} organisations: ${items} items; ${seconds()} s`,
  );
  const { counts, figures } = await table.recompute(FIRST_MONTH);
  console.log(`figures computed: ${figures}, counts put right: ${counts}; ${seconds()} s in all`);
  return 0;
});

/** @throws CannotRun for more than so few organisations do */
function chosen<T>(choose: () => T): T {
  try {
    return choose();
  } catch (error) {
    throw error instanceof RangeError ? new CannotRun(error.message) : error;
  }
}

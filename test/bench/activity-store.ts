/**
 * The rates of activity (T2) in the table, at growing histories of the same organisations: what the same day costs, what a
 * full recompute takes beside merely reading the same items, and whether the figures are DuckDB's.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Deps } from '../../functions/activity/deps.ts';
import { ratesDue } from '../../functions/activity/rates/begin.ts';
import { begunPeriods } from '../../functions/activity/rates/check.ts';
import type { Recomputed } from '../../functions/activity/rates/recompute.ts';
import { countyDue } from '../../functions/activity/rates/step.ts';
import { entered } from '../../functions/activity/records/record.ts';
import {
  type HistoryOrganisation,
  type HistoryRecord,
  historyOrganisations,
  someRecords,
} from '../../infra/activity-history.ts';
import { activityOf, organisationOf } from '../../infra/activity-items.ts';
import { activityTable } from '../../infra/activity-table.ts';
import { freePort, startDynamoDb } from '../../infra/local/engines.ts';
import { createResources, localTable } from '../../infra/local/resources.ts';
import { monthOf } from '../../shared/calendar/months.ts';
import { CITY } from '../../shared/divisions/index.ts';
import type { CloudEvent } from '../../shared/events/index.ts';
import { inDuckDb, writeHistory } from './duck-db.ts';
import type { Figure } from './measure.ts';

/** Months that the histories have. */
const YEAR = '2021';
const FROM = `${YEAR}-01`;
const TO = `${YEAR}-03`;
/** The day on which more come in, and that of the run that is measured. */
const RECORDED_ON = `${YEAR}-04-03`;
const RUN_ON = `${YEAR}-04-04`;
/** Records that come in on it. */
const A_DAY = 200;

export interface Scale {
  /** Where the organisations are. */
  division: string;
  organisations: number;
  /** Records of the histories; each is a part of any with more. */
  histories: readonly number[];
}

/** A sample: some county. */
export const SAMPLE: Scale = { division: '330302', organisations: 4_000, histories: [10_000, 100_000] };
/** The size of the prefecture. */
export const WHOLE: Scale = {
  division: CITY.code,
  organisations: 40_000,
  histories: [10_000, 100_000, 1_000_000],
};

/** What was asked of the table. */
interface Cost {
  calls: number;
  /** Capacity units. */
  read: number;
  written: number;
  ms: number;
}

/** What one history took. */
interface Measured {
  records: number;
  load: Cost & { result: number };
  first: Cost & { result: Recomputed };
  day: Cost;
}

export async function measureActivityStore({ division, organisations: count, histories }: Scale) {
  const organisations = historyOrganisations({ division, count, from: `${FROM}-01`, to: `${YEAR}-12-31` });
  const most = Math.max(...histories);
  const records = (wanted: number) => someRecords(organisations, { from: FROM, to: TO, count: wanted, most });
  const measured: Measured[] = [];
  const beside: Figure[] = [];
  for (const wanted of histories) {
    const place = await startTable();
    try {
      measured.push(await measureHistory(wanted, records(wanted), organisations, place));
      if (wanted === most) beside.push(...(await measureRecompute(records(wanted), organisations, place)));
    } finally {
      await place.stop();
    }
  }
  const least = measured.find(({ records }) => records === Math.min(...histories))!;
  return [...measured.flatMap((one) => figuresOf(one, least, count)), ...beside];
}

async function measureHistory(
  records: number,
  history: Iterable<HistoryRecord>,
  organisations: readonly HistoryOrganisation[],
  place: Place,
): Promise<Measured> {
  place.at(`${RECORDED_ON}T08:00:00+08:00`);
  const load = await place.costOf(() => place.table.load(organisations, history));
  say(`${records} records: ${load.result} items loaded in ${seconds(load)} s`);
  const first = await place.costOf(() => place.table.recompute(FROM));
  say(`${records} records: ${first.result.figures} figures computed in ${seconds(first)} s`);
  // The calendar is followed from the first run on.
  await place.run();
  await place.record(recordsOfADay(organisations), organisations);
  place.at(`${RUN_ON}T00:20:00+08:00`);
  const day = await place.costOf(() => place.run());
  say(`${records} records: a day of ${A_DAY}: ${JSON.stringify(day)}`);
  return { records, load, first, day };
}

function figuresOf(
  { records, load, first, day }: Measured,
  least: Measured,
  organisations: number,
): Figure[] {
  const name = `activity table: ${records} records, ${organisations} organisations`;
  const run = `${name}, run of a day of ${A_DAY} more`;
  const isLeast = records === least.records;
  const beside = (what: 'calls' | 'read' | 'written' | 'ms') =>
    isLeast ? { value: day[what] } : { value: day[what], floor: least.day[what] };
  const aim = isLeast ? {} : { aim: { atMost: 1.1 } };
  return [
    { name: `${name}, ${load.result} items loaded`, value: load.ms / 1000, unit: 's' },
    { name: `${name}, ${first.result.figures} figures computed`, value: first.ms / 1000, unit: 's' },
    { name: `${run}, calls`, ...beside('calls'), unit: '', ...aim },
    { name: `${run}, read`, ...beside('read'), unit: 'RCU', ...aim },
    { name: `${run}, written`, ...beside('written'), unit: 'WCU', ...aim },
    { name: `${run}, time`, ...beside('ms'), unit: 'ms' },
  ];
}

/** A full recompute beside merely reading the same items, and the figures that it leaves beside DuckDB's. */
async function measureRecompute(
  history: Iterable<HistoryRecord>,
  organisations: readonly HistoryOrganisation[],
  place: Place,
): Promise<Figure[]> {
  const read = () =>
    place.costOf(async () => {
      let items = 0;
      await place.table.read(() => {
        items += 1;
      });
      return items;
    });
  const before = await read();
  const again = await place.costOf(() => place.table.recompute(FROM));
  // Read before and after: whatever else the machine is at goes up and down meanwhile.
  const after = await read();
  const items = after.result;
  const reading = { ...after, ms: (before.ms + after.ms) / 2 };
  say(`${items} items read in ${seconds(before)} and ${seconds(after)} s, recomputed in ${seconds(again)} s`);
  const { counts, figures } = again.result;
  const { compared, different } = await againstDuckDb(history, organisations, place);
  const name = `activity table: ${items} items`;
  return [
    {
      name: `${name}, recompute against merely reading`,
      value: again.ms,
      unit: 'ms',
      floor: reading.ms,
      aim: { atMost: 1.5 },
    },
    {
      name: `${name}, what recompute finds wrong after the run`,
      value: counts + figures,
      unit: '',
      aim: { atMost: 0 },
    },
    { name: `${name}, figures compared with DuckDB's`, value: compared, unit: '', aim: { atLeast: 1_000 } },
    { name: `${name}, figures other than DuckDB's`, value: different, unit: '', aim: { atMost: 0 } },
  ];
}

/** A table at scale takes its time: how far it is, beside the figures. */
const say = (line: string) => process.stderr.write(`activity table: ${line}\n`);
const seconds = ({ ms }: Cost) => (ms / 1000).toFixed(1);

type Place = Awaited<ReturnType<typeof startTable>>;

async function startTable() {
  const engine = await startDynamoDb(await freePort(), { large: true });
  const endpoints = { dynamodb: engine.endpoint, sqs: engine.endpoint, region: 'cn-north-1' };
  const created = await createResources(endpoints, 'bench', ['ActivityTable']);
  const name = String(created.ActivityTable);
  const dynamodb = localTable(endpoints, name);
  // Nobody reads what happened.
  await dynamodb.send(
    new UpdateTableCommand({
      TableName: name,
      StreamSpecification: { StreamEnabled: false },
    }),
  );
  const client = DynamoDBDocumentClient.from(dynamodb, { marshallOptions: { removeUndefinedValues: true } });
  const used = counting(client);
  const clock = { now: new Date() };
  const table = activityTable(client, name, () => clock.now);
  const deps = table.deps as Deps;
  return {
    table,
    deps,
    at: (instant: string) => {
      clock.now = new Date(instant);
    },
    /** Does something and tells what it asked of the table. */
    costOf: async <T>(work: () => Promise<T>): Promise<Cost & { result: T }> => {
      Object.assign(used, { calls: 0, read: 0, written: 0 });
      const begun = performance.now();
      const result = await work();
      return { ...used, ms: performance.now() - begun, result };
    },
    /** The community records activities, by the service's own path. */
    record: async (records: readonly HistoryRecord[], organisations: readonly HistoryOrganisation[]) => {
      const byId = new Map(organisations.map((one) => [one.id, one]));
      for (const record of records) {
        const organisation = organisationOf(byId.get(record.organisation)!);
        const { id, facts, by } = activityOf(record, organisation);
        const given = { id, facts, organisation, origin: 'community' as const, by };
        const { activity, ...change } = await entered(given, 'bench', deps);
        if (activity.state !== 'confirmed') throw new Error(`${record.id} is ${activity.state}`);
        await deps.store.save(change);
      }
    },
    /** The run of the day, from its begin to its end. */
    run: async () => {
      await ratesDue(deps);
      const day = deps.today();
      for (;;) {
        const run = (await deps.store.run(day))!;
        if (run.state === 'done') {
          if (run.check.mismatches > 0) throw new Error(`${day}: the parts are not the whole`);
          return run.changed;
        }
        for (const [division, step] of Object.entries(run.pending))
          await countyDue(
            {
              data: { runId: day, division, step },
              correlationid: 'bench',
            } as CloudEvent<'activity.rates.due'>,
            deps,
          );
      }
    },
    stop: async () => {
      dynamodb.destroy();
      await engine.stop();
    },
  };
}

/** Counts calls and the capacity units that the table says they took. */
function counting(client: DynamoDBDocumentClient) {
  const used = { calls: 0, read: 0, written: 0 };
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        (args.input as { ReturnConsumedCapacity?: string }).ReturnConsumedCapacity = 'TOTAL';
        const result = await next(args);
        const { ConsumedCapacity = [] } = result.output as {
          ConsumedCapacity?: { CapacityUnits?: number } | { CapacityUnits?: number }[];
        };
        const units = [ConsumedCapacity].flat().reduce((sum, one) => sum + (one.CapacityUnits ?? 0), 0);
        used.calls += 1;
        used[commandName.includes('Write') ? 'written' : 'read'] += units;
        return result;
      },
    { step: 'initialize' },
  );
  return used;
}

/** Records of so many organisations that are there, spread over all. */
function recordsOfADay(organisations: readonly HistoryOrganisation[]): HistoryRecord[] {
  const there = organisations.filter(({ from, to }) => from < `${TO}-01` && to === undefined);
  const each = Math.floor(there.length / A_DAY);
  return Array.from({ length: A_DAY }, (_, index) => ({
    id: `R9${String(index).padStart(7, '0')}`,
    organisation: there[index * each]!.id,
    date: RECORDED_ON,
    status: 'confirmed',
    participants: 20,
    minutes: 120,
  }));
}

async function againstDuckDb(
  history: Iterable<HistoryRecord>,
  organisations: readonly HistoryOrganisation[],
  { deps }: Place,
) {
  const folder = mkdtempSync(join(tmpdir(), 'activity-store-'));
  try {
    await writeHistory(folder, organisations, chained(history, recordsOfADay(organisations)));
    let compared = 0;
    let different = 0;
    for (const period of begunPeriods(deps)) {
      const { rows } = await inDuckDb(folder, period, monthOf(deps.today()));
      const ours = await deps.store.figures([...rows.keys()].map((division) => ({ division, period })));
      const known = new Map(ours.map((one) => [one.division, `${one.numerator}/${one.denominator}`]));
      compared += rows.size;
      for (const [division, figure] of rows) different += Number(known.get(division) !== figure);
    }
    return { compared, different };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function* chained<T>(...all: Iterable<T>[]): Generator<T> {
  for (const one of all) yield* one;
}

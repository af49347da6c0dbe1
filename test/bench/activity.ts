/** The arithmetic of activity rates (T2) against DuckDB on the same files: the same figures, and how fast. */

import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  type HistoryOrganisation,
  type HistoryRecord,
  historyOrganisations,
  historyRecords,
} from '../../infra/activity-history.ts';
import type { Figure } from './measure.ts';

const ROOT = join(import.meta.dirname, '../..');
const PERIOD = '2022';

/** As the definition says it (indicators: T2), by another's arithmetic. */
const QUERY = `
  WITH months AS (SELECT unnest(range(DATE '2022-01-01', DATE '2023-01-01', INTERVAL 1 MONTH))::DATE AS first),
  existing AS (
    SELECT o.id, o.division, m.first FROM 'o.csv' o, months m
    WHERE o."from" <= m.first AND (o."to" IS NULL OR o."to" > last_day(m.first))),
  active AS (
    SELECT DISTINCT organisation, date_trunc('month', date)::DATE AS first FROM 'r.csv' WHERE status = 'confirmed'),
  counted AS (
    SELECT e.division::VARCHAR AS division, count(*) AS denominator, count(a.organisation) AS numerator
    FROM existing e LEFT JOIN active a ON a.organisation = e.id AND a.first = e.first GROUP BY 1)
  SELECT left(division, n) AS division, sum(numerator)::INT AS numerator, sum(denominator)::INT AS denominator
  FROM counted, (VALUES (4), (6), (9), (12)) lengths(n)
  WHERE NOT (n = 9 AND division LIKE '330383%') GROUP BY 1`;

/** @param count organisations of the city: each does some twenty-five things in three years */
export async function measureActivity(count: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'activity-bench-'));
  try {
    const organisations = historyOrganisations({
      division: '3303',
      count,
      from: '2021-01-01',
      to: '2023-12-31',
    });
    const records = await write(
      folder,
      organisations,
      historyRecords(organisations, { from: '2021-01', to: '2023-12' }),
    );
    const begun = performance.now();
    const ours = computed(folder);
    const ms = performance.now() - begun;
    const theirs = await byDuckDb(folder);
    const different = [...theirs.rows].filter(([division, figure]) => ours.get(division) !== figure);
    const name = `activity: ${records} records, ${count} organisations`;
    return [
      {
        name: `${name}, divisions whose figure is another than DuckDB's`,
        value: different.length,
        unit: '',
        aim: { atMost: 0 },
      },
      { name: `${name}, divisions compared`, value: theirs.rows.size, unit: '', aim: { atLeast: 500 } },
      { name: `${name}, time of activity:compute against DuckDB`, value: ms, unit: 'ms', floor: theirs.ms },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function write(
  folder: string,
  organisations: readonly HistoryOrganisation[],
  records: Iterable<HistoryRecord>,
): Promise<number> {
  let count = 0;
  await written(
    join(folder, 'o.csv'),
    'id,division,from,to',
    organisations,
    ({ id, division, from, to = '' }) => [id, division, from, to],
  );
  await written(
    join(folder, 'r.csv'),
    'id,organisation,date,status,participants,minutes',
    records,
    (record) => {
      count += 1;
      const { id, organisation, date, status, participants, minutes } = record;
      return [id, organisation, date, status, participants, minutes];
    },
  );
  return count;
}

async function written<T>(
  file: string,
  head: string,
  all: Iterable<T>,
  cells: (one: T) => readonly (string | number)[],
) {
  const stream = createWriteStream(file);
  stream.write(`${head}\n`);
  for (const one of all) if (!stream.write(`${cells(one).join(',')}\n`)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'finish');
}

function computed(folder: string): Map<string, string> {
  const files = ['--organisations', join(folder, 'o.csv'), '--records', join(folder, 'r.csv')];
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'infra/cli/activity-compute.ts'),
      ...files,
      '--policy',
      'activity.v1',
      '--period',
      PERIOD,
      '--json',
    ],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (status !== 0) throw new Error(stderr);
  return new Map(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
      .map(({ division, numerator, denominator }) => [division, `${numerator}/${denominator}`]),
  );
}

async function byDuckDb(folder: string) {
  const begun = performance.now();
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`SET file_search_path = '${folder}'`);
  const reader = await connection.runAndReadAll(QUERY);
  const rows = new Map(
    reader
      .getRows()
      .map(([division, numerator, denominator]) => [String(division), `${numerator}/${denominator}`]),
  );
  connection.closeSync();
  return { rows, ms: performance.now() - begun };
}

/** Histories as files, and their average activity (T2) by DuckDB: another's arithmetic on the same data. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { HistoryOrganisation, HistoryRecord } from '../../infra/activity-history.ts';
import { monthsAfter } from '../../shared/calendar/months.ts';
import { firstDayOf, monthsOf } from '../../shared/calendar/periods.ts';

/** As the definition says it (indicators: T2); the months up to one, that not included. */
const queryOf = (from: string, to: string) => `
  WITH months AS (SELECT unnest(range(DATE '${from}', DATE '${to}', INTERVAL 1 MONTH))::DATE AS first),
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

/** @returns how many records */
export async function writeHistory(
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

/**
 * The figures of all divisions for a period, as numerator/denominator.
 * @param through the last month that has begun
 */
export async function inDuckDb(folder: string, period: string, through = period.slice(0, 4).concat('-12')) {
  const last = monthsOf(period).at(-1)!;
  const query = queryOf(firstDayOf(period), `${monthsAfter(last < through ? last : through, 1)}-01`);
  const begun = performance.now();
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`SET file_search_path = '${folder}'`);
  const reader = await connection.runAndReadAll(query);
  const rows = new Map(
    reader
      .getRows()
      .map(([division, numerator, denominator]) => [String(division), `${numerator}/${denominator}`]),
  );
  connection.closeSync();
  return { rows, ms: performance.now() - begun };
}

/** The arithmetic of activity rates (T2) against DuckDB on the same files: the same figures, and how fast. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyOrganisations, historyRecords } from '../../infra/activity-history.ts';
import { inDuckDb, writeHistory } from './duck-db.ts';
import type { Figure } from './measure.ts';

const ROOT = join(import.meta.dirname, '../..');
const PERIOD = '2022';

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
    const records = await writeHistory(
      folder,
      organisations,
      historyRecords(organisations, { from: '2021-01', to: '2023-12' }),
    );
    const begun = performance.now();
    const ours = computed(folder);
    const ms = performance.now() - begun;
    const theirs = await inDuckDb(folder, PERIOD);
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

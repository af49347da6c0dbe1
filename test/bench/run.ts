/**
 * npm run bench [-- --json] [--activity-whole] [--pushes]: measures the product against floors, in one run on one machine. Speed of
 * machines differs, so read the ratios; aims are those of the plan. No part of npm test. With --activity-whole only the
 * table of the activity service, with a million records; with --pushes only a long storm of pushes to the province.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureActivity } from './activity.ts';
import { measureActivityStore, SAMPLE, WHOLE } from './activity-store.ts';
import { measureAllocation } from './allocation.ts';
import { measureChecks } from './checks.ts';
import { startBench } from './cloud.ts';
import { measureImports } from './imports.ts';
import { measureLatency } from './latency.ts';
import { type Figure, reached, tableOf } from './measure.ts';
import { FEW, MANY, measurePushes } from './pushes.ts';
import { measureRegistration } from './registration.ts';
import { measureStart } from './start.ts';

const FOLDER = `.cache/bench-${process.pid}`;

const flag = { type: 'boolean', default: false } as const;
const { values } = parseArgs({ options: { json: flag, 'activity-whole': flag, pushes: flag } });
/** Organisations of the activity benchmark: some 100,000 records. */
const ORGANISATIONS = 4_000;
const figures = values['activity-whole']
  ? await measureActivityStore(WHOLE)
  : values.pushes
    ? await measurePushes(MANY)
    : await measureAll();

if (values.json) {
  console.log(
    JSON.stringify(
      figures.map((figure) => ({ ...figure, reached: reached(figure) })),
      null,
      2,
    ),
  );
} else console.log(tableOf(figures));

async function measureAll(): Promise<Figure[]> {
  const measured: Figure[] = [
    ...(await measureChecks()),
    ...(await measureAllocation()),
    ...(await measureActivity(ORGANISATIONS)),
    ...(await measureActivityStore(SAMPLE)),
    ...(await measurePushes(FEW)),
  ];
  const cloud = await startBench(FOLDER);
  try {
    measured.push(
      ...(await measureLatency(cloud)),
      ...(await measureRegistration(cloud)),
      ...(await measureImports(cloud)),
      ...(await measureStart(cloud)),
    );
  } finally {
    await cloud.stop();
    rmSync(join(import.meta.dirname, '../..', FOLDER), { recursive: true, force: true });
  }
  return measured;
}

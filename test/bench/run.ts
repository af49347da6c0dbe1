/**
 * npm run bench [-- --json] [--activity-whole] [--pushes] [--portal]: measures the product against floors, in one run on one machine. Speed of
 * machines differs, so read the ratios; aims are those of the plan. No part of npm test. With --activity-whole only the
 * table of the activity service, with a million records; with --pushes only a long storm of pushes to the province; with --portal only the web application.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureActivity } from './activity.ts';
import { measureActivityStore, SAMPLE, WHOLE } from './activity-store.ts';
import { measureAllocation } from './allocation.ts';
import { measureChecks } from './checks.ts';
import { type BenchCloud, startBench } from './cloud.ts';
import { measureImports } from './imports.ts';
import { measureLatency } from './latency.ts';
import { type Figure, reached, tableOf } from './measure.ts';
import { measurePortal } from './portal.ts';
import { FEW, MANY, measurePushes } from './pushes.ts';
import { measureRegistration } from './registration.ts';
import { measureStart } from './start.ts';

const FOLDER = `.cache/bench-${process.pid}`;

const flag = { type: 'boolean', default: false } as const;
const { values } = parseArgs({ options: { json: flag, 'activity-whole': flag, pushes: flag, portal: flag } });
/** Organisations of the activity benchmark: some 100,000 records. */
const ORGANISATIONS = 4_000;
const figures = values['activity-whole']
  ? await measureActivityStore(WHOLE)
  : values.pushes
    ? await measurePushes(MANY)
    : values.portal
      ? await onCloud(measurePortal)
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
  const deployed = [measureLatency, measureRegistration, measureImports, measureStart, measurePortal];
  measured.push(
    ...(await onCloud(async (cloud) => {
      const figures: Figure[] = [];
      for (const measure of deployed) figures.push(...(await measure(cloud)));
      return figures;
    })),
  );
  return measured;
}

async function onCloud(measure: (cloud: BenchCloud) => Promise<Figure[]>): Promise<Figure[]> {
  const cloud = await startBench(FOLDER);
  try {
    return await measure(cloud);
  } finally {
    await cloud.stop();
    rmSync(join(import.meta.dirname, '../..', FOLDER), { recursive: true, force: true });
  }
}

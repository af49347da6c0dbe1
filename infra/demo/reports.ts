/** Reports in demonstrations: drafted by the schedule, checked by the counties, signed off by the city, exported. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atOnce } from '../../shared/at-once.ts';
import { CITY } from '../../shared/divisions/index.ts';
import { AT_ONCE, type Demonstration, type Json, pages, until } from '../demonstration.ts';

interface Report {
  division: string;
  period: string;
  version: number;
}

/**
 * All reports that wait are checked by their counties, then signed off by the city; its own come last.
 * @returns how many were signed
 */
export async function signed({ as }: Demonstration): Promise<number> {
  const leader = as('city', CITY.code, 'leader');
  const waiting = await pages<Report>(leader, `/v1/reports?state=draft&limit=100`);
  const [own, counties] = [true, false].map((is) =>
    waiting.filter(({ division }) => (division === CITY.code) === is),
  ) as [Report[], Report[]];
  await atOnce(counties, AT_ONCE, async (report) => {
    const checker = as('county', report.division, 'checker');
    await step(checker, report, 'check', { agreed: true, comment: '数据属实' });
  });
  for (const some of [counties, own])
    await atOnce(some, AT_ONCE, (report) => step(leader, report, 'sign', {}));
  return waiting.length;
}

async function step(
  who: ReturnType<Demonstration['as']>,
  { division, period }: Report,
  name: string,
  body: object,
): Promise<void> {
  const path = `/v1/reports/${division}/${period}`;
  const { etag } = await who('GET', path);
  await who('POST', `${path}/${name}`, body, { 'if-match': etag });
}

/** Exports a report in the background and fetches it by its link. */
export async function exported(
  { division, period, format, folder }: { division: string; period: string; format: string; folder: string },
  { as }: Demonstration,
): Promise<string> {
  const bureau = as('city', CITY.code, 'leader');
  const { json } = await bureau('POST', `/v1/reports/${division}/${period}/exports`, { format });
  const { json: done } = await until(
    () => bureau('GET', `/v1/exports/${json.id}`),
    ({ json: { state } }) => state === 'done' || state === 'failed',
  );
  if (done.state === 'failed') throw new Error(`The export of ${division}/${period} failed: ${done.fault}`);
  const { url } = done.download as { url: string };
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, (done.file as { name: string }).name);
  writeFileSync(file, Buffer.from(await response.arrayBuffer()));
  return file;
}

/** Every indicator of a division for a period. */
export async function achievements(division: string, period: string, { as }: Demonstration): Promise<Json[]> {
  const path = `/v1/achievements?division=${division}&period=${period}`;
  return (await as('city', CITY.code, 'leader')('GET', path)).json.items as Json[];
}

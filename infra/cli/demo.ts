/**
 * npm run demo: starts a local cloud of its own and plays the whole story through HTTP, queues and schedules, for the year 2023:
 * organisations enter the ledger and are founded, needs are matched and served, activities recorded, platforms report, months are
 * closed, reports drafted, checked, signed off and pushed to the province, whose interface fails as often as it does on a bad
 * day. At the end targets stand against results, and the city's report is written to out/.
 */
import { join } from 'node:path';
import { placesWithin } from '../../functions/platform/model/places.ts';
import { platformPolicyOn } from '../../functions/platform/policy/index.ts';
import { atOnce } from '../../shared/at-once.ts';
import { monthsAfter } from '../../shared/calendar/months.ts';
import { monthsOf } from '../../shared/calendar/periods.ts';
import { CITY, childrenOf, divisionsWithin } from '../../shared/divisions/index.ts';
import { founded, ledgerOfCity, type Organisation, speaksFor } from '../demo/ledger.ts';
import { registered } from '../demo/platforms.ts';
import { achievements, exported, signed } from '../demo/reports.ts';
import { month } from '../demo/year.ts';
import {
  AT_ONCE,
  type Demonstration,
  demonstrated,
  heading,
  type Json,
  pages,
  say,
  until,
} from '../demonstration.ts';
import { run } from './target.ts';

const OUT = join(import.meta.dirname, '../../out');
const YEAR = '2023';
const MONTHS = monthsOf(YEAR);
/** Organisations of each county. */
const ROWS = 8;
/** Chance that an organisation does something in January, and by how much it grows a month. */
const BEGINNING = 0.45;
const GROWTH = 0.035;
/** Of so many townships one has no platform. */
const WITHOUT = 47;
/** Months that platforms host activities in, and report. */
const HOSTING = ['09', '10', '11'];
/** Counties in which a need is served, by month. */
const NEEDS = 4;
/** How the province's interface fails: in a third of all that reaches it. */
const FAULTS = {
  error: 0.08,
  slow: 0.03,
  reset: 0.05,
  drop: 0.05,
  'wrong-signature': 0.03,
  'wrong-counts': 0.03,
  busy: 0.06,
};
const SEED = 2_023;

const rounded = (share: number) => `${Math.round(share * 100)}%`;

function demonstration(stage: Demonstration) {
  const { as, clock, schedule, settled, receiverUrl } = stage;
  const city = as('city', CITY.code, 'bureau');
  const counties = divisionsWithin(CITY.code, 'county');
  const places = counties
    .flatMap(({ code }) => placesWithin(code, platformPolicyOn(`${YEAR}-01-01`).data))
    .map(({ code }) => code)
    .filter((_, at) => at % WITHOUT !== WITHOUT - 1);
  let organisations: Organisation[] = [];
  let serving: Organisation[] = [];

  async function opening(): Promise<void> {
    heading('1. Organisations are registered, platforms opened');
    const share = Object.values(FAULTS).reduce((sum, one) => sum + one, 0);
    await fetch(`${receiverUrl}/faults`, { method: 'PUT', body: JSON.stringify(FAULTS) });
    say('province', `its interface fails in ${rounded(share)} of all attempts`);
    clock(`${YEAR}-01-03T09:00:00+08:00`);
    organisations = await ledgerOfCity(city, ROWS);
    say('ledger', `${organisations.length} organisations of ${counties.length} counties, by one workbook`);
    const village = childrenOf('330302025')[0]!.code;
    const name = '温州市鹿城区南汇街道晨曦合唱队';
    await founded(as, { village, name });
    say('founded', `${name}: advised, its name checked and held, taken under management by its community`);
    serving = counties.map(({ code }) => organisations.find(({ division }) => division.startsWith(code))!);
    await atOnce(serving, AT_ONCE, (one) => speaksFor(one, as));
    await until(
      () => pages<Json>(city, `/v1/capacities?division=${CITY.code}&limit=100`),
      (known) => known.length > organisations.length,
    );
    await atOnce(places, AT_ONCE, (place) => registered(as, place, { from: `${YEAR}-01-03`, years: [YEAR] }));
    say('platforms', `${places.length} townships and streets have one`);
    await atOnce(counties, AT_ONCE, ({ code }) => bought(code));
    await settled('activity');
  }

  /** What a county buys in the year (O2). */
  async function bought(county: string): Promise<void> {
    const bureau = as('county', county, 'bureau');
    for (const [fen, from, purpose, what] of [
      [30_000_000, 'social-organisation', 'platform', '街道社会组织服务平台运营'],
      [210_000_000, 'other', 'other', '环卫保洁'],
    ] as const)
      await bureau('POST', '/v1/purchases', {
        on: `${YEAR}-01-03`,
        fen,
        isNew: true,
        from,
        purpose,
        what,
        sellerName: from === 'other' ? '某环境服务有限公司' : '社区社会组织联合会',
        document: `${YEAR}-1`,
      });
  }

  /** A month is lived and closed; on the next day the schedule drafts its reports, which are checked and signed off. */
  async function lived(name: string, at: number): Promise<void> {
    const { needs, activities, changed } = await month(
      name,
      {
        organisations,
        serving: Array.from({ length: NEEDS }, (_, one) => serving[(at * NEEDS + one) % serving.length]!),
        hosting: HOSTING.includes(name.slice(5)) ? places : [],
        chance: BEGINNING + GROWTH * at,
        seed: SEED + at,
        ...(name.endsWith('-12') && { lastDay: judged }),
      },
      stage,
    );
    await settled('reporting');
    clock(`${monthsAfter(name, 1)}-13T09:00:00+08:00`);
    await schedule('reportingSchedule');
    const reports = await signed(stage);
    say(
      name,
      `${needs} needs served, ${activities} activities; ${changed} rates closed; ${reports} reports signed off`,
    );
  }

  /** The last day of the year: which platforms operate (T1). */
  async function judged(): Promise<void> {
    clock(`${YEAR}-12-31T22:00:00+08:00`);
    for (let turn = 0; turn < 4; turn++) await schedule('platformSchedule');
  }

  /** Activities that come in when the year is signed: its reports are restated, which the province is told. */
  async function late(): Promise<void> {
    heading('3. What comes in late: reports are restated, never changed');
    const path = `/v1/reports/330302/${YEAR}`;
    const { json: before } = await city('GET', path);
    clock(`${Number(YEAR) + 1}-01-14T09:00:00+08:00`);
    const bureau = as('county', '330302', 'bureau');
    await bureau('POST', '/v1/purchases', {
      on: `${YEAR}-12-20`,
      fen: 9_000_000,
      isNew: true,
      from: 'social-organisation',
      purpose: 'support',
      what: '社区社会组织培育',
      sellerName: '社区社会组织联合会',
      document: `${YEAR}-9`,
    });
    await settled('reporting');
    clock(`${Number(YEAR) + 1}-01-15T09:00:00+08:00`);
    await schedule('reportingSchedule');
    const { json: after } = await city('GET', path);
    const changes = (after.content as { changes?: { indicator: string; division: string }[] }).changes ?? [];
    say('restated', `${before.name} ${YEAR}: version ${after.version} changes ${changes.length} figures`);
    if (after.version !== 2 || changes.length === 0) throw new Error('The report was not restated');
    const reports = await signed(stage);
    const { json: first } = await city('GET', `${path}?version=1`);
    if (first.contentHash !== before.contentHash) throw new Error('The signed report was changed');
    say('signed', `${reports} new versions; the first ones stand as they were signed`);
  }

  async function results(): Promise<void> {
    heading(`4. The plan's targets against results, ${YEAR}`);
    for (const { code, name } of [CITY, ...counties]) {
      const items = await achievements(code, YEAR, stage);
      const told = items.filter(({ target }) => target !== undefined);
      say(
        name,
        told
          .map(({ name: indicator, text, target }) => {
            const { target: wanted, reached, gap } = target as Record<string, string | boolean>;
            return `${SHORT[String(indicator)] ?? indicator} ${text}（${wanted}：${reached ? '达到' : gap}）`;
          })
          .join('  '),
      );
    }
    const items = await achievements(CITY.code, YEAR, stage);
    say('', '');
    for (const { name, text, section } of items.filter(({ target }) => target === undefined))
      say(String(section), `${name}：${text}`);
  }

  /** Waits until the province has all of it, and holds both sides against each other. */
  async function pushed(): Promise<void> {
    heading('5. Pushes to the province');
    const leader = as('city', CITY.code, 'leader');
    let told = '';
    const all = await until(
      async () => {
        const found = await pages<Push>(leader, '/v1/pushes?limit=100');
        const waiting = found.filter(({ state }) => state === 'waiting').length;
        const now = `${found.length - waiting} of ${found.length}`;
        if (now !== told) say('', now);
        told = now;
        return found;
      },
      (found) => found.every(({ state }) => state !== 'waiting'),
    );
    for (const [attempts, some] of [...Map.groupBy(all, ({ attemptCount }) => attemptCount)].sort(
      ([a], [b]) => a - b,
    ))
      say(`${attempts} attempts`, `${some.length} pushes`);
    const hardest = all.toSorted((a, b) => b.attemptCount - a.attemptCount)[0]!;
    const { json } = await leader('GET', `/v1/pushes/${hardest.id}`);
    say('hardest', `${hardest.type} ${hardest.subject}`);
    for (const { outcome, status, reason } of json.attempts as Json[])
      say('', `${outcome}${status === undefined ? '' : ` (${status})`}${reason ? `: ${reason}` : ''}`);
    const { items: held } = (await (await fetch(`${receiverUrl}/held`)).json()) as { items: Held[] };
    const ours = new Map(all.map(({ id, sha256 }) => [id, sha256]));
    const same = held.filter(({ webhookId, sha256 }) => ours.get(webhookId) === sha256).length;
    say('province', `holds ${held.length} events, ${same} of them with our hash; sent were ${all.length}`);
    if (same !== all.length || held.length !== all.length) throw new Error('The two sides differ');
    await schedule('reportingSchedule');
    const { items } = (await leader('GET', '/v1/pushes/reconciliations?limit=1')).json as { items: Json[] };
    say('reconciled', `${items[0]?.day}: ${items[0]?.again} to be pushed again`);
  }

  async function written(): Promise<void> {
    heading("6. The city's report");
    for (const format of ['docx', 'xlsx'])
      say(format, await exported({ division: CITY.code, period: YEAR, format, folder: OUT }, stage));
  }

  return { opening, lived, late, results, pushed, written };
}

interface Push {
  id: string;
  type: string;
  subject: string;
  state: string;
  sha256: string;
  attemptCount: number;
}
interface Held {
  webhookId: string;
  sha256: string;
}

/** Names that are short enough for a line. */
const SHORT: Readonly<Record<string, string>> = {
  乡镇街道社会组织服务平台实体化运作率: '实体化运作率',
  社区社会组织平均活跃度: '平均活跃度',
  新增公共服务支出政府购买中向社会组织购买的比例: '购买占比',
};

await run('demo', () =>
  demonstrated(async (stage) => {
    const { opening, lived, late, results, pushed, written } = demonstration(stage);
    await opening();
    heading(`2. ${YEAR}, month by month`);
    for (const [at, name] of MONTHS.entries()) await lived(name, at);
    await late();
    await results();
    await pushed();
    await written();
  }),
);

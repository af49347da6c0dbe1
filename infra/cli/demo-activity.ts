/**
 * npm run demo:activity: starts a local cloud of its own and replays the plan's three years, 2021 to 2023, on real divisions:
 * organisations enter the ledger, their activities come in month by month, platforms report; every month is closed by the
 * scheduled path under a clock that is set; the figures of the three year ends stand against the plan's targets (T1, T2), and
 * those that do nothing any more are found.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { placesWithin } from '../../functions/platform/model/places.ts';
import { platformPolicyOn } from '../../functions/platform/policy/index.ts';
import { atOnce } from '../../shared/at-once.ts';
import { monthsAfter, monthsBetween } from '../../shared/calendar/months.ts';
import { CITY, childrenOf, divisionsWithin } from '../../shared/divisions/index.ts';
import { type Active, activitiesOf, activityWorkbook } from '../activity-workbook.ts';
import { chartOf } from '../chart.ts';
import { imported } from '../demo/imported.ts';
import { registered as keepPlatform, reported } from '../demo/platforms.ts';
import { ratesOf } from '../demo/rates.ts';
import { AT_ONCE, type Demonstration, demonstrated, heading, pages, say, until } from '../demonstration.ts';
import { ledger, workbookOf } from '../ledger-workbook.ts';
import { randomOf } from '../random.ts';
import { run } from './target.ts';

const CHART = join(import.meta.dirname, '../../.cache/activity.svg');
const MONTHS = monthsBetween('2021-01', '2023-12');
const YEARS = ['2021', '2022', '2023'];
/** Organisations of each county by when they were founded. */
const FOUNDED = [
  { rows: 24, from: '2016-01-01', to: '2020-12-20' },
  { rows: 4, from: '2021-01-10', to: '2021-12-20' },
  { rows: 4, from: '2022-01-10', to: '2022-12-20' },
];
/** Villages of a county that have organisations. */
const VILLAGES = 4;
/** The share of organisations active at first, and by how much it grows a year. */
const BEGINNING = 0.38;
const GROWTH = 0.13;
/** The share of platforms that operate by the end of each year, and the months for which they report. */
const OPERATING: Readonly<Record<string, number>> = { '2021': 0.55, '2022': 0.83, '2023': 1 };
const REPORTED = ['09', '10', '11'];
const ACTIONS = ['救助', '协商', '平安', '文化'];
const SEED = 2_021;

/** An organisation, from which month on it does something. */
type Member = Active & { zeal: number; begins: string };

function demonstration(stage: Demonstration) {
  const { as, clock, schedule } = stage;
  const city = as('city', CITY.code, 'bureau');
  const counties = divisionsWithin(CITY.code, 'county');
  const random = randomOf(SEED);
  /** Where platforms are, in the order in which they come to operate. */
  const places = counties
    .flatMap(({ code }) => placesWithin(code, platformPolicyOn('2021-01-01').data))
    .map(({ code }) => code)
    .toSorted(() => random() - 0.5);
  const members: Member[] = [];
  let registered = 0;

  /**
   * The ledger of the city comes in, and the activity service hears of it: when each was founded the ledger says, so that
   * this happens once, today.
   */
  async function founded(): Promise<void> {
    heading('1. The ledger: organisations, and when they were founded');
    const made = FOUNDED.flatMap(({ rows, from, to }, cohort) =>
      counties.flatMap(({ code }, county) => {
        const homes = homesIn(code);
        return homes.flatMap((division, home) => {
          const first = ((cohort + 1) * 100 + county) * 100 + home * 20 + 1;
          const wanted = { rows: Math.ceil(rows / homes.length), division, first, founded: { from, to } };
          return ledger({ ...wanted, seed: first, mistakes: 0 }).rows.map((row) => ({ row, from }));
        });
      }),
    );
    const file = await workbookOf({ rows: made.map(({ row }) => row) });
    const { landed } = await imported(city, ['/v1/organisations/imports', '/v1/imports'], file, {
      fileName: '台账.xlsx',
    });
    for (const { row, from } of made) {
      const action = ACTIONS.find((word) => String(row.actions).startsWith(word))!;
      const begins = from < MONTHS[0]! ? MONTHS[0]! : `${Number(from.slice(0, 4)) + 1}-01`;
      members.push({ name: String(row.name), action, chance: 0, zeal: random() - 0.5, begins });
    }
    for (const { id } of await pages<{ id: string }>(
      city,
      `/v1/organisations?division=${CITY.code}&limit=100`,
    ))
      await until(
        () => city('GET', `/v1/organisations/${id}/activities?limit=1`).catch(() => undefined),
        (answer) => answer !== undefined,
      );
    say('ledger', `${landed} organisations in ${counties.length} counties`);
    heading('2. 2021 to 2023, month by month');
  }

  /** The activities of a month come in early in the next; on its twelfth day the schedule closes the month. */
  async function month(name: string, at: number): Promise<string> {
    const next = monthsAfter(name, 1);
    clock(`${next}-03T09:00:00+08:00`);
    for (const member of members) member.chance = BEGINNING + (GROWTH * at) / 12 + member.zeal * 0.5;
    const hosting = REPORTED.includes(name.slice(5)) ? places.slice(0, registered) : [];
    const there = members.filter(({ begins }) => begins <= name);
    const rows = activitiesOf(name, there, hosting, SEED + at);
    const paths = ['/v1/activities/imports', '/v1/activities/imports'] as const;
    const { landed, bad } = await imported(city, paths, await activityWorkbook(rows), {
      fileName: `${name}.xlsx`,
    });
    await atOnce(hosting, AT_ONCE, (place) => reported(as, place, name));
    const changed = await ratesOf(`${next}-12`, stage);
    return `${landed} activities, ${bad} refused; ${changed} figures changed, the parts are the whole`;
  }

  /** More platforms are registered by their townships. */
  async function platforms(year: string): Promise<void> {
    clock(`${year}-08-20T09:00:00+08:00`);
    const wanted = Math.ceil(places.length * OPERATING[year]!);
    await atOnce(places.slice(registered, wanted), AT_ONCE, (place) =>
      keepPlatform(as, place, { from: `${year}-08-01`, years: YEARS }),
    );
    registered = wanted;
    say(year, `${registered} of ${places.length} platforms registered`);
  }

  /** The last day of the year: which platforms operate. */
  async function yearEnd(year: string): Promise<void> {
    clock(`${year}-12-31T22:00:00+08:00`);
    // An hour of it: each run judges some.
    for (let run = 0; run < 4; run++) await schedule('platformSchedule');
    const { numerator, denominator } = (
      await city('GET', `/v1/platforms/rate?division=${CITY.code}&on=${year}-12-31`)
    ).json as { numerator: number; denominator: number };
    say(year, `${numerator} of ${denominator} platforms operate (T1)`);
  }

  async function table(year: string): Promise<void> {
    heading(`${year}: the plan's targets, county by county`);
    for (const { code, name } of [CITY, ...counties]) {
      const [{ json: t1 }, { json: t2 }] = await Promise.all([
        city('GET', `/v1/platforms/targets?division=${code}&year=${year}`),
        city('GET', `/v1/activity/targets?division=${code}&year=${year}`),
      ]);
      const platform = `${shareOf(t1 as never)} ${t1.reached ? '达到' : '未达到'}`;
      const { figure, outcome } = t2 as { figure?: Rate; outcome: string };
      const activity = figure
        ? `${shareOf(figure)} ${outcome === 'reached' ? '达到' : '未达到'}`
        : '没有数字';
      say(name, `实体化运作率（T1） ${platform}   平均活跃度（T2） ${activity}`);
    }
  }

  /** Who is dormant or falling by the end, and what registration is proposed to review (C1.1). */
  async function attention(): Promise<void> {
    heading('Organisations that need attention (C1.1)');
    const listed = await pages<{ kind: string; name: string; reason: string }>(
      city,
      `/v1/activity/attention?division=${CITY.code}&limit=100`,
    );
    const proposals = await pages(
      city,
      `/v1/organisations/class-proposals?division=${CITY.code}&state=open&limit=100`,
    );
    for (const [kind, word] of [
      ['dormant', '沉寂'],
      ['falling', '下滑'],
    ] as const) {
      const these = listed.filter((one) => one.kind === kind);
      say(word, `${these.length}${these[0] ? `; ${these[0].name}: ${these[0].reason}` : ''}`);
    }
    say('proposals', `${proposals.length} reviews of a class proposed to registration`);
  }

  async function chart(): Promise<void> {
    const series = await Promise.all(
      [CITY, ...counties].map(async ({ code, name }) => {
        const path = `/v1/activity/series?division=${code}&from=${MONTHS[0]}&to=${MONTHS.at(-1)}`;
        const { items } = (await city('GET', path)).json as { items: (Rate & { period: string })[] };
        const byMonth = new Map(items.map((one) => [one.period, one]));
        return {
          name,
          values: MONTHS.map((at) => {
            const { numerator = 0, denominator = 0 } = byMonth.get(at) ?? {};
            return denominator > 0 ? numerator / denominator : undefined;
          }),
        };
      }),
    );
    mkdirSync(dirname(CHART), { recursive: true });
    const targets = [
      { name: '2022年底 超过50%', value: 0.5, at: '2022-12' },
      { name: '2023年底 60%以上', value: 0.6, at: '2023-12' },
    ];
    writeFileSync(CHART, chartOf('社区社会组织平均活跃度（T2），2021—2023年，按月', MONTHS, series, targets));
    say('chart', CHART);
  }

  return { founded, month, platforms, yearEnd, table, attention, chart };
}

interface Rate {
  numerator: number;
  denominator: number;
}

const shareOf = ({ numerator, denominator }: Rate) =>
  `${numerator}/${denominator}=${denominator === 0 ? '—' : `${((100 * numerator) / denominator).toFixed(1)}%`}`.padEnd(
    20,
  );

/** The villages in which a county's organisations sit, in two townships of it. */
function homesIn(county: string): string[] {
  const townships = divisionsWithin(county, 'township').map(({ code }) => code);
  const parents = townships.length === 0 ? [county] : townships.slice(0, 2);
  return parents
    .flatMap((parent) => childrenOf(parent).slice(0, VILLAGES / parents.length))
    .map(({ code }) => code);
}

await run('demo:activity', () =>
  demonstrated(async (stage) => {
    const { founded, month, platforms, yearEnd, table, attention, chart } = demonstration(stage);
    await founded();
    for (const [at, name] of MONTHS.entries()) {
      const year = name.slice(0, 4);
      if (name.endsWith('-08')) await platforms(year);
      if (name.endsWith('-12')) await yearEnd(year);
      say(name, await month(name, at));
    }
    for (const year of YEARS) await table(year);
    await attention();
    await chart();
  }),
);

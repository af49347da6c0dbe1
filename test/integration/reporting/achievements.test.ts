import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { childrenOf, divisionsWithin } from '../../../shared/divisions/index.ts';
import {
  activity,
  BESIDE,
  CITY,
  COUNTY,
  organisation,
  rate,
  reportingService,
  type Service,
  TOWNSHIP,
  VILLAGE,
} from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await reportingService();
  const counties = divisionsWithin(CITY, 'county');
  for (const [index, { code }] of counties.entries()) {
    await service.tell('activity.rate.published', rate(code, '2022', 40 + index * 2, 100));
    await service.tell('activity.rate.published', rate(code, '2022-Q1', 30, 100));
    await service.tell('activity.rate.published', rate(code, '2021-Q1', 20, 100));
    await service.tell('activity.rate.published', rate(code, '2021', 29 + index, 100));
  }
  for (const [on, count] of [
    ['2022-11-05', 2],
    ['2022-12-05', 5],
  ] as const)
    for (let one = 0; one < count; one++)
      await service.tell('activity.record.counted', activity(randomUUID(), { on }));
  await service.tell('registration.organisation.filed', {
    ...organisation('o-1', { leaders: 3, partyLeaders: 1 }),
    registeredOn: '2022-11-11',
  });
  await service.compute();
});
afterAll(() => service.stop());

const items = async (path: string, as = service.as()) => {
  const { status, body } = await as.get(path);
  expect({ path, status }).toEqual({ path, status: 200 });
  return body.items as Record<string, unknown>[];
};
const named = async (id: string, path: string, as = service.as()) =>
  (await items(path, as)).find(({ indicator }) => indicator === id) as Record<string, unknown>;

describe('Achievements against the plan', () => {
  it('shows every indicator of a county with its value, target and place among the counties (T2)', async () => {
    const shown = await named('organisations.activity', `/v1/achievements?division=${COUNTY}&period=2022`);
    expect(shown).toMatchObject({
      numerator: 40,
      denominator: 100,
      value: 40,
      text: '40.00%',
      target: { target: '超过 50%', reached: false, gap: '还差 10.00 个百分点' },
      before: { period: '2021', numerator: 29, denominator: 100, value: 29 },
      change: 11,
      rank: { place: 12, of: 12 },
    });
    const counties = divisionsWithin(CITY, 'county').map(({ code }) => code);
    const equal = await named(
      'organisations.activity',
      `/v1/achievements?division=${counties[5]}&period=2022`,
    );
    // Exactly 50 % is not over 50 %.
    expect(equal).toMatchObject({
      value: 50,
      target: { reached: false, gap: '须超过，刚好相等' },
      rank: { place: 7 },
    });
  });

  it('judges "clearly up" of 2021 by the first quarter that has figures (T2)', async () => {
    const counties = divisionsWithin(CITY, 'county').map(({ code }) => code);
    const of = (code: string) =>
      named('organisations.activity', `/v1/achievements?division=${code}&period=2021`);
    expect(await of(counties[0]!)).toMatchObject({
      target: { target: '比基期提升 10 个百分点以上', reached: false, gap: '还差 1.00 个百分点' },
    });
    expect(await of(counties[1]!)).toMatchObject({ target: { reached: true } });
  });

  it('shows the trend of months, the earliest first, and the change from the month before', async () => {
    const shown = await named('activities.count', `/v1/achievements?division=${COUNTY}&period=2022-12`);
    expect(shown).toMatchObject({ numerator: 5, text: '5 场', change: 3, before: { numerator: 2 } });
    const trend = shown.trend as { period: string; numerator: number }[];
    expect(trend.map(({ period }) => period)).toEqual(['2022-11', '2022-12']);
    expect(
      await named('activities.count', `/v1/achievements?division=${COUNTY}&period=2022-Q4`),
    ).toMatchObject({
      numerator: 7,
      by: [{ dimension: 'action', words: [{ word: 'culture', name: '文化', numerator: 7 }] }],
    });
  });

  it('leads from the city to counties, townships, communities, and to the events behind a figure', async () => {
    const sum = (all: Record<string, unknown>[]) =>
      all.reduce((total, { numerator }) => total + Number(numerator), 0);
    const parts = (division: string, as = service.as('county', COUNTY)) =>
      items(`/v1/achievements/activities.count/parts?division=${division}&period=2022-12`, as);
    const counties = await parts(CITY, service.as());
    expect(counties).toHaveLength(12);
    expect(sum(counties)).toBe(5);
    expect(sum(await parts(COUNTY))).toBe(5);
    const villages = await parts(TOWNSHIP);
    expect(villages.find(({ division }) => division === VILLAGE)).toMatchObject({ numerator: 5 });
    const as = service.as('community', VILLAGE);
    const first = await as.get(
      `/v1/achievements/activities.count/facts?division=${VILLAGE}&period=2022-12&limit=3`,
    );
    expect(first.body.items).toHaveLength(3);
    const rest = await as.get(
      `/v1/achievements/activities.count/facts?division=${VILLAGE}&period=2022-12&limit=3&cursor=${encodeURIComponent(first.body.next)}`,
    );
    expect(rest.body.items).toHaveLength(2);
    expect(first.body.items[0]).toMatchObject({
      kind: 'activity',
      on: '2022-12-05',
      count: 1,
      event: { type: 'activity.record.counted' },
    });
  });

  it('leads to the organisations behind what is so at the end of a period, and to what others publish', async () => {
    const county = service.as('county', COUNTY);
    const leaders = await items(
      `/v1/achievements/party.leaders/facts?division=${TOWNSHIP}&period=2022&of=denominator`,
      county,
    );
    expect(leaders).toMatchObject([{ subject: 'o-1', count: 3, division: VILLAGE }]);
    expect(
      await items(`/v1/achievements/party.leaders/facts?division=${TOWNSHIP}&period=2022-10`, county),
    ).toEqual([]);
    expect(
      await items(`/v1/achievements/organisations.activity/facts?division=${COUNTY}&period=2022`, county),
    ).toMatchObject([{ subject: `${COUNTY}/2022`, count: 40, event: { type: 'activity.rate.published' } }]);
  });

  it('shows the city and its counties to anybody once a period is drafted, the rest to its authorities', async () => {
    expect((await service.as().get(`/v1/achievements?division=${COUNTY}&period=2023-01`)).status).toBe(200);
    expect((await service.as().get(`/v1/achievements?division=${COUNTY}&period=2023-02`)).status).toBe(404);
    const own = service.as('county', COUNTY);
    expect((await own.get(`/v1/achievements?division=${COUNTY}&period=2023-02`)).status).toBe(200);
    expect((await service.as().get(`/v1/achievements?division=${TOWNSHIP}&period=2022`)).status).toBe(401);
    const beside = service.as('county', BESIDE);
    expect((await beside.get(`/v1/achievements?division=${TOWNSHIP}&period=2022`)).status).toBe(403);
    const below = `/v1/achievements/needs.published/parts?division=${COUNTY}&period=2022`;
    expect((await service.as().get(below)).status).toBe(401);
    expect((await own.get(below)).status).toBe(200);
  });

  it.each([
    ['township', COUNTY],
    ['community', TOWNSHIP],
  ] as const)('the first %s of %s sees its own figures, not those of all beside it', async (role, above) => {
    const first = service.as(role, childrenOf(above)[0]!.code);
    const path = `/v1/achievements/needs.published/parts?division=${above}&period=2022`;
    expect((await first.get(path)).status).toBe(403);
  });

  it('leaves out of a series what is not published for whom it is not', async () => {
    const path = `/v1/achievements/activities.count/series?division=${COUNTY}&from=2022-11&to=2023-02`;
    const periods = async (as = service.as()) => (await items(path, as)).map(({ period }) => period);
    expect(await periods()).toEqual(['2022-11', '2022-12', '2023-01']);
    expect(await periods(service.as('city'))).toEqual(['2022-11', '2022-12', '2023-01', '2023-02']);
  });

  it.each([
    ['division=9999&period=2022', '#/query/division', '本市没有这个行政区划代码'],
    ['division=330302&period=2022-13', '#/query/period', '应为月（2022-03）、季（2022-Q1）或年（2022）'],
    ['division=330302&period=2020', '#/query/period', '数字从 2021-01 起'],
    ['division=330302', '#/query/period', '应为月'],
  ])('says of %s what would be right', async (query, pointer, detail) => {
    const { status, body } = await service.as().get(`/v1/achievements?${query}`);
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ pointer, detail: expect.stringContaining(detail) }]);
  });

  it.each([
    ['facts?division=330302&period=2022&of=numerator', '#/query/period', '请逐月查询'],
    ['facts?division=3303&period=2022-12', '#/query/division', '请逐个县'],
    ['facts?division=330302&period=2022-12&of=denominator', '#/query/of', '没有分母'],
  ])('says of the events behind a number, %s, how to ask for them', async (path, pointer, detail) => {
    const { status, body } = await service.as('city').get(`/v1/achievements/activities.count/${path}`);
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ pointer, detail: expect.stringContaining(detail) }]);
  });

  it('does not know an indicator that is not told of a division', async () => {
    const path = `/v1/achievements/platforms.operating/facts?division=${VILLAGE}&period=2022-12`;
    expect((await service.as('community', VILLAGE).get(path)).status).toBe(404);
  });
});

describe('The catalogue of indicators', () => {
  it('says of each what is counted, of what, from which events, and what is to be reached', async () => {
    const hubs = await named('hub.social-worker', '/v1/indicators');
    expect(hubs).toMatchObject({
      name: '枢纽型组织配备社工的比例',
      numerator: '期末社区社会组织的数量（枢纽型为是，有社工为是）',
      denominator: '期末社区社会组织的数量（枢纽型为是）',
      sources: expect.arrayContaining(['registration.organisation.changed']),
    });
    expect(await named('platforms.operating', '/v1/indicators')).toMatchObject({
      denominator: '应建平台的乡镇（街道）的数量',
      targets: [
        { year: '2021', target: '不低于 50%' },
        { year: '2022', target: '不低于 80%' },
        { year: '2023', target: '100%' },
      ],
    });
  });
});

describe('The catalogue of a period before there are figures', () => {
  it('is none: it says from when there is one', async () => {
    expect(await service.as().get('/v1/indicators?period=2020')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '#/query/period', detail: '数字从 2021-01 起' }] },
    });
  });
});

describe('What enters the assessment of counties and communities (O2)', () => {
  it('lists a county with its townships and communities, and the city with its counties', async () => {
    const own = service.as('county', COUNTY);
    const { body } = await own.get(`/v1/performance?division=${COUNTY}&year=2022`);
    const row = (division: string) =>
      body.items.find((one) => one.division === division) as { figures: Record<string, unknown> };
    expect(row(COUNTY).figures['activities.count']).toMatchObject({ numerator: 7 });
    expect(row(TOWNSHIP).figures['activities.count']).toMatchObject({ numerator: 7 });
    expect(row(VILLAGE).figures).toMatchObject({
      'activities.count': { numerator: 7, text: '7 场' },
      'organisations.total': { numerator: 1 },
    });
    expect(row(VILLAGE).figures).not.toHaveProperty(['platforms.operating']);
    const city = await service.as('city').get(`/v1/performance?division=${CITY}&year=2022`);
    expect(city.body.items).toHaveLength(13);
    expect((await own.get(`/v1/performance?division=${BESIDE}&year=2022`)).status).toBe(403);
  });

  it('says from when there are figures when it is asked for a year before', async () => {
    const own = service.as('county', COUNTY);
    for (const path of ['', '/csv', '/xlsx'])
      expect(await own.get(`/v1/performance${path}?division=${COUNTY}&year=2020`)).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '#/query/year', detail: '数字从 2021-01 起' }] },
      });
  });

  it('exports the same as CSV, and as a workbook whose quotients are formulas', async () => {
    const own = service.as('county', COUNTY);
    const csv = await own.get(`/v1/performance/csv?division=${TOWNSHIP}&year=2022`);
    const rows = parse(csv.text, { bom: true, columns: true }) as Record<string, string>[];
    const village = rows.find((row) => row.行政区划代码 === VILLAGE)!;
    expect(village['计入的活动（分子）']).toBe('7');
    expect(village['负责人中党员和退休干部的比例（%）']).toBe('33.33');
    const xlsx = await own.get(`/v1/performance/xlsx?division=${TOWNSHIP}&year=2022`);
    const { sheets } = await readXlsx(xlsx.bytes);
    const [sheet] = sheets;
    const at = sheet!.rows.findIndex(([code]) => code === VILLAGE);
    const column = sheet!.rows[0]!.indexOf('负责人中党员和退休干部的比例（%）');
    const cell = sheet!.cells?.get(`${at},${column}`);
    expect(cell?.formula).toMatch(/^ROUNDDOWN\([A-Z]+\d+\/[A-Z]+\d+,4\)\*100$/);
  });
});

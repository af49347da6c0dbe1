import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFINITIONS } from '../../../functions/activity/policy/definition.ts';
import { workOff } from '../../../functions/activity/rates/work-off.ts';
import { childrenOf, divisionsWithin } from '../../../shared/divisions/index.ts';
import { BESIDE, CITY, COUNTY, type RatesService, ratesService, TOWNSHIP, VILLAGE } from './rates-service.ts';

let activity: RatesService;
beforeAll(async () => {
  activity = await ratesService({ at: '2022-03-31T16:16:00.000Z' });
  for (const [id, division] of [
    ['A', VILLAGE],
    ['B', VILLAGE],
    ['C', BESIDE],
    ['D', '330302026003'],
  ] as const)
    await activity.tell(id, { on: '2021-01-01', division });
  for (const day of ['2021-01-10', '2021-10-10', '2021-11-10', '2021-12-10', '2022-01-10', '2022-02-10']) {
    await activity.act('A', day);
    if (day > '2021-02') await activity.act('C', day);
  }
  await activity.run();
});
afterAll(() => activity.close());

const bureau = () => activity.as('county', COUNTY);
const get = async <T>(path: string, who = bureau()) => {
  const { status, json } = await who.get(path);
  expect({ path, status, json }).toMatchObject({ status: 200 });
  return json as T;
};
interface Shown {
  division: string;
  period: string;
  numerator: number;
  denominator: number;
  percent: number | null;
  edition: number;
  rank: number;
}
interface Row {
  organisation: string;
  division: string;
  numerator: number;
  denominator: number;
  active: boolean;
  months: { month: string; activities: number; active?: boolean; links: { records: string } }[];
}

describe('查询活跃度: a rate with all that it is made of (T2)', () => {
  it('carries numerator, denominator, definition, policy and edition, and a link to the organisations behind it', async () => {
    expect(await get(`/v1/activity/rates?division=${TOWNSHIP}&period=2022-01`)).toMatchObject({
      division: TOWNSHIP,
      name: '温州市鹿城区南汇街道',
      level: 'township',
      kind: 'month',
      numerator: 2,
      denominator: 3,
      percent: 66.66,
      edition: 1,
      policy: 'activity.2021',
      definition: '当月有活动即为活跃',
      day: '2022-04-01',
      links: {
        organisations: `/v1/activity/rates/organisations?division=${TOWNSHIP}&period=2022-01`,
      },
    });
  });

  it('can be asked for as it stood on a day, and in any edition', async () => {
    activity.at('2022-04-02T00:16:00');
    await activity.act('B', '2022-01-20');
    await activity.run();
    const path = `/v1/activity/rates?division=${COUNTY}&period=2022-01`;
    expect(await get(path)).toMatchObject({
      numerator: 3,
      denominator: 4,
      edition: 2,
      restated: { numerator: 1, denominator: 0 },
      editions: [
        { edition: 1, numerator: 2, denominator: 4, percent: 50, day: '2022-04-01' },
        { edition: 2, numerator: 3, denominator: 4, percent: 75, day: '2022-04-02' },
      ],
    });
    expect(await get(`${path}&asOf=2022-04-01`)).toMatchObject({
      numerator: 2,
      edition: 1,
      editions: [{ edition: 1 }],
    });
    expect(await get(`${path}&edition=1`)).toMatchObject({ numerator: 2, edition: 1 });
    expect((await bureau().get(`${path}&asOf=2022-03-31`)).status).toBe(404);
    expect((await bureau().get(`${path}&edition=3`)).status).toBe(404);
  });

  it('where no organisation is there is no figure', async () => {
    const { status, json } = await activity
      .as('city')
      .get('/v1/activity/rates?division=330304&period=2022-01');
    expect(status).toBe(404);
    expect(json).toMatchObject({ detail: expect.stringContaining('没有可以查看的数字') });
  });

  it('as a series for a chart, in order', async () => {
    const series = await get<{ kind: string; items: Shown[] }>(
      `/v1/activity/series?division=${VILLAGE}&from=2021-11&to=2022-03`,
    );
    expect(series.kind).toBe('month');
    expect(series.items.map(({ period, percent }) => [period, percent])).toEqual([
      ['2021-11', 50],
      ['2021-12', 50],
      ['2022-01', 100],
      ['2022-02', 50],
      ['2022-03', 0],
    ]);
    const quarters = await get<{ items: Shown[] }>(
      `/v1/activity/series?division=${COUNTY}&from=2021-Q3&to=2022-Q1`,
    );
    expect(
      quarters.items.map(({ period, numerator, denominator }) => [period, numerator, denominator]),
    ).toEqual([
      ['2021-Q3', 0, 12],
      ['2021-Q4', 6, 12],
      ['2022-Q1', 5, 12],
    ]);
  });

  it('divisions below one are ranked, equals side by side', async () => {
    const { items } = await get<{ items: Shown[] }>(`/v1/activity/ranking?division=${COUNTY}&period=2022-02`);
    expect(items.map(({ rank, division }) => [rank, division])).toEqual([
      [1, TOWNSHIP],
      [2, '330302026'],
    ]);
    const villages = await get<{ items: Shown[] }>(
      `/v1/activity/ranking?division=${TOWNSHIP}&period=2021-01`,
    );
    expect(villages.items.map(({ rank, percent }) => [rank, percent])).toEqual([
      [1, 50],
      [2, 0],
    ]);
    const equal = await get<{ items: Shown[] }>(`/v1/activity/ranking?division=${COUNTY}&period=2021-05`);
    expect(equal.items.map(({ rank }) => rank)).toEqual([1, 1]);
  });
});

describe('各级数字: all divisions of a level within one (T2)', () => {
  const pages = async (path: string, limit: number, who = bureau()) => {
    const found: { items: Shown[]; next?: string }[] = [];
    for (let cursor = ''; ; ) {
      const page = await get<{ items: Shown[]; next?: string }>(`${path}&limit=${limit}${cursor}`, who);
      found.push(page);
      if (page.next === undefined) return found;
      cursor = `&cursor=${encodeURIComponent(page.next)}`;
    }
  };
  const listed = async (division: string, level: string, period = '2022-01', limit = 100) =>
    (
      await pages(
        `/v1/activity/rates?division=${division}&period=${period}&level=${level}`,
        limit,
        activity.as('city'),
      )
    ).flatMap(({ items }) => items);

  it('villages of the city, of a county and of a township, in order, each as it is asked for by itself', async () => {
    const villages = [VILLAGE, BESIDE, '330302026003'];
    for (const within of [CITY, COUNTY]) {
      const items = await listed(within, 'village');
      expect([within, items.map(({ division }) => division)]).toEqual([within, villages]);
      for (const one of items) {
        const {
          editions: _,
          links: __,
          ...alone
        } = await get<Record<string, unknown>>(`/v1/activity/rates?division=${one.division}&period=2022-01`);
        expect(one).toEqual(alone);
      }
    }
    expect((await listed(TOWNSHIP, 'village')).map(({ division }) => division)).toEqual([VILLAGE, BESIDE]);
  });

  it('each level adds up to the county, its own figure included', async () => {
    const [county] = await listed(COUNTY, 'county', '2022-Q1');
    expect(county).toMatchObject({ division: COUNTY, level: 'county' });
    for (const level of ['township', 'village']) {
      const items = await listed(COUNTY, level, '2022-Q1');
      expect(items.reduce((total, { numerator }) => total + numerator, 0)).toBe(county?.numerator);
      expect(items.reduce((total, { denominator }) => total + denominator, 0)).toBe(county?.denominator);
    }
    expect((await listed(CITY, 'county')).map(({ division }) => division)).toEqual([COUNTY]);
    expect((await listed(CITY, 'city')).map(({ division }) => division)).toEqual([CITY]);
  });

  it('page by page nothing is left out and nothing comes twice, however few on a page', async () => {
    for (const limit of [1, 2, 3]) {
      const found = await pages(`/v1/activity/rates?division=${COUNTY}&period=2022-01&level=village`, limit);
      for (const { items } of found) expect(items.length).toBeLessThanOrEqual(limit);
      expect(found.flatMap(({ items }) => items.map(({ division }) => division))).toEqual([
        VILLAGE,
        BESIDE,
        '330302026003',
      ]);
    }
  });

  it('where a county has no townships there are none, but communities (龙港)', async () => {
    const [community] = childrenOf('330383');
    activity.at('2022-04-01T23:00:00');
    await activity.tell('L', { division: community!.code });
    for (const place of ['330383', CITY]) await workOff(place, activity.deps);
    expect(await listed('330383', 'township')).toEqual([]);
    expect((await listed('330383', 'village')).map(({ division }) => division)).toEqual([community!.code]);
  });

  it('a page costs its calls to the table, not a call for every division on it', async () => {
    const { figuresOf } = activity.deps.store;
    let calls = 0;
    const { middlewareStack } = activity.cloud.documentClient;
    middlewareStack.add(
      (next) => (args) => {
        calls += 1;
        return next(args);
      },
      { step: 'initialize', name: 'counted' },
    );
    const codes = divisionsWithin(COUNTY, 'village').map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(100);
    await figuresOf(codes, '2022-01', { limit: 100, scope: 'test' });
    middlewareStack.remove('counted');
    expect(calls).toBeLessThanOrEqual(Math.ceil(codes.length / 100));
  });
});

describe('数字背后的组织: the rows add up to the figure (T2)', () => {
  const all = async (path: string) => {
    const rows: Row[] = [];
    let cursor = '';
    for (;;) {
      const { items, next } = await get<{ items: Row[]; next?: string }>(`${path}&limit=1${cursor}`);
      rows.push(...items);
      if (next === undefined) return rows;
      cursor = `&cursor=${encodeURIComponent(next)}`;
    }
  };

  it.each([
    [VILLAGE, '2022-01'],
    [TOWNSHIP, '2022-Q1'],
    [COUNTY, '2021'],
  ])('of %s in %s, page by page', async (division, period) => {
    const rows = await all(`/v1/activity/rates/organisations?division=${division}&period=${period}`);
    const sums = [
      rows.reduce((total, { numerator }) => total + numerator, 0),
      rows.reduce((total, { denominator }) => total + denominator, 0),
    ];
    const figure = await get<Shown>(`/v1/activity/rates?division=${division}&period=${period}`);
    expect(sums).toEqual([figure.numerator, figure.denominator]);
  });

  it('the active and the inactive are listed apart', async () => {
    const path = `/v1/activity/rates/organisations?division=${COUNTY}&period=2022-02`;
    const ids = (rows: Row[]) => rows.map(({ organisation }) => organisation);
    expect(ids(await all(`${path}&state=active`))).toEqual(['A', 'C']);
    expect(ids(await all(`${path}&state=inactive`))).toEqual(['B', 'D']);
  });

  it('each with its months, and what it did in them', async () => {
    const [row] = await all(`/v1/activity/rates/organisations?division=${VILLAGE}&period=2022-Q1`);
    expect(row).toMatchObject({
      organisation: 'A',
      numerator: 2,
      denominator: 3,
      active: true,
      months: [
        { month: '2022-01', activities: 1, participants: 10, minutes: 60, active: true },
        { month: '2022-02', activities: 1, active: true },
        { month: '2022-03', activities: 0, active: false },
      ],
    });
  });

  it('one that moved counts in each village for its own months', async () => {
    activity.at('2022-04-03T00:16:00');
    await activity.tell('M', { on: '2022-01-01' });
    await activity.tell('M', { on: '2022-02-15', division: BESIDE });
    await activity.run();
    const rows = (await all(`/v1/activity/rates/organisations?division=${TOWNSHIP}&period=2022-Q1`)).filter(
      ({ organisation }) => organisation === 'M',
    );
    expect(rows.map(({ division, months }) => [division, months.map(({ month }) => month)])).toEqual([
      [VILLAGE, ['2022-01', '2022-02']],
      [BESIDE, ['2022-03']],
    ]);
  });

  it('by a score, each month tells its parts', async () => {
    const inForce = activity.deps.policyOn;
    activity.deps.policyOn = (day) => ({ ...inForce(day), definition: DEFINITIONS.get('activity.v2')! });
    const [row] = await all(`/v1/activity/rates/organisations?division=${VILLAGE}&period=2022-01`);
    activity.deps.policyOn = inForce;
    expect(row?.months).toEqual([
      expect.objectContaining({
        active: false,
        score: 28.25,
        parts: { frequency: 20, participation: 6.25, minutes: 2, rating: 0 },
      }),
    ]);
  });

  it('by a definition of whole years there is nothing behind a month', async () => {
    const inForce = activity.deps.policyOn;
    activity.deps.policyOn = (day) => ({ ...inForce(day), definition: DEFINITIONS.get('activity.v3')! });
    const month = await bureau().get(`/v1/activity/rates/organisations?division=${VILLAGE}&period=2022-01`);
    const year = await all(`/v1/activity/rates/organisations?division=${VILLAGE}&period=2021`);
    activity.deps.policyOn = inForce;
    expect(month.status).toBe(400);
    expect(month.json).toMatchObject({ errors: [{ pointer: '#/query/period' }] });
    expect(year.map(({ organisation, numerator }) => [organisation, numerator])).toEqual([
      ['A', 1],
      ['B', 0],
    ]);
  });
});

describe('年度目标: reached or not, and what the rest of the year needs (T2)', () => {
  it('2021 is clearly up when its last quarter is ten points above the first with records', async () => {
    expect(await get(`/v1/activity/targets?division=${COUNTY}&year=2021`)).toMatchObject({
      target: { kind: 'clearly-up', points: 10, clause: expect.stringContaining('T2') },
      outcome: 'reached',
      final: true,
      baseline: { periods: ['2021-Q1'], numerator: 1, denominator: 12, percent: 8.33 },
      figure: { periods: ['2021-Q4'], numerator: 6, denominator: 12, percent: 50 },
      message: expect.stringContaining('达到提升 10 个百分点'),
    });
  });

  it('2022 so far is not over half, and says how many months of organisations have to be active', async () => {
    const year = await get<Shown>(`/v1/activity/rates?division=${COUNTY}&period=2022`);
    // Five organisations count in April, none active so far; of the eight months to come each has one.
    const april = await get<Shown>(`/v1/activity/rates?division=${COUNTY}&period=2022-04`);
    expect(april).toMatchObject({ numerator: 0, denominator: 5 });
    const least = Math.floor((year.denominator + 40) / 2) + 1 - year.numerator;
    expect(await get(`/v1/activity/targets?division=${COUNTY}&year=2022`)).toMatchObject({
      target: { kind: 'over', percent: 50 },
      outcome: 'not-reached',
      final: false,
      trend: { months: 9, organisationMonths: 45, needed: least, attainable: true },
    });
  });

  it('a year without a target is not found, one without figures says so', async () => {
    expect((await bureau().get(`/v1/activity/targets?division=${COUNTY}&year=2020`)).status).toBe(404);
    expect((await bureau().get(`/v1/activity/targets?division=${COUNTY}&year=2030`)).status).toBe(404);
    expect(await get(`/v1/activity/targets?division=${COUNTY}&year=2023`)).toMatchObject({
      outcome: 'no-figure',
    });
  });
});

describe('各次计算: the runs are seen with what their check found', () => {
  it('by the city and the counties, the newest first', async () => {
    const { items } = await get<{ items: { day: string; check: { mismatches: number } }[] }>(
      '/v1/activity/runs?limit=2',
      activity.as('city'),
    );
    expect(items.map(({ day }) => day)).toEqual(['2022-04-03', '2022-04-02']);
    expect(items[0]).toMatchObject({ state: 'done', pending: [], check: { mismatches: 0 } });
  });
});

describe('公开: what the public sees (policy: published figures)', () => {
  it('is the city’s and the counties’ figures of closed periods', async () => {
    const anybody = activity.as();
    for (const division of [CITY, COUNTY]) {
      expect((await anybody.get(`/v1/activity/rates?division=${division}&period=2022-02`)).status).toBe(200);
      expect((await anybody.get(`/v1/activity/rates?division=${division}&period=2022-03`)).status).toBe(404);
      const series = await get<{ items: Shown[] }>(
        `/v1/activity/series?division=${division}&from=2022-01&to=2022-04`,
        anybody,
      );
      expect(series.items.map(({ period }) => period)).toEqual(['2022-01', '2022-02']);
    }
    const { items } = await get<{ items: Shown[] }>(
      `/v1/activity/ranking?division=${CITY}&period=2022-03`,
      anybody,
    );
    expect(items).toEqual([]);
    expect((await anybody.get(`/v1/activity/targets?division=${COUNTY}&year=2021`)).status).toBe(200);
    expect((await anybody.get(`/v1/activity/targets?division=${COUNTY}&year=2022`)).status).toBe(404);
  });
});

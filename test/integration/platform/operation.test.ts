import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { judgeDue } from '../../../functions/platform/operation/daily.ts';
import { operatingFrom, type PlatformService, platformService, SAID } from './service.ts';

let service: PlatformService;
beforeAll(async () => {
  service = await platformService();
});
afterAll(() => service.close());

const REPORTED: [string, string][] = [
  ['2021-09', '2021-10-08'],
  ['2021-10', '2021-11-05'],
  ['2021-11', '2021-12-10'],
];
interface Standing {
  operating: boolean;
  since: string;
  judgedOn: string;
  verdicts: { id: string; met: boolean; found: string; remedy?: string; clause: string }[];
  spells: { from: string; operating: boolean; unmet: string[] }[];
}
const standing = async (township: string) =>
  (await service.as('city', '3303').get(`/v1/platforms/${township}/operation`)).json as Standing;
const unmet = ({ verdicts }: Standing) => verdicts.filter(({ met }) => !met).map(({ id }) => id);
const rate = async (division: string, on: string) =>
  (await service.call('GET', `/v1/platforms/rate?division=${division}&on=${on}`)).json as {
    numerator: number;
    denominator: number;
    policy: string;
    platforms: { township: string; operating: boolean; registered: boolean; unmet: string[] }[];
  };

describe('实体化运作: a platform operates from the day on which nothing is lacking (T1)', () => {
  const T = '330302025';

  it('new it lacks reports and services, each with what would meet it; it operates once three months are reported', async () => {
    await operatingFrom(service, T, { registered: '2021-09-01', reported: REPORTED.slice(0, 2) });
    const lacking = await standing(T);
    expect(lacking).toMatchObject({ operating: false, since: '2021-09-01' });
    expect(unmet(lacking)).toEqual(['reports']);
    expect(lacking.verdicts.find(({ id }) => id === 'reports')).toMatchObject({
      found: expect.stringContaining('2021-08'),
      remedy: '最近 3 个到期月份的月报应在月后 10 天内报送',
      clause: expect.stringContaining('T1'),
    });
    service.at('2021-12-10');
    for (let nth = 0; nth < 2; nth++) await service.deliver(service.matched(T, '2021-11-20'));
    await service.township(T).post(`/v1/platforms/${T}/reports`, { month: '2021-11', ...SAID });
    // November's report is due on the tenth: until that day is over, August's still counts.
    expect(unmet(await standing(T))).toEqual(['reports']);
    service.at('2021-12-11', '00:00:00');
    await judgeDue(service.deps);
    expect(await standing(T)).toMatchObject({ operating: true, since: '2021-12-11', judgedOn: '2021-12-11' });
    const told = await service.outbox('platform.platform.judged', T);
    expect(told.map(({ data }) => [data.operating, data.since, data.unmet])).toEqual([
      [false, '2021-09-01', ['reports', 'services']],
      [true, '2021-12-11', []],
    ]);
  });

  it('the target of a year is judged at its end: 1 of the townships of 鹿城区 is short of 50 % (T1)', async () => {
    service.at('2022-01-05');
    const { json } = await service.call('GET', '/v1/platforms/targets?division=330302&year=2021');
    const { denominator } = await rate('330302', '2021-12-31');
    expect(json).toMatchObject({
      numerator: 1,
      denominator,
      percent: 50,
      ended: true,
      reached: false,
      missing: Math.ceil(denominator / 2) - 1,
      policy: 'platform.2021',
      on: '2021-12-31',
    });
  });

  it('a report that is not there in time makes it fall out by schedule, without anybody acting (T1)', async () => {
    service.at('2022-01-10', '23:59:00');
    await judgeDue(service.deps);
    expect(await standing(T)).toMatchObject({ operating: true });
    service.at('2022-01-11', '00:00:01');
    expect(await judgeDue(service.deps)).toBe(1);
    const lapsed = await standing(T);
    expect(lapsed).toMatchObject({ operating: false, since: '2022-01-11' });
    expect(unmet(lapsed)).toEqual(['reports']);
    // A late one does not make up for it.
    await service.township(T).post(`/v1/platforms/${T}/reports`, { month: '2021-12', ...SAID });
    expect(await standing(T)).toMatchObject({ operating: false, since: '2022-01-11' });
    expect((await service.outbox('platform.platform.judged', T)).at(-1)!.data).toMatchObject({
      operating: false,
      unmet: ['reports'],
    });
  });

  it('the rate of any day is as it stood then, with the townships behind it (T1)', async () => {
    const of = async (on: string) => (await rate('330302', on)).numerator;
    expect([
      await of('2021-12-10'),
      await of('2021-12-11'),
      await of('2022-01-10'),
      await of('2022-01-11'),
    ]).toEqual([0, 1, 1, 0]);
    const { platforms, denominator } = await rate('330302', '2021-12-31');
    expect(platforms).toHaveLength(denominator);
    expect(platforms.filter(({ operating }) => operating).map(({ township }) => township)).toEqual([T]);
    expect(platforms.filter(({ registered }) => registered)).toHaveLength(1);
    expect((await rate('330302', '2021-08-31')).platforms.every(({ registered }) => !registered)).toBe(true);
  });

  it('the townships of the counties are all those of the city; a functional zone has its own (T1)', async () => {
    const city = await rate('3303', '2022-01-11');
    const { json } = await service.call('GET', '/v1/divisions?parent=3303');
    const counties = (json as { divisions?: { code: string }[] } | undefined)?.divisions ?? [];
    const codes = counties.length > 0 ? counties.map(({ code }) => code) : undefined;
    const parts = await Promise.all(
      (codes ?? [...new Set(city.platforms.map(({ township }) => township.slice(0, 6)))]).map((code) =>
        rate(code, '2022-01-11'),
      ),
    );
    expect(parts.reduce((sum, part) => sum + part.denominator, 0)).toBe(city.denominator);
    expect(city.platforms.some(({ township }) => township === '330383')).toBe(true);
    expect((await rate('330303Z1', '2022-01-11')).denominator).toBe(4);
  });
});

describe('每日判定: each platform once a day, however often the schedule runs (T1)', () => {
  it('a run that stops half way is resumed by the next; a whole day again leaves the same', async () => {
    service.at('2022-02-01');
    for (const township of ['330302026', '330302027', '330303002'])
      await operatingFrom(service, township, { registered: '2022-02-01', reported: [] });
    service.at('2022-02-02');
    expect(await judgeDue(service.deps, 3)).toBe(3);
    expect(await judgeDue(service.deps, 3)).toBe(1);
    expect(await judgeDue(service.deps)).toBe(0);
    const { spells, judgedOn } = await standing('330303002');
    expect(judgedOn).toBe('2022-02-02');
    // Judged again with the same outcome it is the same spell.
    expect(spells).toMatchObject([{ from: '2022-02-01', operating: false }]);
  });

  it('one that cannot be judged holds up no other, and is told', async () => {
    service.at('2022-02-03');
    const { store } = service.deps;
    const figures: typeof store.figures = async (township, months) => {
      if (township === '330302026') throw new Error('figures of another shape');
      return store.figures(township, months);
    };
    await expect(judgeDue({ ...service.deps, store: { ...store, figures } })).rejects.toThrow('1 platforms');
    expect((await standing('330302026')).judgedOn).toBe('2022-02-02');
    for (const township of ['330302027', '330303002'])
      expect((await standing(township)).judgedOn).toBe('2022-02-03');
    expect(await judgeDue(service.deps)).toBe(1);
  });

  it('money of last year does not carry into the new one: at midnight in Shanghai (T1)', async () => {
    const T = '330302026';
    service.at('2023-12-31', '23:59:59');
    await judgeDue(service.deps);
    expect(unmet(await standing(T))).not.toContain('funds');
    service.at('2024-01-01', '00:00:00');
    await judgeDue(service.deps);
    expect(unmet(await standing(T))).toContain('funds');
  });
});

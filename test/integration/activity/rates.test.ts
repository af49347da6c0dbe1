import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ratesDue } from '../../../functions/activity/rates/begin.ts';
import { check } from '../../../functions/activity/rates/check.ts';
import { workOff } from '../../../functions/activity/rates/work-off.ts';
import { putFigure } from '../../../functions/activity/store/figures.ts';
import { childrenOf } from '../../../shared/divisions/index.ts';
import { BESIDE, CITY, COUNTY, type RatesService, ratesService, TOWNSHIP, VILLAGE } from './rates-service.ts';

let activity: RatesService;
beforeAll(async () => {
  activity = await ratesService();
});
afterAll(() => activity.close());

describe('平均活跃度: computed by the run of the day (T2)', () => {
  it('a village, its township, county and the city have the same one organisation in their figures', async () => {
    await activity.tell('A', { on: '2022-01-01' });
    await activity.act('A', '2022-02-10');
    expect(await activity.run()).toMatchObject({
      state: 'done',
      pending: {},
      check: { mismatches: 0 },
    });
    for (const division of [VILLAGE, TOWNSHIP, COUNTY, CITY]) {
      expect([division, await activity.figure(division, '2022-01')]).toEqual([division, '0/1 (1)']);
      expect([division, await activity.figure(division, '2022-02')]).toEqual([division, '1/1 (1)']);
      // A running quarter and year count the months that have begun.
      expect([division, await activity.figure(division, '2022-Q1')]).toEqual([division, '1/3']);
      expect([division, await activity.figure(division, '2022')]).toEqual([division, '1/3']);
    }
    expect(await activity.figure(VILLAGE, '2021-12')).toBeUndefined();
  });

  it('villages add up to their township exactly, and what changes is in all figures the day after', async () => {
    activity.at('2022-03-21T00:20:00');
    await activity.tell('B', { on: '2022-01-15', division: BESIDE });
    await activity.tell('C', { on: '2021-06-01', division: '330302026003' });
    await activity.act('B', '2022-03-02');
    await activity.act('B', '2022-03-09');
    const before = await activity.figures();
    const run = await activity.run();
    const after = await activity.figures();
    expect(after).toEqual(await activity.expected());
    expect(run?.changed).toBe(Object.keys(after).filter((place) => after[place] !== before[place]).length);
    expect(await activity.figure(TOWNSHIP, '2022-03')).toBe('1/2');
    expect(await activity.figure(COUNTY, '2022-03')).toBe('1/3');
  });

  it('an activity that no longer counts leaves the numerator, one that moves to another month moves there', async () => {
    activity.at('2022-03-22T00:20:00');
    await activity.act('A', '2022-02-10', { undo: true });
    await activity.act('A', '2022-03-10');
    await activity.run();
    expect(await activity.figure(VILLAGE, '2022-02')).toBe('0/1 (2)');
    expect(await activity.figure(VILLAGE, '2022-03')).toBe('1/1');
    expect(await activity.figures()).toEqual(await activity.expected());
  });

  it('an organisation that moved counts in its old village until then, one dissolved no more, one suspended not at all', async () => {
    activity.at('2022-03-23T00:20:00');
    await activity.tell('A', { on: '2022-02-15', division: BESIDE });
    await activity.tell('B', { on: '2022-02-20', division: BESIDE, status: 'dissolved' });
    await activity.tell('C', { on: '2021-09-01', division: '330302026003', status: 'suspended' });
    await activity.tell('C', { on: '2021-12-01', division: '330302026003' });
    await activity.run();
    expect(await activity.figure(VILLAGE, '2022-02')).toBe('0/1 (2)');
    expect(await activity.figure(VILLAGE, '2022-03')).toBe('0/0');
    expect(await activity.figure(BESIDE, '2022-03')).toBe('1/1');
    expect(await activity.figure('330302026', '2021-10')).toBe('0/0 (2)');
    expect(await activity.figures()).toEqual(await activity.expected());
  });

  it('one that moved up from a village to its township moves within all figures, which stay the same', async () => {
    await activity.tell('U', { on: '2022-01-01' });
    for (const place of [COUNTY, CITY]) await workOff(place, activity.deps);
    const before = await activity.figure(TOWNSHIP, '2022');
    await activity.tell('U', { on: '2022-01-01', division: TOWNSHIP });
    for (const place of [COUNTY, CITY]) await workOff(place, activity.deps);
    expect(await activity.figure(TOWNSHIP, '2022')).toBe(before);
    for (const [period, denominator] of [
      ['2022-02', 1],
      ['2022-Q1', 3],
      ['2022', 3],
    ] as const)
      expect((await activity.deps.store.figure(TOWNSHIP, period))?.own).toEqual({
        numerator: 0,
        denominator,
      });
  });

  it('where a county has no townships its communities add up to it (龙港)', async () => {
    activity.at('2022-03-24T00:20:00');
    const [one, other] = childrenOf('330383').map(({ code }) => code);
    await activity.tell('L1', { on: '2022-03-01', division: one! });
    await activity.tell('L2', { on: '2022-03-01', division: other! });
    await activity.act('L1', '2022-03-05');
    await activity.run();
    expect(await activity.figure('330383', '2022-03')).toBe('1/2');
    expect(await activity.figures()).toEqual(await activity.expected());
  });

  it('organisations of a township, a county, a functional zone and the city count there and above', async () => {
    activity.at('2022-03-25T00:20:00');
    for (const division of [TOWNSHIP, COUNTY, CITY, '330303Z1'])
      await activity.tell(`D-${division}`, { on: '2022-03-01', division });
    await activity.act(`D-${CITY}`, '2022-03-05');
    const run = await activity.run();
    expect(run?.check.mismatches).toBe(0);
    expect((await activity.deps.store.figure(CITY, '2022-03'))?.own).toEqual({
      numerator: 1,
      denominator: 1,
    });
    expect(await activity.figures()).toEqual(await activity.expected());
  });

  it('a run in which nothing changed computes nothing and tells nobody', async () => {
    activity.at('2022-03-26T00:20:00');
    const before = await activity.items('RATE#');
    const told = (await activity.outbox('activity.rate.published')).length;
    expect(await activity.run()).toMatchObject({ state: 'done', changed: 0, check: { figures: 0 } });
    expect(await activity.items('RATE#')).toEqual(before);
    expect(await activity.outbox('activity.rate.published')).toHaveLength(told);
  });

  it('others are told of townships, counties and the city, by revision, and not of villages', async () => {
    const told = (await activity.outbox('activity.rate.published')).map(({ data }) => data);
    expect(new Set(told.map(({ division }) => division.length))).toEqual(new Set([4, 6, 9]));
    const ofCity = told.filter(({ division, period }) => division === CITY && period === '2022-03');
    const last = ofCity.toSorted((a, b) => a.revision - b.revision).at(-1);
    const { numerator, denominator, revision } = (await activity.deps.store.figure(CITY, '2022-03'))!;
    expect(last).toMatchObject({ numerator, denominator, revision, edition: 0, policy: 'activity.2021' });
    expect(ofCity.map((one) => one.revision).sort()).toEqual(ofCity.map((_, at) => at + 1));
  });
});

describe('定时计算: the run of the day', () => {
  it('begins once a day, from a quarter past midnight in Shanghai on', async () => {
    activity.at('2022-03-27T00:14:00');
    expect(await ratesDue(activity.deps)).toBe(0);
    activity.at('2022-03-27T00:15:00');
    expect(await Promise.all([ratesDue(activity.deps), ratesDue(activity.deps)])).toContain(1);
    expect(await ratesDue(activity.deps)).toBe(0);
    await activity.work();
    activity.at('2022-03-27T23:59:00');
    expect(await ratesDue(activity.deps)).toBe(0);
    activity.at('2022-03-28T00:01:00');
    expect(await ratesDue(activity.deps)).toBe(0);
  });

  it('is taken up when nothing was done on it for a quarter of an hour, and what came of it comes to one end', async () => {
    activity.at('2022-03-28T00:15:00');
    await activity.tell('E', { on: '2022-03-01' });
    await ratesDue(activity.deps);
    // Its messages were lost.
    await activity.work(() => []);
    activity.at('2022-03-28T00:29:00');
    expect(await ratesDue(activity.deps)).toBe(0);
    activity.at('2022-03-28T00:30:00');
    expect(await ratesDue(activity.deps)).toBe(1);
    await activity.work();
    expect(await activity.deps.store.run('2022-03-28')).toMatchObject({ state: 'done' });
    expect(await activity.figures()).toEqual(await activity.expected());
  });

  it('a figure that is not what it is made of is found, measured, and put right by the next run', async () => {
    activity.at('2022-03-29T00:20:00');
    await activity.act('A', '2022-03-20');
    await activity.run();
    const right = await activity.figure(COUNTY, '2022-03');
    const before = (await activity.deps.store.figure(COUNTY, '2022-03'))!;
    await activity.deps.store.save({
      writes: putFigure({
        ...before,
        numerator: before.numerator + 1,
        computedAt: activity.deps.now().toISOString(),
        version: before.version + 1,
      }),
    });
    expect(await check(COUNTY, activity.deps.now().toISOString(), activity.deps)).toMatchObject({
      mismatches: 1,
      examples: [{ division: COUNTY, period: '2022-03', what: 'numerator', comesTo: before.numerator }],
    });
    // Something else makes the next run look at it.
    activity.at('2022-03-30T00:20:00');
    await activity.deps.store.save({
      writes: putFigure({
        ...before,
        numerator: before.numerator + 1,
        computedAt: '2022-03-29T20:00:00.000Z',
        version: before.version + 2,
      }),
    });
    const run = await activity.run();
    expect(run?.check.mismatches).toBeGreaterThan(0);
    expect(activity.measured.get('RateMismatches')).toBeGreaterThan(0);
    activity.at('2022-03-31T00:20:00');
    expect((await activity.run())?.check.mismatches).toBe(0);
    expect(await activity.figure(COUNTY, '2022-03')).toBe(right);
    expect(await activity.figures()).toEqual(await activity.expected());
  });
});

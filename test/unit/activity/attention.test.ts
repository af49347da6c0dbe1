import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Attention,
  type Criteria,
  decisiveMonths,
  isNews,
  judge,
  nextAttention,
  reviewOf,
} from '../../../functions/activity/model/attention.ts';
import { existing, type Spell } from '../../../functions/activity/model/existence.ts';
import { activityPolicyOn } from '../../../functions/activity/policy/index.ts';
import { addDays } from '../../../shared/calendar/index.ts';
import { monthsAfter, monthsBetween } from '../../../shared/calendar/months.ts';

const HOME = { division: '330302025010', class: 'growing' } as const;
const OLD = existing(HOME, '2020-05-01');
const on = (day: string): Criteria => ({
  dormancy: { months: 12 },
  falling: { months: 6, belowPercent: 50, least: 6 },
  first: '2021-01',
  day,
});
const at = (day: string, activities: Readonly<Record<string, number>>, spells: readonly Spell[] = OLD) =>
  judge(spells, new Map(Object.entries(activities)), on(day));
const each = (from: string, to: string, count: number) =>
  Object.fromEntries(monthsBetween(from, to).map((month) => [month, count]));
const suspended = (from: string, to: string): Spell[] => [
  ...OLD,
  { version: 2, on: from, status: 'suspended', ...HOME },
  { version: 3, on: to, status: 'active', ...HOME },
];

describe('沉寂: an organisation without an activity for the months in policy (C1.1, T2)', () => {
  it('is dormant on the first day after the twelfth whole month, and not on the last day of it', () => {
    const last = { '2022-02': 1 };
    expect(at('2023-02-28', last)).toEqual({ state: 'regular' });
    expect(at('2023-03-01', last)).toMatchObject({
      state: 'dormant',
      recent: { from: '2022-03', to: '2023-02', months: 12, activities: 0 },
      lastActive: '2022-02',
    });
  });

  it('a leap day is a day of a month that is not whole yet', () => {
    const last = { '2023-02': 1 };
    expect(at('2024-02-29', last)).toEqual({ state: 'regular' });
    expect(at('2024-03-01', last)).toMatchObject({ state: 'dormant', recent: { from: '2023-03' } });
  });

  it('one activity in the current month makes it active at once, one that does not count any more does not', () => {
    expect(at('2023-06-01', { '2022-02': 3, '2023-06': 1 })).toEqual({ state: 'regular' });
    expect(at('2023-06-01', { '2022-02': 3, '2023-06': 0 })).toMatchObject({ state: 'dormant' });
  });

  it('it is told since when, however long that is, and in words', () => {
    const found = at('2026-11-28', { '2022-02': 1 });
    expect(found).toMatchObject({ recent: { from: '2022-03', to: '2026-10', months: 56 } });
    expect((found as { reason: string }).reason).toBe(
      '2022-03 起计入的 56 个月都没有已确认的活动（满 12 个月为沉寂），最近一次在 2022-02',
    );
  });

  it('one that never did anything is dormant since figures began, or since it was there', () => {
    expect(at('2022-06-01', {})).toMatchObject({ state: 'dormant', recent: { from: '2021-01', months: 17 } });
    expect(at('2022-06-01', {})).not.toHaveProperty('lastActive');
    expect(at('2023-02-01', {}, existing(HOME, '2021-12-15'))).toMatchObject({
      recent: { from: '2022-01', months: 13 },
    });
  });

  it('one founded lately is not, until twelve whole months count for it', () => {
    const lately = existing(HOME, '2022-03-02');
    expect(at('2023-03-31', {}, lately)).toEqual({ state: 'regular' });
    expect(at('2023-04-01', {}, lately)).toMatchObject({ state: 'dormant', recent: { from: '2022-04' } });
  });

  it('months of a suspension do not count against it', () => {
    const spells = suspended('2022-06-10', '2022-12-20');
    // July to December 2022 do not count: the twelve months end half a year later.
    expect(at('2023-03-01', { '2022-02': 1 }, spells)).toEqual({ state: 'regular' });
    expect(at('2023-08-31', { '2022-02': 1 }, spells)).toEqual({ state: 'regular' });
    expect(at('2023-09-01', { '2022-02': 1 }, spells)).toMatchObject({
      state: 'dormant',
      recent: { from: '2022-03', to: '2023-08', months: 12 },
    });
  });

  it('what it did in a month that does not count still shows that it is not dormant', () => {
    const spells = suspended('2022-06-10', '2022-12-20');
    expect(at('2023-09-01', { '2022-02': 1, '2022-12': 1 }, spells)).toEqual({ state: 'regular' });
  });

  it('one that is suspended, ended or not there yet is not judged', () => {
    expect(at('2022-10-01', {}, suspended('2022-06-10', '2022-12-20'))).toEqual({ state: 'unjudged' });
    expect(at('2023-10-01', {}, existing(HOME, '2020-05-01', '2023-09-30'))).toEqual({ state: 'unjudged' });
    expect(at('2023-10-01', {}, existing(HOME, '2023-10-02'))).toEqual({ state: 'unjudged' });
  });
});

describe('下滑: an organisation that does much less than before (C1.1, T2)', () => {
  const before = each('2022-01', '2022-06', 2);

  it('is falling when the last months have less than half of those before, and not with half', () => {
    expect(at('2023-01-15', { ...before, '2022-08': 2, '2022-11': 3 })).toMatchObject({
      state: 'falling',
      recent: { from: '2022-07', to: '2022-12', months: 6, activities: 5 },
      before: { from: '2022-01', to: '2022-06', months: 6, activities: 12 },
      reason:
        '计入的最近 6 个月（2022-07 至 2022-12）有活动 5 次，不到此前 6 个月（2022-01 至 2022-06）12 次的 50%',
    });
    expect(at('2023-01-15', { ...before, '2022-08': 3, '2022-11': 3 })).toEqual({ state: 'regular' });
  });

  it('the current month does not count before it is whole', () => {
    expect(at('2023-01-31', { ...before, '2022-08': 5, '2023-01': 9 })).toMatchObject({ state: 'falling' });
    expect(at('2023-02-01', { ...before, '2022-08': 5, '2023-01': 9 })).toEqual({ state: 'regular' });
  });

  it('one that never did much cannot fall', () => {
    expect(at('2023-01-15', { '2022-02': 5, '2022-08': 1 })).toEqual({ state: 'regular' });
    expect(at('2023-01-15', { '2022-02': 6, '2022-08': 1 })).toMatchObject({ state: 'falling' });
  });

  it('months of a suspension are passed over, so that like is held against like', () => {
    const spells = suspended('2022-06-10', '2022-12-20');
    const did = { ...each('2022-01', '2022-06', 2), ...each('2023-01', '2023-06', 1) };
    expect(at('2023-07-01', did, spells)).toEqual({ state: 'regular' });
    expect(at('2023-07-01', { ...did, '2023-06': 0 }, spells)).toMatchObject({
      state: 'falling',
      recent: { from: '2023-01', activities: 5 },
      before: { from: '2022-01', to: '2022-06', activities: 12 },
    });
  });

  it('one founded lately is not held against months in which it was not there', () => {
    const did = { ...each('2022-02', '2022-06', 9) };
    expect(at('2023-01-15', did, existing(HOME, '2022-01-15'))).toEqual({ state: 'regular' });
    expect(at('2023-02-01', did, existing(HOME, '2022-01-15'))).toMatchObject({ state: 'falling' });
  });

  it('one that does nothing any more is dormant, not falling', () => {
    expect(at('2023-07-01', before)).toMatchObject({ state: 'dormant' });
  });
});

describe('所需月份: the months by which an organisation is judged', () => {
  it('decide alike whether those before are known or not, except since when it is dormant', () => {
    const first = '2021-01';
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: 0, max: 3 }).map((n) => (n > 1 ? n : 0)),
          { minLength: 40, maxLength: 40 },
        ),
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 0, max: 400 }),
        (counts, days, from, length) => {
          const day = addDays('2021-06-01', days);
          const start = addDays('2021-06-01', from);
          const spells = suspended(start, addDays(start, length));
          const all = new Map(counts.map((count, at) => [monthsAfter(first, at), count] as const));
          const decisive = new Set(decisiveMonths(spells, on(day)));
          const known = new Map([...all].filter(([month]) => decisive.has(month)));
          expect(judge(spells, known, on(day)).state).toBe(judge(spells, all, on(day)).state);
        },
      ),
    );
  });

  it('are a year and the current month, and none of one that is not judged', () => {
    expect(decisiveMonths(OLD, on('2023-03-31'))).toEqual(monthsBetween('2022-03', '2023-03'));
    expect(decisiveMonths(existing(HOME, '2023-03-02'), on('2023-03-31'))).toEqual(['2023-03']);
    expect(decisiveMonths(existing(HOME, '2020-05-01', '2023-01-01'), on('2023-03-31'))).toEqual([]);
  });

  it('the policy in force says how many', () => {
    const { dormancy, falling } = activityPolicyOn('2023-03-31').data;
    expect({ dormancy, falling }).toEqual({
      dormancy: on('2023-03-31').dormancy,
      falling: on('2023-03-31').falling,
    });
  });
});

describe('认定的变化: what is kept and told of an organisation', () => {
  const organisation = {
    id: 'O',
    name: '合唱队',
    division: HOME.division,
    standing: {
      version: 1,
      track: 'filed' as const,
      class: 'growing' as const,
      status: 'active' as const,
      actions: [],
      hub: false,
    },
  };
  const judgedOn = (day: string, activities: Readonly<Record<string, number>>, before?: Attention) =>
    nextAttention(before, organisation, at(day, activities), { on: day, policy: 'activity.2021' });

  it('nothing of one that never needed attention, nor when nothing is other than before', () => {
    expect(judgedOn('2022-06-01', { '2022-05': 1 })).toBeUndefined();
    const dormant = judgedOn('2022-06-01', {})!;
    expect(judgedOn('2022-06-20', {}, dormant)).toBeUndefined();
  });

  it('another month changes the numbers, and not since when it stands so, and is no news', () => {
    const dormant = judgedOn('2022-06-01', {})!;
    const later = judgedOn('2022-07-03', {}, dormant)!;
    expect(later).toMatchObject({ on: '2022-06-01', revision: 1, version: 2, recent: { months: 18 } });
    expect(isNews(dormant, later)).toBe(false);
  });

  it('active again is news, and dormant again is other news', () => {
    const dormant = judgedOn('2022-06-01', {})!;
    const active = judgedOn('2022-06-02', { '2022-06': 1 }, dormant)!;
    expect(active).toMatchObject({ state: 'regular', on: '2022-06-02', revision: 2, version: 2 });
    expect(active).not.toHaveProperty('reason');
    expect(judgedOn('2022-06-03', {}, active)).toMatchObject({ state: 'dormant', revision: 3, version: 3 });
  });

  it('falling is listed and no news to others', () => {
    const did = { ...each('2022-01', '2022-06', 2), '2022-08': 1 };
    expect(judgedOn('2023-01-15', did)).toMatchObject({ state: 'falling', revision: 0, version: 1 });
  });
});

describe('类型核定: the review that an organisation’s standing suggests (C1.1)', () => {
  it.each([
    ['dormant', 'growing', 'lower-class'],
    ['dormant', 'start-up', 'going-on'],
    ['dormant', 'mature', 'going-on'],
    ['falling', 'growing', 'keep-class'],
    ['falling', 'start-up', 'guidance'],
    ['falling', 'mature', 'guidance'],
  ] as const)('%s and %s: %s', (state, grade, review) => {
    const said = reviewOf({ state, class: grade });
    expect(said.review).toBe(review);
    // Nobody is told that a class can be lowered that cannot.
    expect(said.advice.includes('调为初创型')).toBe(review === 'lower-class');
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  contributionsOf,
  type Judged,
  type MonthCount,
  NO_COUNT,
  ratesByDivision,
  scoreOf,
  sum,
} from '../../../functions/activity/model/activity-rate.ts';
import { existing } from '../../../functions/activity/model/existence.ts';
import { DEFINITIONS, Definition } from '../../../functions/activity/policy/definition.ts';
import { monthsOf } from '../../../shared/calendar/periods.ts';
import { parentOf } from '../../../shared/divisions/index.ts';

const [v1, v2, v3] = ['activity.v1', 'activity.v2', 'activity.v3'].map((name) => DEFINITIONS.get(name)!) as [
  Definition,
  Extract<Definition, { by: 'score-a-month' }>,
  Definition,
];
const HOME = { division: '330302025010', class: 'start-up' } as const;
const did = (counts: Record<string, Partial<MonthCount>>, from = '2021-01-01', to?: string): Judged => ({
  spells: existing(HOME, from, to),
  counts: new Map(Object.entries(counts).map(([month, count]) => [month, { ...NO_COUNT, ...count }])),
});
const rate = (definition: Definition, period: string, organisation: Judged) =>
  sum(contributionsOf(definition, period, organisation).map((one) => one.rate));

describe('活跃度 activity.v1: active in a month with one activity that counts (T2)', () => {
  it('months active over months that it existed', () => {
    const organisation = did({ '2022-02': { activities: 3 }, '2022-05': { activities: 1 } }, '2022-02-01');
    expect(rate(v1, '2022', organisation)).toEqual({ numerator: 2, denominator: 11 });
    expect(rate(v1, '2022-Q1', organisation)).toEqual({ numerator: 1, denominator: 2 });
    expect(rate(v1, '2022-03', organisation)).toEqual({ numerator: 0, denominator: 1 });
  });

  it('what was done in a month that does not count adds nothing', () => {
    const organisation = did({ '2022-02': { activities: 9 } }, '2022-02-02', '2022-06-30');
    expect(rate(v1, '2022-02', organisation)).toEqual({ numerator: 0, denominator: 0 });
    expect(rate(v1, '2022', organisation)).toEqual({ numerator: 0, denominator: 3 });
  });
});

describe('活跃度 activity.v2: a score of 60 or more in a month (T2)', () => {
  const month = (count: Partial<MonthCount>, grade: 'start-up' | 'mature' = 'start-up') =>
    scoreOf(v2, { class: grade, count: { ...NO_COUNT, ...count } });

  it('is made of frequency, participation by class, minutes and the rating, each capped', () => {
    const full = { activities: 9, participants: 900, minutes: 9_000, ratings: { sum: 10, count: 2 } };
    expect(month(full)).toEqual({
      thousandths: 100_000,
      parts: { frequency: 40_000, participation: 25_000, minutes: 20_000, rating: 15_000 },
    });
    expect(month({ participants: 20 }).parts.participation).toBe(25_000);
    expect(month({ participants: 20 }, 'mature').parts.participation).toBe(8_333);
    expect(month({}).thousandths).toBe(0);
    expect(month({ ratings: { sum: 9, count: 3 } }).parts.rating).toBe(9_000);
  });

  it('at 60 points it is active, a thousandth below it is not', () => {
    const just = { activities: 2, participants: 0, minutes: 600 };
    expect(rate(v2, '2022-03', did({ '2022-03': just })).numerator).toBe(1);
    expect(rate(v2, '2022-03', did({ '2022-03': { ...just, minutes: 599 } })).numerator).toBe(0);
  });
});

describe('活跃度 activity.v3: four activities in a year (T2)', () => {
  it('one organisation is one in the denominator, for whole years only', () => {
    const three = { '2022-02': { activities: 2 }, '2022-11': { activities: 1 } };
    expect(rate(v3, '2022', did(three))).toEqual({ numerator: 0, denominator: 1 });
    expect(rate(v3, '2022', did({ ...three, '2022-12': { activities: 1 } }))).toEqual({
      numerator: 1,
      denominator: 1,
    });
    expect(rate(v3, '2020', did(three))).toEqual({ numerator: 0, denominator: 0 });
    expect(() => rate(v3, '2022-Q1', did(three))).toThrow('whole years');
  });
});

describe('口径: definitions are data', () => {
  it('parts of a score make 100 points', () => {
    const wrong = Definition.safeParse({ ...v2, rating: { points: 14, most: 5 } });
    expect(wrong.error?.issues[0]?.message).toBe('各项分值之和应为 100');
  });
});

describe('汇总: villages make townships, townships counties, counties the city, exactly (T2)', () => {
  const villages = ['330302025010', '330302025019', '330302026201', '330383103001', '330304001'];
  const months = monthsOf('2022');
  const organisations = fc.array(
    fc.record({
      division: fc.constantFrom(...villages),
      from: fc.constantFrom('2021-05-01', '2022-01-01', '2022-03-15', '2022-12-01'),
      to: fc.option(fc.constantFrom('2022-06-30', '2022-09-01'), { nil: undefined }),
      counts: fc.dictionary(
        fc.constantFrom(...months),
        fc.record({ activities: fc.nat(3), participants: fc.nat(80), minutes: fc.nat(900) }),
      ),
    }),
    { maxLength: 12 },
  );

  it('the figure of a division is the sum of those below it and of its own organisations', () => {
    fc.assert(
      fc.property(organisations, fc.constantFrom(v1, v2, v3), (made, definition) => {
        const judged = made.map(
          ({ division, from, to, counts }): Judged => ({
            spells: existing(
              { division, class: 'start-up' },
              from,
              to === undefined || to < from ? undefined : to,
            ),
            counts: new Map(
              Object.entries(counts).map(([month, count]) => [month, { ...NO_COUNT, ...count }]),
            ),
          }),
        );
        const rates = ratesByDivision(definition, '2022', judged, (code) => parentOf(code)?.code);
        const within = (code: string) =>
          sum(
            judged.flatMap((one) =>
              contributionsOf(definition, '2022', one).flatMap(({ division, rate: own }) =>
                division.startsWith(code) ? [own] : [],
              ),
            ),
          );
        for (const [code, figure] of rates) expect({ code, ...figure }).toEqual({ code, ...within(code) });
      }),
    );
  });
});

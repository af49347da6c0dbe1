import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judged, type Known } from '../../../functions/platform/model/criteria.ts';
import { figuresOf } from '../../../functions/platform/model/figures.ts';
import { dueMonths, dueOf, wholeMonthsBefore } from '../../../functions/platform/model/month.ts';
import { after, type Operation, standingOn } from '../../../functions/platform/model/operation.ts';
import { placeOf, placesWithin } from '../../../functions/platform/model/places.ts';
import type { Facts } from '../../../functions/platform/model/platform.ts';
import { missingFor } from '../../../functions/platform/model/target.ts';
import { platformPolicyOn } from '../../../functions/platform/policy/index.ts';
import { type Criterion, PlatformData } from '../../../functions/platform/policy/schema.ts';
import { addDays } from '../../../shared/calendar/days.ts';
import { lastDayOfMonth } from '../../../shared/calendar/months.ts';
import { CITY, divisionsWithin, hasTownships } from '../../../shared/divisions/index.ts';

const { data } = platformPolicyOn('2026-11-25');
const criterion = <B extends Criterion['by']>(by: B, more: object = {}) =>
  ({ ...data.criteria.find((one) => one.by === by)!, ...more }) as Criterion;
const FACTS: Facts = {
  name: '平台',
  base: { kind: 'social-work-station', name: '社工站', address: '街道', areaM2: 100, tenure: 'own' },
};
const known = (facts: Partial<Facts>, more: Partial<Known> = {}): Known => ({
  facts: { ...FACTS, ...facts },
  reports: new Map(),
  figures: new Map(),
  on: '2021-12-31',
  dueDays: 10,
  ...more,
});
const THIRD = {
  kind: 'third-party' as const,
  name: '春晖',
  creditCode: 'x',
  independent: true,
  outside: true,
  socialWorkers: 1,
  contract: { from: '2021-01-01', to: '2021-12-31' },
};
const PERSON = { name: '密文', role: '社工', socialWorker: true };

describe('实体化运作的条件: each at its edge (T1)', () => {
  it.each<[string, Criterion, Known, boolean]>([
    ['99 square metres', criterion('place'), known({ base: { ...FACTS.base, areaM2: 99 } }), false],
    ['100 square metres', criterion('place'), known({}), true],
    ['nobody runs it', criterion('operator'), known({}), false],
    ['the last day of the contract', criterion('operator'), known({ operator: THIRD }), true],
    ['the day after', criterion('operator'), known({ operator: THIRD }, { on: '2022-01-01' }), false],
    [
      'the day before the first',
      criterion('operator'),
      known({ operator: THIRD }, { on: '2020-12-31' }),
      false,
    ],
    [
      'own staff, nobody named',
      criterion('operator'),
      known({ operator: { kind: 'own-staff', role: '民政干事' } }),
      false,
    ],
    [
      'own staff, one named',
      criterion('operator'),
      known({
        operator: { kind: 'own-staff', role: '民政干事' },
        staff: { total: 1, socialWorkers: 0, people: [PERSON] },
      }),
      true,
    ],
    [
      'two, none a social worker',
      criterion('staff'),
      known({ staff: { total: 2, socialWorkers: 0 } }),
      false,
    ],
    ['one, a social worker', criterion('staff'), known({ staff: { total: 1, socialWorkers: 1 } }), false],
    ['two, one a social worker', criterion('staff'), known({ staff: { total: 2, socialWorkers: 1 } }), true],
    [
      'rules of tomorrow',
      criterion('rules'),
      known({ rules: [{ title: '办法', publishedOn: '2022-01-01' }] }),
      false,
    ],
    [
      'rules of today',
      criterion('rules'),
      known({ rules: [{ title: '办法', publishedOn: '2021-12-31' }] }),
      true,
    ],
    [
      'money of the year before',
      criterion('funds'),
      known({ funds: [{ year: '2020', fen: 9, source: 'budget' }] }),
      false,
    ],
    [
      'money of the year',
      criterion('funds'),
      known({ funds: [{ year: '2021', fen: 1, source: 'budget' }] }),
      true,
    ],
    ['open four days', criterion('open'), known({ opening: { daysAWeek: 4, hours: '' } }), false],
    ['open five days', criterion('open'), known({ opening: { daysAWeek: 5, hours: '' } }), true],
    ['no unit', criterion('unit'), known({}), false],
    ['a unit', criterion('unit'), known({ unit: { creditCode: 'x', registeredOn: '2021-12-31' } }), true],
    ['own staff are no third party', criterion('independent'), known({}), false],
    ['from outside, not rated', criterion('independent'), known({ operator: THIRD }), false],
    ['from outside, AA', criterion('independent'), known({ operator: { ...THIRD, rating: 'AA' } }), false],
    ['from outside, AAA', criterion('independent'), known({ operator: { ...THIRD, rating: 'AAA' } }), true],
    [
      'from here, not rated',
      criterion('independent'),
      known({ operator: { ...THIRD, outside: false } }),
      true,
    ],
    [
      'no social workers',
      criterion('independent'),
      known({ operator: { ...THIRD, outside: false, socialWorkers: 0 } }),
      false,
    ],
  ])('%s', (_, asked, what, met) => {
    const verdict = judged(asked, what);
    expect(verdict.met).toBe(met);
    expect(verdict.found).not.toBe('');
    // What would meet it is said where it is not met, and only there.
    expect(verdict.remedy !== undefined).toBe(!met);
  });

  it('services of the whole months before count, those of the month itself do not', () => {
    const of = (months: Record<string, number>) =>
      judged(
        criterion('services'),
        known(
          {},
          {
            figures: new Map(
              Object.entries(months).map(([month, n]) => [month, figuresOf({ needsMatched: n })]),
            ),
          },
        ),
      ).met;
    expect(of({ '2021-09': 1, '2021-10': 1, '2021-11': 2 })).toBe(true);
    expect(of({ '2021-09': 1, '2021-10': 1, '2021-11': 1, '2021-12': 9 })).toBe(false);
    expect(of({ '2021-08': 9, '2021-11': 3 })).toBe(false);
    // Needs that are only published, and people and minutes, are no services.
    const only = new Map([['2021-11', figuresOf({ needsPublished: 9, participants: 900, minutes: 900 })]]);
    expect(judged(criterion('services'), known({}, { figures: only })).met).toBe(false);
  });

  it('all reports of the last months that are due, each in time', () => {
    const on = (day: string, months: Record<string, string>) =>
      judged(
        criterion('reports'),
        known(
          {},
          {
            on: day,
            reports: new Map(
              Object.entries(months).map(([month, submittedOn]) => [
                month,
                { submittedOn, dueOn: dueOf(month, 10) },
              ]),
            ),
          },
        ),
      ).met;
    const three = { '2021-08': '2021-09-10', '2021-09': '2021-10-10', '2021-10': '2021-11-10' };
    expect(on('2021-12-10', three)).toBe(true);
    expect(on('2021-12-11', three)).toBe(false);
    expect(on('2021-12-10', { ...three, '2021-10': '2021-11-11' })).toBe(false);
  });
});

describe('月份: months, ends and due days', () => {
  it('ends of months, leap days, turns of years', () => {
    expect(['2024-02', '2023-02', '2021-12'].map(lastDayOfMonth)).toEqual([
      '2024-02-29',
      '2023-02-28',
      '2021-12-31',
    ]);
    expect(dueOf('2021-12', 10)).toBe('2022-01-10');
    expect(wholeMonthsBefore('2022-01-01', 3)).toEqual(['2021-10', '2021-11', '2021-12']);
    expect(dueMonths('2022-01-10', 2, 10)).toEqual(['2021-10', '2021-11']);
    expect(dueMonths('2022-01-11', 2, 10)).toEqual(['2021-11', '2021-12']);
  });

  it('months that are due are the last ones whose due day is past, on any day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 60 }), (days, dueDays) => {
        const day = addDays('2021-01-01', days);
        const months = dueMonths(day, 3, dueDays);
        expect(dueOf(months[2]!, dueDays) < day).toBe(true);
        const following = wholeMonthsBefore(addDays(lastDayOfMonth(months[2]!), 40), 1)[0]!;
        expect(dueOf(following, dueDays) < day).toBe(false);
      }),
    );
  });
});

describe('历次判定: how a platform stood on any day (T1)', () => {
  const verdict = (met: boolean) => ({ id: 'open', met, sentence: '', clause: '', found: '', evidence: [] });

  it('is what it was judged to be on the last day of judging before it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.boolean()), { minLength: 1 }),
        (steps) => {
          let operation: Operation | undefined;
          let on = '2021-12-28';
          const by = new Map<string, boolean>();
          for (const [gap, met] of steps) {
            on = addDays(on, gap);
            operation = after(operation, [verdict(met)], { township: 't', on, policy: 'p' });
            by.set(on, met);
          }
          let expected: boolean | undefined;
          let since: string | undefined;
          for (let day = '2021-12-27'; day <= on; day = addDays(day, 1)) {
            const told = by.get(day);
            if (told !== undefined && told !== expected) [expected, since] = [told, day];
            expect(standingOn(operation!, day)?.operating).toBe(expected);
            expect(standingOn(operation!, day)?.since).toBe(since);
          }
          expect(operation!.since).toBe(since);
          // Days on which nothing changed are no spells.
          for (const [at, spell] of operation!.spells.entries())
            expect(operation!.spells[at - 1]?.operating).not.toBe(spell.operating);
        },
      ),
    );
  });
});

describe('应建平台的地方: townships, streets and what communities share (T1)', () => {
  it('every community comes under exactly one place, and the counties add up to the city', () => {
    const all = placesWithin(CITY.code, data);
    const codes = new Set(all.map(({ code }) => code));
    for (const { code } of divisionsWithin(CITY.code, 'village'))
      expect(codes.has(placeOf(code, data)!)).toBe(true);
    const parts = divisionsWithin(CITY.code, 'county').flatMap(({ code }) => placesWithin(code, data));
    expect(parts).toHaveLength(all.length);
    expect(all.filter(({ code }) => !hasTownships(code)).map(({ code }) => code)).toEqual(['330383']);
    expect(placeOf('330302', data)).toBeUndefined();
    expect(placeOf('3303', data)).toBeUndefined();
  });

  it.each([
    [50, 3, 5, 0],
    [50, 2, 5, 1],
    [80, 4, 5, 0],
    [80, 3, 5, 1],
    [100, 4, 5, 1],
    [100, 0, 0, 0],
  ])('%s %% with %s of %s: %s missing', (percent, numerator, denominator, missing) => {
    expect(missingFor(percent, { numerator, denominator })).toBe(missing);
  });
});

describe('口径: policy that does not hold is refused at the start', () => {
  it.each<[string, object]>([
    ['a criterion twice', { criteria: [data.criteria[0], data.criteria[0]] }],
    ['a county with townships shares', { shared: [{ ...data.shared[0], county: '330302' }] }],
    [
      'a community served by two',
      {
        shared: [
          {
            county: '330383',
            platforms: ['330383', '330383198001'].map((code) => ({ code, name: '共', serves: ['330383'] })),
          },
        ],
      },
    ],
    [
      'a community served by none',
      {
        shared: [{ county: '330383', platforms: [{ code: '330383', name: '共', serves: ['330383198001'] }] }],
      },
    ],
  ])('%s', (_, wrong) => {
    expect(PlatformData.safeParse({ ...data, ...wrong }).success).toBe(false);
    expect(PlatformData.safeParse(data).success).toBe(true);
  });
});

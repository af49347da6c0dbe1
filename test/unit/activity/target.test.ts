import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isUpBy, reaches, trendTo } from '../../../functions/activity/model/target.ts';

const rate = (numerator: number, denominator: number) => ({ numerator, denominator });

describe('年度目标: reached or not (T2)', () => {
  it('over 50% is more than half, at least 60% is that too', () => {
    expect(reaches(rate(50, 100), { kind: 'over', percent: 50 })).toBe(false);
    expect(reaches(rate(51, 100), { kind: 'over', percent: 50 })).toBe(true);
    expect(reaches(rate(60, 100), { kind: 'at-least', percent: 60 })).toBe(true);
    expect(reaches(rate(59_999, 100_000), { kind: 'at-least', percent: 60 })).toBe(false);
    expect(reaches(rate(0, 0), { kind: 'at-least', percent: 60 })).toBe(false);
    expect(reaches(rate(0, 0), { kind: 'over', percent: 50 })).toBe(false);
  });

  it('clearly up is by whole percentage points, of fractions as they are', () => {
    expect(isUpBy(10, rate(1, 10), rate(2, 10))).toBe(true);
    expect(isUpBy(10, rate(1, 3), rate(43_333, 100_000))).toBe(false);
    expect(isUpBy(10, rate(1, 2), rate(4, 10))).toBe(false);
  });

  it('what the rest of the year needs is just enough: one fewer is not', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('over' as const, 'at-least' as const),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 11 }),
        fc.integer({ min: 1, max: 60 }),
        (kind, percent, denominator, part, toCome, organisations) => {
          const soFar = rate(Math.floor(denominator * part), denominator);
          const target = { kind, percent };
          const { needed, organisationMonths, attainable } = trendTo(target, soFar, {
            toCome,
            running: soFar,
            organisations,
          });
          const denominatorThen = denominator + toCome * organisations;
          const with_ = (more: number) => reaches(rate(soFar.numerator + more, denominatorThen), target);
          expect(organisationMonths).toBe(denominatorThen - soFar.numerator);
          expect(with_(needed)).toBe(true);
          if (needed > 0) expect(with_(needed - 1)).toBe(false);
          expect(attainable).toBe(needed <= organisationMonths);
        },
      ),
    );
  });

  it('on the first of November the month that has just begun is not lost yet', () => {
    const target = { kind: 'at-least', percent: 60 } as const;
    const year = { toCome: 1, running: rate(0, 100), organisations: 100 };
    expect(trendTo(target, rate(600, 1_100), year)).toEqual({
      months: 2,
      organisationMonths: 200,
      needed: 120,
      attainable: true,
    });
    expect(trendTo(target, rate(600, 1_200), { ...year, toCome: 0 })).toMatchObject({
      months: 1,
      organisationMonths: 100,
      needed: 120,
      attainable: false,
    });
  });
});

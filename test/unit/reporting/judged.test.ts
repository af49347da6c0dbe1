import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judge } from '../../../functions/reporting/model/judged.ts';
import { ranked } from '../../../functions/reporting/model/ranked.ts';
import { compared, differenceOf } from '../../../functions/reporting/model/shown.ts';
import { shownOf } from '../../../shared/figures/shown.ts';

const about = { year: '2023', clause: 'T1' };
const percent = { as: 'percent', unit: '%', scale: 1 } as const;
const quotient = fc
  .record({
    denominator: fc.integer({ min: 1, max: 1e9 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ denominator, share }) => ({ denominator, numerator: Math.floor(denominator * share) }));

describe('Whether a target is reached', () => {
  it.each([
    ['at-least', 50, 93, 186, true, undefined],
    ['at-least', 50, 92, 186, false, '还差 0.54 个百分点'],
    ['at-least', 100, 185, 186, false, '还差 0.54 个百分点'],
    ['over', 50, 50, 100, false, '须超过，刚好相等'],
    ['over', 50, 51, 100, true, undefined],
    ['over', 50, 49_999, 100_000, false, '还差 0.01 个百分点'],
  ] as const)('%s %i %% with %i of %i (T1, T2)', (kind, points, numerator, denominator, reached, gap) => {
    expect(judge({ ...about, kind, percent: points }, { numerator, denominator })).toEqual({
      target: expect.any(String),
      clause: 'T1',
      reached,
      ...(gap && { gap }),
    });
  });

  it('is not said of nothing: without a denominator, or a baseline to be up from (T2)', () => {
    const target = { ...about, kind: 'clearly-up', points: 10 } as const;
    expect(judge(target, { numerator: 0, denominator: 0 })).not.toHaveProperty('reached');
    expect(judge(target, { numerator: 1, denominator: 2 })).not.toHaveProperty('reached');
    expect(judge(target, undefined)).toEqual({ target: '比基期提升 10 个百分点以上', clause: 'T1' });
  });

  it('is up by exactly as many points as asked, not by a hair less (T2)', () => {
    const target = { ...about, kind: 'clearly-up', points: 10 } as const;
    const baseline = { numerator: 1, denominator: 3 };
    expect(judge(target, { numerator: 13, denominator: 30 }, baseline)).toMatchObject({ reached: true });
    expect(judge(target, { numerator: 1299, denominator: 3000 }, baseline)).toMatchObject({
      reached: false,
      gap: '还差 0.04 个百分点',
    });
  });

  it('never shows a percentage at the target that is short of it', () => {
    fc.assert(
      fc.property(quotient, fc.integer({ min: 1, max: 100 }), (figure, points) => {
        const { reached } = judge({ ...about, kind: 'at-least', percent: points }, figure);
        expect(shownOf(percent, figure).value! >= points).toBe(reached);
      }),
    );
  });
});

describe('Figures as people read them', () => {
  it.each([
    [percent, { numerator: 2, denominator: 3 }, 66.66, '66.66%'],
    [percent, { numerator: 0, denominator: 0 }, null, '—'],
    [{ as: 'average', unit: '天', scale: 1 }, { numerator: 20, denominator: 3 }, 6.67, '6.67 天'],
    [{ as: 'average', unit: '分', scale: 10 }, { numerator: 1705, denominator: 2 }, 85.25, '85.25 分'],
    [{ as: 'number', unit: '小时', scale: 60 }, { numerator: 90 }, 1.5, '1.50 小时'],
    [{ as: 'number', unit: '个', scale: 1 }, { numerator: 40_000 }, 40_000, '40,000 个'],
  ] as const)('%j of %j', (form, figure, value, text) => {
    expect(shownOf(form, figure)).toEqual({ value, text });
  });

  it('differ by points, and by nothing where one says nothing', () => {
    expect(differenceOf(percent, { numerator: 1, denominator: 2 }, { numerator: 1, denominator: 4 })).toBe(
      25,
    );
    expect(differenceOf(percent, { numerator: 1, denominator: 2 }, undefined)).toBeNull();
    expect(
      differenceOf(percent, { numerator: 0, denominator: 0 }, { numerator: 1, denominator: 4 }),
    ).toBeNull();
  });

  it('are compared without being divided', () => {
    fc.assert(
      fc.property(quotient, quotient, (a, b) => {
        expect(compared(a, b)).toBe(-compared(b, a) || 0);
        const [left, right] = [a.numerator / a.denominator, b.numerator / b.denominator];
        if (Math.abs(left - right) > 1e-9) expect(compared(a, b)).toBe(left < right ? -1 : 1);
      }),
    );
  });
});

describe('Places among divisions', () => {
  const figures = new Map([
    ['a', { numerator: 1, denominator: 2 }],
    ['b', { numerator: 2, denominator: 4 }],
    ['c', { numerator: 9, denominator: 10 }],
    ['d', { numerator: 0, denominator: 0 }],
  ]);
  const denominator = { of: 'divisions', which: 'village' } as const;

  it('are shared by equals, and none for one that has nothing to be compared by', () => {
    expect([...ranked(figures, { better: 'more', denominator })]).toEqual([
      ['a', { place: 2, of: 3 }],
      ['b', { place: 2, of: 3 }],
      ['c', { place: 1, of: 3 }],
    ]);
    expect(ranked(figures, { better: 'less', denominator }).get('c')).toEqual({ place: 3, of: 3 });
    expect(ranked(figures, { denominator }).size).toBe(0);
  });
});

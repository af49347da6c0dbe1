import { describe, expect, it } from '@jest/globals';
import {
  type Computed,
  closedFrom,
  type Figure,
  nextFigure,
  percentOf,
} from '../../../functions/activity/model/figure.ts';

const AT = { day: '2022-02-01', computedAt: '2022-02-01T00:00:00.000Z' };
const computed = (numerator: number, denominator: number, about: Partial<Computed> = {}): Computed => ({
  division: '330302',
  period: '2022-01',
  total: { numerator, denominator },
  own: { numerator: 0, denominator: 0 },
  policy: 'P1',
  closed: false,
  ...about,
});
const following = (...steps: Computed[]) =>
  steps.reduce<Figure | undefined>((before, step) => nextFigure(before, step, AT) ?? before, undefined);

describe('一个数字的版次: how a figure is closed and restated', () => {
  it('where there never was anything there is no figure', () => {
    expect(nextFigure(undefined, computed(0, 0), AT)).toBeUndefined();
  });

  it('an open period moves on under edition 0, each time with a revision', () => {
    expect(following(computed(1, 2), computed(2, 2))).toMatchObject({ edition: 0, revision: 2, version: 2 });
  });

  it('what is the same is no other figure', () => {
    expect(nextFigure(following(computed(1, 2)), computed(1, 2), AT)).toBeUndefined();
    const closed = computed(1, 2, { closed: true });
    expect(nextFigure(following(closed), closed, AT)).toBeUndefined();
  });

  it('closed it is edition 1, though nothing moved; after that each move is an edition with its difference', () => {
    const closed = { closed: true };
    expect(following(computed(1, 2), computed(1, 2, closed))).toMatchObject({ edition: 1, revision: 2 });
    const restated = following(computed(1, 2), computed(1, 2, closed), computed(0, 3, closed));
    expect(restated).toMatchObject({ edition: 2, restated: { numerator: -1, denominator: 1 } });
  });

  it('restated it says what it was computed for; open, or closed for the first time, it does not', () => {
    const closed = { closed: true };
    const late = { late: 1 };
    const open = following(computed(1, 2, { causes: late }));
    expect(open).not.toHaveProperty('causes');
    expect(following(computed(1, 2), computed(2, 2, { ...closed, causes: late }))).not.toHaveProperty(
      'causes',
    );
    const steps = [computed(1, 2, closed), computed(2, 2, { ...closed, causes: late })];
    expect(following(...steps)).toMatchObject({ edition: 2, causes: late });
    // The next edition has its own; what moves only within it leaves them.
    const own = { numerator: 1, denominator: 1 };
    expect(following(...steps, computed(2, 2, { ...closed, own, causes: { voided: 1 } }))).toMatchObject({
      edition: 2,
      causes: late,
      own,
    });
    expect(following(...steps, computed(1, 2, { ...closed, causes: { voided: 1 } }))).toMatchObject({
      edition: 3,
      causes: { voided: 1 },
    });
  });

  it('first computed when it is closed already, it is edition 1 and restates nothing', () => {
    expect(following(computed(1, 2, { closed: true }))).toMatchObject({ edition: 1 });
    expect(following(computed(1, 2, { closed: true }))).not.toHaveProperty('restated');
  });

  it('a closed period stays closed, whatever the clock says', () => {
    expect(following(computed(1, 2, { closed: true }), computed(2, 2))).toMatchObject({ edition: 2 });
  });

  it('another policy is another figure, though the numbers are the same', () => {
    expect(following(computed(1, 2), computed(1, 2, { policy: 'P2' }))).toMatchObject({
      revision: 2,
      policy: 'P2',
    });
  });

  it('what moves within it without moving it is kept, and told to nobody', () => {
    const own = { numerator: 1, denominator: 1 };
    expect(following(computed(1, 2), computed(1, 2, { own }))).toMatchObject({
      own,
      revision: 1,
      version: 2,
    });
  });

  it.each([
    ['2022-01', 10, '2022-02-11'],
    ['2024-02', 0, '2024-03-01'],
    ['2023-02', 0, '2023-03-01'],
    ['2022-Q4', 10, '2023-01-11'],
    ['2022', 10, '2023-01-11'],
  ])('%s is closed %i whole days after its end: from %s on', (period, days, day) => {
    expect(closedFrom(period, days)).toBe(day);
  });

  it('percent is cut off, not rounded up to a target', () => {
    expect(percentOf({ numerator: 59_999, denominator: 100_000 })).toBe(59.99);
    expect(percentOf({ numerator: 1, denominator: 3 })).toBe(33.33);
    expect(percentOf({ numerator: 0, denominator: 0 })).toBeNull();
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { milestones } from '../../../functions/activity/model/milestones.ts';
import { refuseMidYear } from '../../../functions/activity/policy/mid-year.ts';
import { addDays } from '../../../shared/calendar/index.ts';

const between = (since: string, today: string) => milestones({ first: '2021-01', since, today }, () => 10);

describe('日历到期: what the calendar alone changes', () => {
  it.each([
    ['2022-03-05', '2022-03-06', []],
    ['2022-03-31', '2022-04-01', ['2022-04']],
    ['2022-03-10', '2022-03-11', ['2022-02']],
    ['2022-04-10', '2022-04-11', ['2022-03', '2022-Q1']],
    ['2023-01-10', '2023-01-11', ['2022-12', '2022-Q4', '2022']],
    ['2022-01-31', '2022-03-11', ['2022-01', '2022-02', '2022-03']],
    ['2022-04-11', '2022-04-11', []],
  ])('from %s to %s: %j', (since, today, periods) => {
    expect(between(since, today).toSorted()).toEqual(periods.toSorted());
  });

  it('followed day by day or all at once it is the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 1, max: 400 }), (start, days) => {
        const since = addDays('2021-01-01', start);
        const daily = Array.from({ length: days }, (_, at) =>
          between(addDays(since, at), addDays(since, at + 1)),
        ).flat();
        expect(new Set(between(since, addDays(since, days)))).toEqual(new Set(daily));
      }),
      { numRuns: 30 },
    );
  });
});

describe('口径换版: a year goes by one definition', () => {
  const version = (effectiveFrom: string, definition: string) => ({ effectiveFrom, definition });
  it('another definition takes effect on a 1 January only', () => {
    const first = version('2021-01-01', 'activity.v1');
    expect(() => refuseMidYear([first, version('2022-01-01', 'activity.v2')])).not.toThrow();
    expect(() => refuseMidYear([first, version('2022-05-01', 'activity.v1')])).not.toThrow();
    expect(() => refuseMidYear([first, version('2022-05-01', 'activity.v2')])).toThrow('2022-05-01');
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { periodsDue } from '../../../functions/reporting/model/calendar.ts';
import { monthsIn, widerThan } from '../../../functions/reporting/model/months.ts';
import { addDays } from '../../../shared/calendar/days.ts';
import { lastDayOf } from '../../../shared/calendar/periods.ts';

describe('Which reports are due', () => {
  const due = (today: string, firstMonth = '2022-11') =>
    periodsDue(today, { firstMonth, draftAfterDays: 12 });

  it('a period so many days after its last, not a day earlier', () => {
    expect(due('2022-12-11')).toEqual([]);
    expect(due('2022-12-12')).toEqual(['2022-11']);
  });

  it('of those that end on one day the month before the quarter, the year last', () => {
    expect(due('2023-01-12')).toEqual(['2022-11', '2022-12', '2022-Q4', '2022']);
  });

  it('a quarter and a year that were under way when figures began are reported, too', () => {
    expect(due('2022-04-12', '2022-02')).toEqual(['2022-02', '2022-03', '2022-Q1']);
  });

  it('each once, in the order of their ends, and what was due stays due', () => {
    const day = fc.integer({ min: 0, max: 2500 }).map((days) => addDays('2021-01-01', days));
    fc.assert(
      fc.property(day, fc.nat(400), (today, more) => {
        const [now, later] = [due(today, '2021-01'), due(addDays(today, more), '2021-01')];
        expect(new Set(later).size).toBe(later.length);
        expect(later.slice(0, now.length)).toEqual(now);
        const ends = later.map(lastDayOf);
        expect(ends).toEqual(ends.toSorted());
      }),
    );
  });
});

describe('Which months have to be computed', () => {
  const bounds = { first: '2021-01', current: '2023-02' };

  it('those of all spans, each once and in order, from the first with figures to the current one', () => {
    const spans = [
      { from: '2023-01', until: '9999-12' },
      { from: '2022-12', until: '2023-01' },
      { from: '2019-05', until: '2021-02' },
    ];
    expect(monthsIn(spans, bounds)).toEqual(['2021-01', '2021-02', '2022-12', '2023-01', '2023-02']);
  });

  it('none of what is yet to come, or was over before there were figures', () => {
    expect(monthsIn([{ from: '2023-03', until: '9999-12' }], bounds)).toEqual([]);
    expect(monthsIn([{ from: '2019-01', until: '2020-12' }], bounds)).toEqual([]);
  });

  it('quarters and years go with their months, each once', () => {
    expect(widerThan(['2022-12', '2023-01', '2023-02'])).toEqual(['2022-Q4', '2022', '2023-Q1', '2023']);
    expect(widerThan([])).toEqual([]);
  });
});

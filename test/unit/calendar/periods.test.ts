import { describe, expect, it } from '@jest/globals';
import { monthsAfter, monthsBetween } from '../../../shared/calendar/months.ts';
import {
  around,
  firstDayOf,
  isPeriod,
  kindOf,
  lastDayOf,
  monthsOf,
} from '../../../shared/calendar/periods.ts';

describe('周期: months, quarters and years', () => {
  it('are told apart by how they are written', () => {
    expect(['2022-03', '2022-Q1', '2022'].map(kindOf)).toEqual(['month', 'quarter', 'year']);
    for (const text of [
      '',
      '22',
      '2022-13',
      '2022-00',
      '2022-Q5',
      '2022-Q0',
      '2022-3',
      '0000',
      '2022-03-01',
      '9999',
      '9999-12',
      '9999-Q4',
    ])
      expect({ text, is: isPeriod(text) }).toEqual({ text, is: false });
    expect(() => kindOf('2022-13')).toThrow(RangeError);
  });

  it('have their months', () => {
    expect(monthsOf('2022-03')).toEqual(['2022-03']);
    expect(monthsOf('2022-Q4')).toEqual(['2022-10', '2022-11', '2022-12']);
    expect(monthsOf('2022')).toHaveLength(12);
    expect(around('2022-10')).toEqual({ quarter: '2022-Q4', year: '2022' });
    expect(around('2022-03')).toEqual({ quarter: '2022-Q1', year: '2022' });
  });

  it('end on the last day, in leap years too', () => {
    expect(['2024-02', '2023-02', '2100-02', '2022-Q1', '2022'].map(lastDayOf)).toEqual([
      '2024-02-29',
      '2023-02-28',
      '2100-02-28',
      '2022-03-31',
      '2022-12-31',
    ]);
    expect(firstDayOf('2022-Q3')).toBe('2022-07-01');
  });

  it('follow each other over the turn of the year', () => {
    expect(monthsAfter('2021-12', 1)).toBe('2022-01');
    expect(monthsAfter('2022-01', -1)).toBe('2021-12');
    expect(monthsAfter('2022-05', -17)).toBe('2020-12');
    expect(monthsBetween('2021-11', '2022-02')).toEqual(['2021-11', '2021-12', '2022-01', '2022-02']);
    expect(monthsBetween('2022-02', '2021-11')).toEqual([]);
  });
});

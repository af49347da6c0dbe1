import { describe, expect, it } from '@jest/globals';
import { timeFrom } from '../../../functions/activity/model/import/row.ts';

describe('导入: times as spreadsheets have them', () => {
  it.each<[string | number | undefined, string | undefined]>([
    ['9:30', '09:30'],
    ['09:30:00', '09:30'],
    ['９：３０', '09:30'],
    [0.5, '12:00'],
    [0, '00:00'],
    [0.999_305_6, '23:59'],
    ['', undefined],
    [undefined, undefined],
    ['24:00', 'wrong'],
    ['9点半', 'wrong'],
    [1.5, 'wrong'],
    ['12:60', 'wrong'],
  ])('%j is %j', (cell, time) => {
    expect(timeFrom(cell)).toBe(time);
  });
});

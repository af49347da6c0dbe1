import { describe, expect, it } from '@jest/globals';
import { judge, timeFrom } from '../../../functions/activity/model/import/row.ts';
import type { Organisation } from '../../../functions/activity/model/organisation.ts';

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

describe('导入: which platform hosted an activity (T1)', () => {
  const organisation = {
    division: '330302025010',
    spells: [{ version: 1, on: '2020-01-01', status: 'active', division: '330302025010', class: 'start-up' }],
  } as unknown as Organisation;
  const rowOf = (platform: string) =>
    judge(
      { title: '合唱', on: '2026-11-20', action: '文化', kinds: '合唱', participants: 8, platform },
      organisation,
      { today: '2026-11-25', within: 366 },
    );

  it.each(['330302025', '330383'])('%s has one: a street, or 龙港市, which has no streets', (platform) => {
    expect(rowOf(platform)).toMatchObject({ outcome: 'good', facts: { platform } });
  });

  it.each(['330302', '330302025010', '330302999', '3303'])('%s has none', (platform) => {
    expect(rowOf(platform)).toMatchObject({ outcome: 'bad', problems: [{ column: 'platform' }] });
  });
});

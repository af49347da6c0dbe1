import { describe, expect, it } from '@jest/globals';
import { latestOf } from '../../../functions/portal/web/pages/public/published.ts';

const report = (division: string, period: string) => ({ division, period, kind: 'month', signedAt: '' });

describe('数据与目标: what is looked at first', () => {
  it('is the last period that the city has signed, the year before its last quarter and month', () => {
    const of = (...periods: string[]) =>
      latestOf({ reports: periods.map((one) => report('3303', one)) }).period;
    expect(of('2022-11', '2022-12', '2022-Q4')).toBe('2022-Q4');
    expect(of('2022', '2022-Q4', '2022-12')).toBe('2022');
    expect(of('2022', '2023-01')).toBe('2023-01');
    expect(of()).toBeUndefined();
  });

  it('may be any year of which anybody has signed something', () => {
    const reports = [report('330302', '2021-03'), report('3303', '2022'), report('3303', '2022-Q1')];
    expect(latestOf({ reports }).years).toEqual(['2022', '2021']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { DEFINITIONS } from '../../../functions/activity/policy/definition.ts';
import { adviceFor, type Own } from '../../../functions/portal/web/pages/organisation/score.ts';

const month = (name: string, more: Partial<Own['items'][number]['months'][number]> = {}) => ({
  month: name,
  class: 'start-up' as const,
  activities: 0,
  participants: 0,
  minutes: 0,
  ratings: { sum: 0, count: 0 },
  active: false,
  links: { records: '' },
  ...more,
});
const own = (name: string, ...months: ReturnType<typeof month>[]): Own => ({
  organisation: 'o',
  name: '合唱队',
  period: '2026',
  policy: 'activity.2021',
  definition: DEFINITIONS.get(name)! as Own['definition'],
  items: [
    {
      organisation: 'o',
      name: '合唱队',
      division: '330302025004',
      numerator: 0,
      denominator: months.length,
      percent: 0,
      active: false,
      months,
    },
  ],
});

describe('活跃度: what would raise it (T2)', () => {
  it('by activities a month: how many are missing in months that were not active, the latest first', () => {
    const months = [month('2026-09'), month('2026-10', { activities: 1, active: true }), month('2026-11')];
    expect(adviceFor(own('activity.v1', ...months))).toEqual([
      { kind: 'activities', month: '2026-11', count: 1 },
      { kind: 'activities', month: '2026-09', count: 1 },
    ]);
    expect(adviceFor(own('activity.v1', month('2026-10', { activities: 1, active: true })))).toEqual([
      { kind: 'fine' },
    ]);
    expect(adviceFor(own('activity.v1'))).toEqual([]);
  });

  it('by activities a year: how many are missing in the year', () => {
    const months = [month('2026-01', { activities: 2 }), month('2026-02', { activities: 1 })];
    expect(adviceFor(own('activity.v3', ...months))).toEqual([{ kind: 'year', count: 1 }]);
    expect(adviceFor(own('activity.v3', month('2026-01', { activities: 4 })))).toEqual([{ kind: 'fine' }]);
  });

  it('by score: the points that are missing, and by which parts they can come, the largest first', () => {
    const scored = month('2026-11', {
      activities: 1,
      participants: 20,
      minutes: 300,
      score: 55,
      parts: { frequency: 20, participation: 25, minutes: 10, rating: 0 },
    });
    expect(adviceFor(own('activity.v2', scored))).toEqual([
      {
        kind: 'points',
        month: '2026-11',
        points: 5,
        steps: [
          { part: 'frequency', count: 1, points: 20 },
          { part: 'rating', count: 0, points: 15 },
          { part: 'minutes', count: 300, points: 10 },
        ],
      },
    ]);
  });
});

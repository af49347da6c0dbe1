import { describe, expect, it } from '@jest/globals';
import { Definition } from '../../../functions/activity/policy/definition.ts';
import { namedDivision, parentsOf } from '../../../functions/portal/web/components/division-names.ts';
import { subjectDivision, subjectText } from '../../../functions/portal/web/pages/county/pushes.ts';
import { cancellable } from '../../../functions/portal/web/pages/county/rounds.ts';
import { definitionOf, firstDraft, pointsInAll } from '../../../functions/portal/web/pages/county/what-if.ts';
import {
  judgedFields,
  measuredOf,
  pointsOf,
} from '../../../functions/portal/web/pages/platform/assessments.ts';

describe('平台测评: the fields of what is judged (C3)', () => {
  const judged = [
    { id: 'party', name: '党建引领', weight: 15 },
    { id: 'order', name: '制度执行和档案', weight: 5 },
  ];
  const claims = { party: { points: 13, text: '两个' } };

  it('each indicator has one, empty where the township said nothing', () => {
    expect(judgedFields({ state: 'submitted', judged, claims })).toEqual([
      { ...judged[0], claim: claims.party, points: 13 },
      { ...judged[1], points: '' },
    ]);
  });
  it('after the review they hold what the reviewer gave, 0 as well', () => {
    const indicators = [
      { id: 'party', points: 12 },
      { id: 'order', points: 0 },
    ];
    const fields = judgedFields({ state: 'objected', judged, claims, indicators });
    expect(fields.map(({ points }) => points)).toEqual([12, 0]);
  });
  it('an empty field gives no points', () => {
    expect(pointsOf({ party: 0, order: '' })).toEqual({ party: 0 });
  });
  it('data and target stand on one scale', () => {
    expect(measuredOf('matched', { numerator: 3, denominator: 1 }, 12)).toEqual({ value: '3', target: 12 });
    expect(measuredOf('average-activity', { numerator: 1, denominator: 1 }, 60)).toEqual({
      value: '1/1',
      target: 0.6,
    });
  });
});

describe('按草案测算: the definition that is asked about (T2)', () => {
  it.each(['activities-a-month', 'activities-a-year', 'score-a-month'] as const)(
    '%s is one that the activity service takes',
    (by) => {
      const definition = definitionOf({ ...firstDraft(), by }, '草案');
      expect(Definition.parse(definition)).toEqual(definition);
      expect(definition.by).toBe(by);
    },
  );
  it('points are summed; an emptied field counts nothing', () => {
    const draft = firstDraft();
    expect(pointsInAll(draft)).toBe(100);
    draft.rating.points = '' as unknown as number;
    expect(pointsInAll(draft)).toBe(85);
  });
});

describe('names instead of codes', () => {
  const names = new Map([
    ['330302', '鹿城区'],
    ['330302025', '南汇街道'],
    ['330383', '龙港市'],
    ['330383001001', '某社区'],
  ]);
  it('the lists that name all codes are asked for once each', () => {
    expect(parentsOf(['330302025', '330302026', '330302025004'])).toEqual(['3303', '330302', '330302025']);
  });
  it('a division is named with those it lies in; where townships are none, without; unknown it stays its code', () => {
    expect(namedDivision('330302025', names)).toBe('鹿城区南汇街道');
    expect(namedDivision('330383001001', names)).toBe('龙港市某社区');
    expect(namedDivision('330302099', names)).toBe('330302099');
    expect(namedDivision('3303', names)).toBe('3303');
  });
  it('what a push is about is named, and what is no report stays', () => {
    expect(subjectText('330302/2026-09', () => '鹿城区')).toBe('鹿城区 2026-09');
    expect(subjectText('ping', () => '鹿城区')).toBe('ping');
    expect([subjectDivision('330302/2026'), subjectDivision('ping')]).toEqual(['330302', undefined]);
  });
});

it('a round is rolled back until something of it is announced, as the API takes it (M2.2)', () => {
  const states = ['queued', 'holding', 'announcing', 'done', 'cancelling', 'cancelled', 'failed'];
  expect(states.filter(cancellable)).toEqual(['queued', 'holding']);
});

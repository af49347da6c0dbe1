import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type AssessmentEvent,
  type AssessmentState,
  following,
  type Measured,
  pointFaults,
  resultOf,
  reviewerOf,
  STATE_NAMES,
} from '../../../functions/platform/model/assessment.ts';
import { METRICS } from '../../../functions/platform/model/terms.ts';
import { platformPolicyOn } from '../../../functions/platform/policy/index.ts';
import { PlatformData } from '../../../functions/platform/policy/schema.ts';

const { data } = platformPolicyOn('2026-12-31');
const { assessment } = data;
const measured = (value: number): Measured =>
  Object.fromEntries(METRICS.map((metric) => [metric, { numerator: value, denominator: 1 }])) as Measured;
const FULL = { party: 15, order: 5, public: 5 };

describe('年度测评得分: the role played counts most (C3)', () => {
  it('full marks are 100, nothing at all is 0', () => {
    expect(resultOf(assessment, { points: FULL, measured: measured(1000) })).toEqual({
      tenths: 1000,
      grade: 'excellent',
    });
    expect(resultOf(assessment, { points: {}, measured: measured(0) })).toEqual({ tenths: 0, grade: 'fail' });
  });

  it('data count in proportion to their target, in tenths, never beyond the weight', () => {
    const some = { ...measured(0), needsMatched: { numerator: 7, denominator: 1 } };
    // 7 of 12, of 10 points.
    expect(resultOf(assessment, { measured: some }).tenths).toBe(58);
    const share = { ...measured(0), averageActivity: { numerator: 59, denominator: 100 } };
    // 59 % of 60 %, of 5 points.
    expect(resultOf(assessment, { measured: share }).tenths).toBe(49);
    const none = { ...measured(0), averageActivity: { numerator: 0, denominator: 0 } };
    expect(resultOf(assessment, { measured: none }).tenths).toBe(0);
  });

  it.each([
    [900, 'excellent'],
    [899, 'good'],
    [750, 'good'],
    [749, 'pass'],
    [600, 'pass'],
    [599, 'fail'],
  ] as const)('%s tenths are %s', (tenths, grade) => {
    const indicators = [
      {
        id: 'one',
        name: '一',
        part: 'role' as const,
        weight: 100,
        by: 'data' as const,
        metric: 'activities' as const,
        target: 1000,
      },
    ];
    const of = { ...measured(0), activities: { numerator: tenths, denominator: 1 } };
    expect(resultOf({ ...assessment, indicators }, { measured: of })).toEqual({ tenths, grade });
  });

  it('more of anything never costs points', () => {
    fc.assert(
      fc.property(fc.constantFrom(...METRICS), fc.nat(200), fc.nat(50), (metric, value, more) => {
        const at = (numerator: number) =>
          resultOf(assessment, { measured: { ...measured(0), [metric]: { numerator, denominator: 1 } } })
            .tenths;
        expect(at(value + more)).toBeGreaterThanOrEqual(at(value));
      }),
    );
  });

  it('points go to what is judged, all of it at a review, and up to its weight', () => {
    expect(pointFaults(FULL, assessment.indicators, { all: true })).toEqual([]);
    const faults = pointFaults({ party: 16, matched: 1, nothing: 1 }, assessment.indicators, { all: true });
    expect(faults.map(({ id }) => id)).toEqual(['party', 'matched', 'nothing', 'order', 'public']);
  });
});

describe('测评的进程: one state after another (C3)', () => {
  const LEGAL: Record<string, string> = {
    'draft edit': 'draft',
    'draft submit': 'submitted',
    'submitted review': 'reviewed',
    'reviewed object': 'objected',
    'reviewed finish': 'final',
    'objected finish': 'final',
  };
  const events: AssessmentEvent[] = ['edit', 'submit', 'review', 'object', 'finish'];
  it.each(Object.keys(STATE_NAMES) as AssessmentState[])('%s', (state) => {
    for (const event of events) expect(following(state, event)).toBe(LEGAL[`${state} ${event}`]);
  });

  it('a county reviews its townships, the city what a county keeps', () => {
    expect([reviewerOf('330302025'), reviewerOf('330383')]).toEqual(['county', 'city']);
  });
});

describe('口径: a tree that does not hold is refused at the start (C3)', () => {
  const { indicators } = assessment;
  const [first, ...rest] = indicators;
  it.each<[string, object]>([
    ['weights of 99', { indicators: [{ ...first, weight: first!.weight - 1 }, ...rest] }],
    ['the role played under half', { indicators: [{ ...first, part: 'party' }, ...rest] }],
    ['an indicator twice', { indicators: [{ ...first, weight: 5 }, { ...first, weight: 5 }, ...rest] }],
    ['grades that go up', { grades: assessment.grades.toReversed() }],
    ['grades that do not reach 0', { grades: assessment.grades.slice(0, -1) }],
  ])('%s', (_, wrong) => {
    expect(PlatformData.safeParse({ ...data, assessment: { ...assessment, ...wrong } }).success).toBe(false);
  });
});

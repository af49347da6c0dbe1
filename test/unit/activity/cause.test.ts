import { describe, expect, it } from '@jest/globals';
import type { Activity, State } from '../../../functions/activity/model/activity.ts';
import { causeOf, together } from '../../../functions/activity/model/cause.ts';

const facts = {
  on: '2022-01-10',
  participants: 10,
  served: {},
  action: 'culture',
} as unknown as Activity['facts'];
const of = (state: State, more: Partial<Activity> = {}) => ({ organisation: 'A', state, facts, ...more });

describe('变动的原因: what a record is to a figure that it moves (T2)', () => {
  it.each([
    ['recorded and confirmed at once after the closing', undefined, of('confirmed'), true, 'late'],
    ['reported after the closing, then confirmed', of('reported'), of('confirmed'), true, 'late'],
    [
      'reported in time, confirmed by somebody or by silence',
      of('reported'),
      of('confirmed'),
      false,
      'confirmed',
    ],
    ['held out, then cleared', of('flagged'), of('confirmed'), false, 'cleared'],
    ['disputed, then ruled to count, though it came late', of('disputed'), of('confirmed'), true, 'cleared'],
    ['disputed', of('confirmed'), of('disputed'), false, 'disputed'],
    ['void', of('confirmed'), of('void'), true, 'voided'],
    [
      'corrected, so that it has to be confirmed again',
      of('confirmed'),
      of('reported', { facts: { ...facts, participants: 12 } }),
      false,
      'corrected',
    ],
    [
      'corrected by the community, which needs nobody to confirm it',
      of('confirmed'),
      of('confirmed', { facts: { ...facts, participants: 12 } }),
      false,
      'corrected',
    ],
    ['rated', of('confirmed'), of('confirmed', { rating: 5, facts: { ...facts } }), false, 'rated'],
  ] as const)('%s', (_, before, after, isLate, cause) => {
    expect(causeOf(before, after, isLate)).toBe(cause);
  });

  it('of several computations they add up, and what there is none of is left out', () => {
    expect(together({ late: 1 }, {}, { late: 2, voided: 1 })).toEqual({ late: 3, voided: 1 });
    expect(together()).toEqual({});
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pieceOf } from '../../../functions/activity/model/span.ts';
import { monthsAfter, monthsBetween } from '../../../shared/calendar/months.ts';

const FIRST = '2021-01';
type Span = { from: string; causes: { organisationMonths: number } };

/** Works spans off piece by piece, as the table does: what goes on from a month is added to what stands there. */
function workedOff(spans: readonly Span[], through: string) {
  const told = new Map<string, number>();
  let left = [...spans];
  let most = 0;
  for (;;) {
    const piece = pieceOf(left, { first: FIRST, through });
    if (!piece) return { told, most };
    most = Math.max(most, piece.settled.length + piece.months.length + Number(piece.rest !== undefined));
    left = left.filter((span) => !piece.settled.includes(span));
    for (const { month, causes } of piece.months)
      told.set(month, (told.get(month) ?? 0) + (causes.organisationMonths ?? 0));
    if (piece.rest) {
      const { from, causes } = piece.rest;
      expect(left.every((span) => span.from !== from || !piece.settled.includes(span))).toBe(true);
      left.push({ from, causes: { organisationMonths: causes.organisationMonths ?? 0 } });
    }
  }
}

describe('组织变动涉及的月: news of organisations, as the months that it concerns (T2)', () => {
  it('each month is told of each piece of news once, however many months and pieces there are', () => {
    const span = fc
      .tuple(fc.integer({ min: -30, max: 260 }), fc.integer({ min: 1, max: 3 }))
      .map(([month, count]) => ({
        from: monthsAfter(FIRST, month),
        causes: { organisationMonths: count },
      }));
    fc.assert(
      fc.property(
        fc.uniqueArray(span, { maxLength: 60, selector: ({ from }) => from }),
        fc.integer({ min: 0, max: 220 }),
        (spans, months) => {
          const through = monthsAfter(FIRST, months);
          const { told, most } = workedOff(spans, through);
          const expected = new Map(
            monthsBetween(FIRST, through)
              .map((month) => {
                const concern = spans.filter(({ from }) => from <= month);
                return [month, concern.reduce((sum, one) => sum + one.causes.organisationMonths, 0)] as const;
              })
              .filter(([, count]) => count > 0),
          );
          expect(new Map([...told].sort())).toEqual(expected);
          // A transaction takes a hundred writes.
          expect(most).toBeLessThanOrEqual(100);
        },
      ),
    );
  });

  it('news of months to come has nothing computed, and is taken back: the calendar sees to them', () => {
    const spans = [{ from: '2022-05' }];
    expect(pieceOf(spans, { first: FIRST, through: '2022-04' })).toEqual({ settled: spans, months: [] });
  });
});

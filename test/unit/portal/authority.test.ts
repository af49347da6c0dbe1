import { describe, expect, it } from '@jest/globals';
import { monthBefore } from '../../../functions/portal/web/components/days.ts';
import { yuan } from '../../../functions/portal/web/components/money.ts';
import {
  capsOf,
  inProgress,
  percentText,
  progressOf,
} from '../../../functions/portal/web/pages/county/rounds.ts';
import { PLACES, stepsOpen } from '../../../functions/portal/web/pages/reviews/corrections.ts';

describe('审查: what is offered to whom (C1.2)', () => {
  const filed = { state: 'pending', draft: { track: 'filed' } };
  const accepted = { state: 'accepted', draft: { track: 'registered' }, accepted: { by: 'wang' } };
  it.each([
    ['what nobody has taken is taken first', filed, ['take']],
    ['what another has taken is his', { ...filed, taken: { by: 'chen' } }, []],
    [
      'a filing is approved at once',
      { ...filed, taken: { by: 'wang' } },
      ['approve', 'correction', 'refuse'],
    ],
    [
      'a registration is accepted first',
      { state: 'pending', draft: { track: 'registered' }, taken: { by: 'wang' } },
      ['accept', 'correction', 'refuse'],
    ],
    [
      'whoever accepted a registration does not approve it (four eyes)',
      { ...accepted, taken: { by: 'wang' } },
      ['correction', 'refuse'],
    ],
    ['nothing is offered once it is decided', { ...filed, state: 'approved', taken: { by: 'wang' } }, []],
  ])('%s', (_name, application, steps) => {
    expect([...stepsOpen(application, 'wang')].sort()).toEqual([...steps].sort());
  });

  it('another takes an accepted registration over, and then may approve', () => {
    expect([...stepsOpen({ ...accepted, taken: { by: 'wang' } }, 'chen')]).toEqual(['take']);
    expect(stepsOpen({ ...accepted, taken: { by: 'chen' } }, 'chen').has('approve')).toBe(true);
  });

  it('every place is one that the API takes', () => {
    const taken =
      /^#\/(draft(\/[A-Za-z0-9]+)+|attachments\/(application-form|charter|member-list|premises-proof|capital-report|other)|commitment)$/;
    expect(PLACES.filter(({ pointer }) => !taken.test(pointer))).toEqual([]);
    expect(new Set(PLACES.map(({ pointer }) => pointer)).size).toBe(PLACES.length);
  });
});

describe('统一分配: how far a round is', () => {
  const counts = { chosen: 10, held: 0, overtaken: 0, announced: 0 };
  it.each([
    ['queued', counts, 5],
    ['holding', { ...counts, chosen: 0 }, 10],
    ['holding', { ...counts, held: 5 }, 33],
    ['announcing', { ...counts, held: 10, announced: 10 }, 99],
    ['done', counts, 100],
  ])('%s', (state, so, percent) => {
    expect(progressOf({ state, counts: so })).toBe(percent);
  });
  it('is asked for until it has ended in one way or another', () => {
    expect(['queued', 'cancelling', 'done', 'cancelled', 'failed'].map(inProgress)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
  it('caps are given in yuan and sent in fen; without any none are sent', () => {
    expect(capsOf({ donation: 12.34, 'village-collective': '' })).toEqual({ donation: 1234 });
    expect(capsOf({ donation: '' })).toBeUndefined();
  });
  it('a gap is a share in per cent', () => {
    expect([percentText(0), percentText(0.01234), percentText(undefined)]).toEqual(['0%', '1.23%', '']);
  });
});

describe('money and months', () => {
  it.each([
    [123_456_700, '1,234,567'],
    [1, '0.01'],
    [-100_050, '-1,000.50'],
  ])('%d fen', (fen, text) => {
    expect(yuan(fen)).toBe(text);
  });
  it('the month before is that of Wenzhou', () => {
    expect(monthBefore(new Date('2026-12-31T16:00:00Z'))).toBe('2026-12');
    expect(monthBefore(new Date('2026-12-31T15:59:59Z'))).toBe('2026-11');
  });
});

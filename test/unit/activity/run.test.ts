import { describe, expect, it } from '@jest/globals';
import {
  COUNTIES,
  finished,
  handedOver,
  NO_CHECK,
  newRun,
  resumed,
} from '../../../functions/activity/model/run.ts';

const AT = '2022-03-20T00:00:00.000Z';
const LATER = '2022-03-20T00:05:00.000Z';
const nothing = { changed: 0, check: NO_CHECK };

describe('一次计算: a run goes over all counties, then the city', () => {
  it('has every county to do at first', () => {
    expect(Object.keys(newRun('R', '2022-03-20', AT).pending)).toEqual(COUNTIES);
    expect(COUNTIES).toHaveLength(12);
  });

  it('the city comes after the last county, and is the end', () => {
    let run = newRun('R', '2022-03-20', AT);
    for (const county of COUNTIES) {
      expect(run.pending).not.toHaveProperty('3303');
      run = finished(run, county, { ...nothing, changed: 2 }, LATER);
    }
    expect(run).toMatchObject({ state: 'running', pending: { 3303: 0 }, changed: 2 * COUNTIES.length });
    expect(finished(run, '3303', nothing, LATER)).toMatchObject({
      state: 'done',
      pending: {},
      finishedAt: LATER,
    });
  });

  it('a county that hands over is at its next step, with what it did', () => {
    const run = handedOver(newRun('R', '2022-03-20', AT), '330302', 5, LATER);
    expect(run).toMatchObject({ changed: 5, touchedAt: LATER, version: 2 });
    expect(run.pending['330302']).toBe(1);
    expect(run.pending['330303']).toBe(0);
  });

  it('taken up again every division is at its next step, so that old messages do nothing', () => {
    const run = resumed(handedOver(newRun('R', '2022-03-20', AT), '330302', 0, AT), LATER);
    expect(run.pending['330302']).toBe(2);
    expect(run.pending['330303']).toBe(1);
  });

  it('keeps the first examples of what does not add up, and counts all', () => {
    const example = { division: '330302', period: '2022', what: 'numerator' as const, says: 1, comesTo: 2 };
    const check = { figures: 30, mismatches: 30, examples: Array.from({ length: 30 }, () => example) };
    const run = finished(newRun('R', '2022-03-20', AT), '330302', { changed: 0, check }, LATER);
    expect(run.check).toMatchObject({ figures: 30, mismatches: 30 });
    expect(run.check.examples).toHaveLength(20);
  });
});

import { describe, expect, it } from '@jest/globals';
import { today } from '../../../shared/calendar/index.ts';

describe('The day it is for everybody concerned', () => {
  it.each([
    ['2026-11-23T15:59:59.999Z', '2026-11-23'],
    ['2026-11-23T16:00:00.000Z', '2026-11-24'],
    ['2025-12-31T16:00:00.000Z', '2026-01-01'],
  ])('%s falls on %s in Shanghai', (instant, day) => {
    expect(today(new Date(instant))).toBe(day);
  });
});

import { describe, expect, it } from '@jest/globals';
import { lettersOf } from '../../../functions/portal/web/pages/public/letters.ts';

describe('名称自查: the letters of a checked name', () => {
  it('each belong to the part that they stand in, and bear the worst finding on them', () => {
    const letters = lettersOf({
      name: '鹿城区协会',
      parts: [
        { part: 'county', start: 0, end: 3 },
        { part: 'form', start: 3, end: 5 },
      ],
      findings: [
        { severity: 'info', start: 0, end: 5 },
        { severity: 'error', start: 0, end: 2 },
      ],
    });
    expect(letters).toEqual([
      { text: '鹿', part: 'county', severity: 'error', marks: [1, 2] },
      { text: '城', part: 'county', severity: 'error', marks: [] },
      { text: '区', part: 'county', severity: 'info', marks: [] },
      { text: '协', part: 'form', severity: 'info', marks: [] },
      { text: '会', part: 'form', severity: 'info', marks: [] },
    ]);
  });

  it('are counted as the API counts: a rare character takes two places', () => {
    const [rare, next] = lettersOf({
      name: '𠮷协',
      parts: [{ part: 'trade-name', start: 0, end: 2 }],
      findings: [{ severity: 'warning', start: 2, end: 3 }],
    });
    expect(rare).toEqual({ text: '𠮷', part: 'trade-name', marks: [] });
    expect(next).toEqual({ text: '协', severity: 'warning', marks: [1] });
  });
});

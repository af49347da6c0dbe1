import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changesOf, figuresOf, isMaterial } from '../../../functions/reporting/model/changes.ts';
import type { Content } from '../../../functions/reporting/model/content.ts';
import type { Figure } from '../../../functions/reporting/model/figures.ts';
import { reportingPolicyOn } from '../../../functions/reporting/policy/index.ts';

const { data } = reportingPolicyOn('2023-01-31');
const COUNTY = '330302';
const TOWNSHIP = '330302025';
const of = (numerator: number, denominator?: number): Figure => ({
  numerator,
  ...(denominator !== undefined && { denominator }),
});
const material = (
  indicator: string,
  before: Figure | undefined,
  after: Figure | undefined,
  { division = COUNTY, period = '2022' } = {},
) => isMaterial({ indicator, division, ...(before && { before }), ...(after && { after }) }, period, data);

describe('What is so much another that a signed report is restated', () => {
  it.each([
    ['half a point of a percentage', 'needs.matched', of(500, 1000), of(505, 1000), true],
    ['a hair less', 'needs.matched', of(5000, 10_000), of(5049, 10_000), false],
    ['half a point down', 'needs.matched', of(505, 1000), of(500, 1000), true],
    ['one per cent of a number', 'activities.count', of(100), of(101), true],
    ['a hair less of it', 'activities.count', of(1000), of(1009), false],
    ['one per cent of an average', 'satisfaction', of(400, 100), of(404, 100), true],
    ['a hair less of that', 'satisfaction', of(4000, 1000), of(4039, 1000), false],
    ['the first of anything', 'activities.count', of(0), of(1), true],
    ['the first where nothing was told', 'activities.count', undefined, of(1), true],
    ['what is gone', 'activities.count', of(1), undefined, true],
    ['something to divide by where there was nothing', 'needs.matched', of(0, 0), of(0, 1), true],
    ['nothing to divide by, before and after', 'needs.matched', of(0, 0), undefined, false],
    ['the same quotient of larger numbers', 'needs.matched', of(1, 2), of(50, 100), false],
  ])('%s: %s', (_, indicator, before, after, expected) => {
    expect(material(indicator, before, after)).toBe(expected);
  });

  it('reaching the target of the year, or reaching it no longer, however little it takes (T2)', () => {
    const [short, over] = [of(50_000, 100_000), of(50_001, 100_000)];
    expect(material('organisations.activity', short, over)).toBe(true);
    expect(material('organisations.activity', over, short)).toBe(true);
    expect(material('organisations.activity', over, of(50_002, 100_000))).toBe(false);
  });

  it('no target is judged of a township: there the size of the change counts alone (T1)', () => {
    const change = [of(50_000, 100_000), of(50_001, 100_000)] as const;
    expect(material('organisations.activity', ...change, { division: TOWNSHIP })).toBe(false);
  });

  it('an indicator that is no longer defined moves nothing', () => {
    expect(material('gone', of(1), of(1000))).toBe(false);
  });

  it('nothing moves by staying the same, and what moves one way moves back', () => {
    const figure = fc.tuple(fc.nat(1e6), fc.nat(1e6)).map(([a, b]) => of(a, b));
    const percent = fc.constantFrom('needs.matched', 'organisations.activity', 'party.report-in');
    fc.assert(
      fc.property(percent, figure, figure, (indicator, one, other) => {
        expect(material(indicator, one, one)).toBe(false);
        expect(material(indicator, one, other)).toBe(material(indicator, other, one));
      }),
    );
  });
});

const content = (
  lines: Record<string, Figure>,
  parts: Record<string, Record<string, Figure>> = {},
): Content => ({
  form: 'peiyou.report.v1',
  division: COUNTY,
  name: '温州市鹿城区',
  level: 'county',
  period: '2023-01',
  version: 1,
  policy: 'p',
  definitions: [],
  asOf: '2023-02-12T00:00:00.000Z',
  facts: { count: 0, digest: '' },
  lines: Object.entries(lines).map(([indicator, figure]) => ({ indicator, ...figure })),
  parts: Object.entries(parts).map(([division, figures]) => ({ division, name: division, figures })),
});

describe('Which figures are others than a report says', () => {
  const said = content({ 'activities.count': of(4) }, { [TOWNSHIP]: { 'activities.count': of(4) } });

  it('names each with what it was and is, its own division first', () => {
    const now = new Map([
      [TOWNSHIP, { 'activities.count': of(6) }],
      [COUNTY, { 'activities.count': of(5), 'needs.published': of(2) }],
    ]);
    expect(changesOf(said, now, data)).toEqual([
      { indicator: 'needs.published', division: COUNTY, after: of(2) },
      { indicator: 'activities.count', division: COUNTY, before: of(4), after: of(5) },
      { indicator: 'activities.count', division: TOWNSHIP, before: of(4), after: of(6) },
    ]);
  });

  it('what is nothing is as what is not told, and parts by word are not looked at', () => {
    const now = new Map([
      [
        COUNTY,
        { 'activities.count': { ...of(4), by: { action: { culture: of(4) } } }, 'needs.published': of(0) },
      ],
      [TOWNSHIP, { 'activities.count': of(4) }],
    ]);
    expect(changesOf(said, now, data)).toEqual([]);
  });

  it('what is gone altogether is a change', () => {
    expect(changesOf(said, new Map(), data).map(({ division }) => division)).toEqual([COUNTY, TOWNSHIP]);
  });

  it('a report held against what it says itself has none, whatever it says', () => {
    const figures = fc.dictionary(
      fc.constantFrom(...data.indicators.map(({ id }) => id)),
      fc.tuple(fc.nat(1000), fc.nat(1000)).map(([a, b]) => of(a, b)),
    );
    fc.assert(
      fc.property(figures, figures, (own, part) => {
        const some = content(own, { [TOWNSHIP]: part });
        expect(changesOf(some, figuresOf(some), data)).toEqual([]);
      }),
    );
  });
});

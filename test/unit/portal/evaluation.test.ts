import { describe, expect, it } from '@jest/globals';
import {
  countsFrom,
  countsOf,
  pointsFrom,
  pointsOf,
} from '../../../functions/portal/web/pages/delivery/evaluation.ts';
import {
  guides,
  judges,
  owns,
  WITHOUT_TOWNSHIPS,
} from '../../../functions/portal/web/pages/delivery/owner.ts';
import { CITY, divisionsWithin, hasTownships } from '../../../shared/divisions/index.ts';

const CRITERIA = [
  { id: 'effect', name: '服务成效' },
  { id: 'standard', name: '规范程度' },
];
const said = (items: object[]) => ({ items, criteria: CRITERIA, mostPoints: 5 }) as never;

describe('门户: an evaluation (M1.4, A1)', () => {
  it('begins empty, and tells what is chosen', () => {
    const points = pointsFrom(said([]));
    expect(points).toEqual({ effect: '', standard: '' });
    expect(pointsOf({ ...points, effect: 5 })).toEqual({ effect: 5 });
  });

  it('counts only groups that were served, and nobody where nothing is typed', () => {
    const counts = countsFrom(said([]), { 'empty-nest': 6, children: 0 });
    expect(counts).toEqual({ 'empty-nest': ['', '', '', '', ''] });
    expect(countsOf(counts)).toEqual({});
    expect(countsOf({ 'empty-nest': ['', '', '', 1, 4] })).toEqual({ 'empty-nest': [0, 0, 0, 1, 4] });
  });

  it('is corrected from what was said before', () => {
    const before = said([
      { by: 'community', points: { effect: 4 } },
      { by: 'served', counts: { children: [0, 0, 0, 0, 2] } },
    ]);
    expect(pointsFrom(before)).toEqual({ effect: 4, standard: '' });
    expect(countsFrom(before, { children: 3 })).toEqual({ children: [0, 0, 0, 0, 2] });
  });
});

describe('门户: parts in a match', () => {
  const village = { needOwner: { role: 'community', division: '330302025004' }, division: '330302025004' };
  const street = { needOwner: { role: 'township', division: '330302025' }, division: '330302025004' };
  const longgang = { needOwner: { role: 'community', division: '330383001001' }, division: '330383001001' };
  const community = { role: 'community', division: '330302025004' } as const;
  const township = { role: 'township', division: '330302025' } as const;
  const county = { role: 'county', division: '330302' } as const;

  it('its owner accepts it, the township guides it and rules, the county where the township is a side', () => {
    expect([owns(village, community), owns(village, township), owns(street, township)]).toEqual([
      true,
      false,
      true,
    ]);
    expect([guides(village, township), guides(village, county)]).toEqual([true, false]);
    expect([judges(village, township), judges(village, county)]).toEqual([true, false]);
    expect([judges(street, township), judges(street, county)]).toEqual([false, true]);
    expect(guides(village, { ...township, division: '330302026' })).toBe(false);
    expect(judges(longgang, { role: 'county', division: '330383' })).toBe(true);
  });

  it('knows the counties without townships as the services do', () => {
    const counties = divisionsWithin(CITY.code, 'county');
    expect(counties.map(({ code }) => code).filter((code) => !hasTownships(code))).toEqual(WITHOUT_TOWNSHIPS);
  });
});

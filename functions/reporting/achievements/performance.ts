import type * as z from 'zod';
import { kindOf } from '../../../shared/calendar/periods.ts';
import { type Division, divisionByCode, divisionsWithin, parentOf } from '../../../shared/divisions/index.ts';
import type { Deps } from '../deps.ts';
import type { Figures } from '../model/figures.ts';
import { namesOf, pointOf } from './read.ts';
import type { PerformanceAnswer, PerformanceQuery } from './schema.ts';
import { figureOr0, policyFor, standingOf } from './standing.ts';

/**
 * What enters the assessment of the counties, townships and communities of a subtree (O2): every indicator that is told of each,
 * for a year.
 * @throws Problem 400 for a year before there are figures
 */
export async function readPerformance(
  { division, year }: z.output<typeof PerformanceQuery>,
  deps: Deps,
): Promise<z.output<typeof PerformanceAnswer>> {
  const { version, data } = policyFor(year, deps, 'year');
  const indicators = data.indicators.filter(({ periods }) => periods.includes(kindOf(year)));
  const places = placesOf(division);
  const wide = places.filter(({ level }) => level !== 'village').map(({ code }) => code);
  const above = new Set(
    places.flatMap(({ code, level }) => (level === 'village' ? parentOf(code)!.code : [])),
  );
  const [standing, villages] = await Promise.all([
    standingOf(wide, [year], deps),
    villageFigures([...above], year, deps),
  ]);
  return {
    division,
    year,
    policy: version,
    indicators: indicators.map(namesOf),
    items: places.map(({ code, name, level }) => {
      const figures = level === 'village' ? villages(code) : standing(code, year)?.figures;
      return {
        division: code,
        name,
        level,
        figures: Object.fromEntries(
          indicators
            .filter(({ levels }) => levels.includes(level))
            .map((indicator) => [
              indicator.id,
              pointOf(indicator, figureOr0(figures?.[indicator.id], indicator, code)),
            ]),
        ),
      };
    }),
  };
}

/** Figures of villages, read by what they lie below. */
export async function villageFigures(above: readonly string[], period: string, { store }: Deps) {
  const packs = await store.villages(above.map((one) => ({ above: one, period })));
  const byVillage = new Map<string, Figures>(packs.flatMap(({ villages }) => Object.entries(villages)));
  return (village: string) => byVillage.get(village);
}

/** A division and those below it: of the city only counties, of a county all down to communities. */
function placesOf(code: string): Division[] {
  const division = divisionByCode(code)!;
  if (division.level === 'city') return [division, ...divisionsWithin(code, 'county')];
  return [
    division,
    ...(division.level === 'county' ? divisionsWithin(code, 'township') : []),
    ...(division.level === 'village' ? [] : divisionsWithin(code, 'village')),
  ];
}

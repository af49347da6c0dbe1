import type * as z from 'zod';
import type { MaybeCaller } from '../../../shared/auth/caller.ts';
import { periodsBetween } from '../../../shared/calendar/periods.ts';
import { CITY, childrenOf, fullNameOf } from '../../../shared/divisions/index.ts';
import { notFound } from '../../../shared/http/problem.ts';
import type { Deps } from '../deps.ts';
import { ranked } from '../model/ranked.ts';
import { villageFigures } from './performance.ts';
import { pointOf } from './read.ts';
import type { AchievementsQuery, PartsAnswer, SeriesAnswer, SeriesQuery } from './schema.ts';
import { sightBelow, sightOf } from './seen.ts';
import { figureOr0, indicatorFor, standingOf } from './standing.ts';

/**
 * One indicator of all divisions directly below one, with their places. What they have, and what is the division's own, adds up
 * to its figure, unless others publish it.
 * @throws Problem 400, 401, 403; 404 for a period that is not published yet, or an indicator that is not told
 */
export async function readParts(
  id: string,
  { division, period }: z.output<typeof AchievementsQuery>,
  caller: MaybeCaller,
  deps: Deps,
): Promise<z.output<typeof PartsAnswer>> {
  // Of the city its counties are published; of a county nothing below it is.
  const sight = division === CITY.code ? sightOf(caller, division, deps) : sightBelow(caller, division);
  if (!sight(period)) throw notFound('这一期还没有公布');
  const below = childrenOf(division);
  const indicator = indicatorFor(id, division, period, deps);
  const told = below.filter(({ level }) => indicator.levels.includes(level));
  const figures = told.some(({ level }) => level === 'village')
    ? await villageFigures([division], period, deps)
    : await standingOf(
        told.map(({ code }) => code),
        [period],
        deps,
      ).then((standing) => (code: string) => standing(code, period)?.figures);
  const items = told.map(({ code, name }) => ({
    division: code,
    name,
    figure: figureOr0(figures(code)?.[id], indicator, code),
  }));
  const ranks = ranked(new Map(items.map((one) => [one.division, one.figure])), indicator);
  return {
    division,
    indicator: id,
    name: indicator.name.zh,
    period,
    items: items.map(({ figure, ...one }) => ({
      ...one,
      ...pointOf(indicator, figure),
      ...(ranks.has(one.division) && { rank: ranks.get(one.division)! }),
    })),
  };
}

/**
 * One indicator of a division over periods of a kind; those that are not published are left out for whom they are not for.
 * @throws Problem 400, 401, 403, 404
 */
export async function readSeries(
  id: string,
  { division, from, to }: z.output<typeof SeriesQuery>,
  caller: MaybeCaller,
  deps: Deps,
): Promise<z.output<typeof SeriesAnswer>> {
  const sees = sightOf(caller, division, deps);
  const indicator = indicatorFor(id, division, to, deps);
  const periods = periodsBetween(from, to).filter(sees);
  const standing = await standingOf([division], periods, deps);
  return {
    division,
    indicator: id,
    name: `${fullNameOf(division)}${indicator.name.zh}`,
    items: periods.flatMap((period) => {
      const found = standing(division, period);
      return found
        ? [{ period, ...pointOf(indicator, figureOr0(found.figures[id], indicator, division)) }]
        : [];
    }),
  };
}

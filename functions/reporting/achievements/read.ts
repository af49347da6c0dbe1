import type * as z from 'zod';
import type { MaybeCaller } from '../../../shared/auth/caller.ts';
import { monthsAfter } from '../../../shared/calendar/months.ts';
import { around, kindOf, monthsOf, periodBefore } from '../../../shared/calendar/periods.ts';
import { childrenOf, divisionByCode, fullNameOf, parentOf } from '../../../shared/divisions/index.ts';
import { shownOf } from '../../../shared/figures/shown.ts';
import { notFound } from '../../../shared/http/problem.ts';
import type { Deps } from '../deps.ts';
import type { Figure } from '../model/figures.ts';
import { judge, targetFor } from '../model/judged.ts';
import { DIMENSION_NAMES, kindNamed } from '../model/kinds.ts';
import { ranked } from '../model/ranked.ts';
import { differenceOf } from '../model/shown.ts';
import type { Indicator } from '../policy/schema.ts';
import type { AchievementsAnswer, AchievementsQuery } from './schema.ts';
import { sightOf } from './seen.ts';
import { figureOr0, indicatorsFor, standingOf } from './standing.ts';

type Answer = z.output<typeof AchievementsAnswer>;

/** Periods of a trend, by kind. */
const TREND = { month: 12, quarter: 8, year: 3 } as const;

/**
 * Every indicator of a division for a period: its value, how it stands to the plan's target, whether it goes up, its place among
 * divisions of the same level, and where it comes from. Two reads, whatever is asked.
 * @throws Problem 400, 401, 403; 404 for a period that is not published yet
 */
export async function readAchievements(
  { division, period }: z.output<typeof AchievementsQuery>,
  caller: MaybeCaller,
  deps: Deps,
): Promise<Answer> {
  if (!sightOf(caller, division, deps)(period)) throw notFound('这一期还没有公布');
  const { policy, indicators } = indicatorsFor(division, period, deps);
  const { firstMonth } = deps.policyOn(deps.today()).data;
  const trend = periodsUpTo(period, TREND[kindOf(period)], firstMonth);
  const baselines = [0, 3, 6, 9].map((months) => around(monthsAfter(firstMonth, months)).quarter);
  const peers = peersOf(division);
  const [own, others] = await Promise.all([
    standingOf([division], [...trend, ...baselines], deps),
    standingOf(peers, [period], deps),
  ]);
  const now = own(division, period);
  return {
    division,
    name: fullNameOf(division),
    period,
    policy,
    ...(now && { computedAt: now.computedAt }),
    items: indicators.map((indicator) => {
      const figureIn = (one: string) => own(division, one)?.figures[indicator.id];
      const figure = figureOr0(figureIn(period), indicator, division);
      const earlier = periodBefore(period);
      const before = figureIn(earlier);
      const target = targetFor(indicator, period);
      const baseline = baselines.map(figureIn).find((one) => one?.denominator);
      const rank = ranked(
        new Map(
          peers.map((peer) => [
            peer,
            figureOr0(others(peer, period)?.figures[indicator.id], indicator, peer),
          ]),
        ),
        indicator,
      ).get(division);
      return {
        ...namesOf(indicator),
        ...pointOf(indicator, figure),
        ...(target && { target: judge(target, figure, baseline) }),
        ...(before && { before: { period: earlier, ...pointOf(indicator, before) } }),
        change: differenceOf(indicator, figure, before),
        trend: trend.flatMap((one) => {
          const then = figureIn(one);
          return then ? [{ period: one, ...pointOf(indicator, then) }] : [];
        }),
        ...(rank && { rank }),
        ...(figure.by && { by: partsOf(indicator, figure.by) }),
        links: linksOf(indicator, division, period),
      };
    }),
  };
}

/** Divisions of the same level under the same one above. */
function peersOf(division: string): string[] {
  const above = parentOf(division);
  const level = divisionByCode(division)!.level;
  if (!above || level === 'village') return [];
  return childrenOf(above.code).flatMap((one) => (one.level === level ? [one.code] : []));
}

/** The last periods of a kind up to one, from the first that has figures. */
export function periodsUpTo(period: string, count: number, firstMonth: string): string[] {
  const periods = [period];
  while (periods.length < count) {
    const earlier = periodBefore(periods[0]!);
    if (monthsOf(earlier).at(-1)! < firstMonth) break;
    periods.unshift(earlier);
  }
  return periods;
}

export const namesOf = ({ id, name, section, clause, unit }: Indicator) => ({
  indicator: id,
  name: name.zh,
  section,
  clause,
  unit,
});

export const pointOf = (indicator: Indicator, { numerator, denominator }: Omit<Figure, 'by'>) => ({
  numerator,
  ...(denominator !== undefined && { denominator }),
  ...shownOf(indicator, { numerator, ...(denominator !== undefined && { denominator }) }),
});

function partsOf(indicator: Indicator, by: NonNullable<Figure['by']>) {
  const words = indicator.numerator.of === 'facts' ? kindNamed(indicator.numerator.kind)!.dimensions : {};
  return Object.entries(by).map(([dimension, parts]) => ({
    dimension,
    name: DIMENSION_NAMES[dimension]!,
    words: Object.entries(parts).map(([word, part]) => ({
      word,
      name: words[dimension]![word]!,
      ...pointOf(part.denominator === undefined ? { ...indicator, as: 'number' } : indicator, part),
    })),
  }));
}

function linksOf({ id, levels }: Indicator, division: string, period: string) {
  const query = `division=${division}&period=${period}`;
  const below = childrenOf(division).some(({ level }) => levels.includes(level));
  return {
    ...(below && { parts: `/v1/achievements/${id}/parts?${query}` }),
    facts: `/v1/achievements/${id}/facts?${query}`,
  };
}

/** Figures as they stand, and the indicators that they are of. */
import { kindOf, lastDayOf } from '../../../shared/calendar/periods.ts';
import { divisionByCode } from '../../../shared/divisions/index.ts';
import { invalid, notFound } from '../../../shared/http/problem.ts';
import type { Deps } from '../deps.ts';
import type { Figure } from '../model/figures.ts';
import { divisionsThere } from '../model/tally.ts';
import type { ReportingPolicy } from '../policy/index.ts';
import type { Indicator } from '../policy/schema.ts';

/** Figures by division and period, as asked for at once. */
export async function standingOf(divisions: readonly string[], periods: readonly string[], { store }: Deps) {
  const found = await store.standings(
    [...new Set(divisions)].flatMap((division) =>
      [...new Set(periods)].map((period) => ({ division, period })),
    ),
  );
  const byKey = new Map(found.map((one) => [`${one.division} ${one.period}`, one]));
  return (division: string, period: string) => byKey.get(`${division} ${period}`);
}

/**
 * The definitions that figures of a period go by.
 * @param asked the parameter that says the period
 * @throws Problem 400 for a period before there are figures
 */
export function policyFor(period: string, { policyOn, today }: Deps, asked = 'period'): ReportingPolicy {
  const { firstMonth } = policyOn(today()).data;
  if (lastDayOf(period) < firstMonth)
    throw invalid([{ pointer: `#/query/${asked}`, detail: `数字从 ${firstMonth} 起` }]);
  return policyOn(lastDayOf(period));
}

/**
 * The indicators that are told of a division for a period.
 * @throws Problem 400 as `policyFor`
 */
export function indicatorsFor(division: string, period: string, deps: Deps) {
  const { version, data } = policyFor(period, deps);
  const { level } = divisionByCode(division)!;
  return {
    policy: version,
    indicators: data.indicators.filter(
      ({ levels, periods }) => levels.includes(level) && periods.includes(kindOf(period)),
    ),
  };
}

/**
 * One of them.
 * @throws Problem 404 for an indicator that is not told of it; 400 as above
 */
export function indicatorFor(id: string, division: string, period: string, deps: Deps): Indicator {
  const { indicators } = indicatorsFor(division, period, deps);
  const found = indicators.find((one) => one.id === id);
  if (!found) throw notFound(`没有指标 ${id}，或它不统计这一级行政区划、这类期间；指标见 GET /v1/indicators`);
  return found;
}

/** Where nothing was told of there is a figure too: none of the divisions that there are, or nothing of nothing. */
export const figureOr0 = (
  figure: Figure | undefined,
  { denominator }: Pick<Indicator, 'denominator'>,
  division: string,
): Figure =>
  figure ?? {
    numerator: 0,
    ...(denominator && {
      denominator: denominator.of === 'divisions' ? divisionsThere(denominator.which, division) : 0,
    }),
  };

import type * as z from 'zod';
import type { MaybeCaller } from '../../../shared/auth/caller.ts';
import { kindOf, lastDayOf, periodsBetween } from '../../../shared/calendar/periods.ts';
import { divisionByCode, divisionsWithin, fullNameOf, type Level } from '../../../shared/divisions/index.ts';
import { notFound } from '../../../shared/http/problem.ts';
import type { Deps } from '../deps.ts';
import { type Figure, percentOf } from '../model/figure.ts';
import type { FigureAnswer, LevelAnswer, RankingQuery, RateQuery, SeriesQuery } from './schema.ts';
import { sightBelow, sightOf, sightWithin } from './seen.ts';

type Asked = z.output<typeof RateQuery>;

/** Figures on a page when nothing is said. */
const A_PAGE = 20;

/**
 * A division's average activity for a period (T2): as it stands, as it stood at the end of a day, or in one edition.
 * @throws Problem 404 where there is none that the caller may see
 */
export async function readRate({ division, period, asOf, edition }: Asked, caller: MaybeCaller, deps: Deps) {
  const seen = sightOf(caller, division);
  const [figure, editions] = await Promise.all([
    asOf === undefined ? deps.store.figure(division, period) : deps.store.figureOn(division, period, asOf),
    deps.store.editions(division, period),
  ]);
  const asked = edition === undefined ? figure : editions.find((one) => one.edition === edition);
  if (!asked || !seen(asked))
    throw notFound(
      `${fullNameOf(division)} ${period} 没有可以查看的数字：没有社会组织，尚未计算，或尚未公布`,
    );
  return {
    ...shown(asked, deps),
    editions: editions
      .filter(({ day }) => asOf === undefined || day <= asOf)
      .map((one) => ({
        edition: one.edition,
        numerator: one.numerator,
        denominator: one.denominator,
        percent: percentOf(one),
        ...(one.restated && { restated: one.restated, causes: one.causes ?? {} }),
        day: one.day,
      })),
    links: { organisations: `/v1/activity/rates/organisations?division=${division}&period=${period}` },
  };
}

/** The figures of all divisions of a level within one for a period, by division, those that the caller may see. */
export async function readLevel(
  { division, period, level, limit, cursor }: Asked & { level: Level },
  caller: MaybeCaller,
  deps: Deps,
): Promise<z.output<typeof LevelAnswer>> {
  const seen = sightWithin(caller, division, level);
  const divisions = divisionsWithin(division, level).map(({ code }) => code);
  const { items, next } = await deps.store.figuresOf(divisions, period, {
    limit: limit ?? A_PAGE,
    scope: `level ${level} ${division} ${period}`,
    cursor,
  });
  return {
    items: items.filter(seen).map((figure) => shown(figure, deps)),
    ...(next !== undefined && { next }),
  };
}

/** A division's figures for periods of one kind, in order, those that the caller may see. */
export async function readSeries(
  { division, from, to }: z.output<typeof SeriesQuery>,
  caller: MaybeCaller,
  deps: Deps,
) {
  const seen = sightOf(caller, division);
  const figures = await deps.store.figures(periodsBetween(from, to).map((period) => ({ division, period })));
  return {
    division,
    name: fullNameOf(division),
    kind: kindOf(from),
    items: figures
      .filter(seen)
      .toSorted((a, b) => (a.period < b.period ? -1 : 1))
      .map((figure) => shown(figure, deps)),
  };
}

/** The divisions directly below one by their average activity, the highest first. */
export async function readRanking(
  { division, period }: z.output<typeof RankingQuery>,
  caller: MaybeCaller,
  deps: Deps,
) {
  const seen = sightBelow(caller, division);
  const figures = (await deps.store.figuresBelow(division, period))
    .filter((figure) => seen(figure) && figure.denominator > 0 && divisionByCode(figure.division))
    .toSorted((a, b) => compare(b, a) || (a.division < b.division ? -1 : 1));
  let rank = 0;
  return {
    division,
    period,
    items: figures.map((figure, at) => {
      const before = figures[at - 1];
      if (!before || compare(before, figure) !== 0) rank = at + 1;
      return { rank, ...shown(figure, deps) };
    }),
  };
}

/** A figure as it is answered. */
export function shown(figure: Figure, deps: Pick<Deps, 'policyOn'>): FigureAnswer {
  const { division, period, numerator, denominator, edition, restated, causes, policy, day, computedAt } =
    figure;
  return {
    division,
    name: fullNameOf(division),
    level: divisionByCode(division)!.level,
    period,
    kind: kindOf(period),
    numerator,
    denominator,
    percent: percentOf(figure),
    edition,
    ...(restated && { restated, causes: causes ?? {} }),
    policy,
    definition: deps.policyOn(lastDayOf(period)).definition.title,
    day,
    computedAt,
  };
}

/** Fractions are compared as whole numbers. */
const compare = (a: Figure, b: Figure) => a.numerator * b.denominator - b.numerator * a.denominator;

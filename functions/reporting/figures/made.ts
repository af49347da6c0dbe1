/** What the figures of a county, or of the city, come to now. */
import { monthOf } from '../../../shared/calendar/months.ts';
import { around, lastDayOf, monthsOf } from '../../../shared/calendar/periods.ts';
import { CITY, childrenOf, divisionsWithin } from '../../../shared/divisions/index.ts';
import type { Deps } from '../deps.ts';
import type { Fact } from '../model/fact.ts';
import { addedUp, type Figures, isPublished, overMonths } from '../model/figures.ts';
import { widerThan } from '../model/months.ts';
import { divisionsThere, published, tally } from '../model/tally.ts';
import type { Indicator } from '../policy/schema.ts';

/** Figures by division, of one period. */
export type ByDivision = ReadonlyMap<string, Figures>;

/** Where figures are made from. */
export interface Source {
  /** ISO 8601 instant: facts as they were known then, not as they are. */
  asOf?: string | undefined;
  /** The last day that has begun: what is so is looked at then where a month is not over. */
  today: string;
}

/** The divisions of a county whose figures stand by themselves. */
export const placesOf = (county: string): string[] =>
  county === CITY.code
    ? [CITY.code]
    : [county, ...divisionsWithin(county, 'township').map(({ code }) => code)];

/**
 * Figures of a county by division for months of one year, as its facts have them.
 * @param facts hears of every fact that was read, in an order that is always the same
 */
export async function* monthsOfCounty(
  county: string,
  months: readonly string[],
  { asOf, today }: Source,
  deps: Pick<Deps, 'store' | 'policyOn'>,
  facts: (read: readonly Fact[]) => void = () => {},
): AsyncGenerator<[month: string, figures: ByDivision]> {
  const spans = await deps.store.facts(county, undefined, asOf);
  facts(spans);
  for (const month of months) {
    const happened = await deps.store.facts(county, month, asOf);
    facts(happened);
    const { indicators } = deps.policyOn(lastDayOf(month)).data;
    const until = month === monthOf(today) ? today : lastDayOf(month);
    const figures = tally([...spans, ...happened], { county, month, indicators, until });
    for (const [division, own] of published(happened, indicators))
      figures.set(division, { ...figures.get(division), ...own });
    yield [month, figures];
  }
}

/** What others publish of a county's divisions for a quarter or a year. */
export async function publishedFor(
  county: string,
  period: string,
  asOf: string | undefined,
  deps: Pick<Deps, 'store' | 'policyOn'>,
  facts: (read: readonly Fact[]) => void = () => {},
): Promise<ByDivision> {
  const read = await deps.store.facts(county, period, asOf);
  facts(read);
  return published(read, deps.policyOn(lastDayOf(period)).data.indicators);
}

/** The city's figures: its counties' added up, with what is its own; what others publish of the city is its own. */
export function cityOf(
  counties: readonly Figures[],
  own: Figures | undefined,
  indicators: readonly Indicator[],
): Figures {
  const toldOfIt = indicators.flatMap((indicator) => {
    const figure = isPublished(indicator) ? own?.[indicator.id] : undefined;
    return figure ? [[indicator.id, figure] as const] : [];
  });
  const sums = addedUp([...counties, ...(own ? [own] : [])], indicators);
  // All divisions that there are, also those of counties of which nothing is known.
  const ofDivisions = indicators.flatMap(({ id, denominator }) => {
    const figure = denominator?.of === 'divisions' ? sums[id] : undefined;
    if (!figure || denominator?.of !== 'divisions') return [];
    return [[id, { ...figure, denominator: divisionsThere(denominator.which, CITY.code) }] as const];
  });
  return { ...sums, ...Object.fromEntries(ofDivisions), ...Object.fromEntries(toldOfIt) };
}

/**
 * Figures of the months given, and of the quarters and the year that they lie in.
 * @param months all months of the year that have begun, in order
 */
export function withWider(
  months: ReadonlyMap<string, Figures>,
  changed: readonly string[],
  publishedFor: (period: string) => Figures | undefined,
  deps: Pick<Deps, 'policyOn'>,
): Map<string, Figures> {
  const all = new Map<string, Figures>();
  for (const month of changed) all.set(month, months.get(month) ?? {});
  for (const period of widerThan(changed)) {
    const { indicators } = deps.policyOn(lastDayOf(period)).data;
    const begun = monthsOf(period)
      .map((month) => months.get(month))
      .filter((figures) => figures !== undefined);
    all.set(period, overMonths(begun, indicators, publishedFor(period)));
  }
  return all;
}

/** The months of a year up to the current one. */
export const begunIn = (year: string, today: string): string[] =>
  monthsOf(year).filter((month) => month <= monthOf(today));

export const yearOf = (month: string): string => around(month).year;

export const countiesOfCity = (): string[] => childrenOf(CITY.code).map(({ code }) => code);

/** Adds facts up to what indicators come to in every division of a county. Pure. */
import { lastDayOf } from '../../../shared/calendar/periods.ts';
import {
  ancestorsOf,
  CITY,
  divisionByCode,
  divisionsWithin,
  hasPlatform,
  type Level,
  ZONES,
} from '../../../shared/divisions/index.ts';
import type { Indicator, Measure } from '../policy/schema.ts';
import type { Counted, Fact } from './fact.ts';
import { type Figure, type Figures, isPublished } from './figures.ts';
import { kindNamed } from './kinds.ts';
import { countedOn } from './spells.ts';

type Side = 'numerator' | 'denominator';
type OfFacts = Extract<Measure, { of: 'facts' }>;

/** An indicator's side that facts of a kind count for. */
interface Use {
  indicator: Indicator;
  side: Side;
  measure: OfFacts;
  /** The dimensions that this side is broken down by. */
  by: readonly string[];
}

interface Sum {
  numerator: number;
  denominator: number;
  by: Map<string, Map<string, { numerator: number; denominator: number }>>;
}

/**
 * What the indicators come to in every division that the facts lie in, and in those above up to the county, or in the city for
 * its own.
 * @param facts of a county that stand under a month, and its facts of spans
 * @param until the last day, where the month is not over: what is so today
 */
export function tally(
  facts: readonly Fact[],
  { county, month, indicators, until = lastDayOf(month) }: Month,
): Map<string, Figures> {
  const uses = usesByKind(indicators);
  const sums = new Map<string, Map<string, Sum>>();
  const sumOf = (division: string, indicator: string): Sum => {
    const own = sums.get(division) ?? new Map<string, Sum>();
    sums.set(division, own);
    const sum = own.get(indicator) ?? { numerator: 0, denominator: 0, by: new Map() };
    own.set(indicator, sum);
    return sum;
  };
  for (const fact of facts) {
    const counted = fact.spells ? countedOn(fact.spells, fact.division, until) : fact.counted;
    if (!counted) continue;
    for (const use of uses.get(fact.kind) ?? []) {
      if (isPublished(use.indicator) || !bears(counted, use.measure.where)) continue;
      for (const division of chainOf(fact.division, county))
        if (isToldOf(use.indicator, division)) add(sumOf(division, use.indicator.id), counted, use);
    }
  }
  for (const division of placesOf(county))
    for (const indicator of indicators)
      if (indicator.denominator?.of === 'divisions' && isToldOf(indicator, division))
        sumOf(division, indicator.id).denominator = divisionsThere(indicator.denominator.which, division);
  return new Map(
    [...sums].map(([division, own]) => [
      division,
      Object.fromEntries(
        indicators.flatMap((indicator) => {
          const sum = own.get(indicator.id);
          return sum ? [[indicator.id, figureOf(sum, indicator)]] : [];
        }),
      ),
    ]),
  );
}

interface Month {
  county: string;
  month: string;
  indicators: readonly Indicator[];
  until?: string;
}

/** What others publish of divisions, each for itself (T2), by division. */
export function published(facts: readonly Fact[], indicators: readonly Indicator[]): Map<string, Figures> {
  const figures = new Map<string, Record<string, Figure>>();
  for (const { kind, division, counted } of facts) {
    if (kind !== 'rate' || !counted) continue;
    const own = figures.get(division) ?? {};
    figures.set(division, own);
    for (const indicator of indicators) {
      const { numerator, denominator } = indicator;
      if (!isPublished(indicator) || numerator.of !== 'facts' || !isToldOf(indicator, division)) continue;
      own[indicator.id] = {
        numerator: amount(counted, numerator.sum),
        ...(denominator?.of === 'facts' && { denominator: amount(counted, denominator.sum) }),
      };
    }
  }
  return figures;
}

/** Whether an indicator is told of divisions of this one's level. */
export const isToldOf = ({ levels }: Indicator, division: string): boolean => {
  const level = divisionByCode(division)?.level;
  return level !== undefined && levels.includes(level);
};

/** What counts of it, in the order of dimensions. */
function add(sum: Sum, counted: Counted, { side, measure, by }: Use): void {
  sum[side] += amount(counted, measure.sum);
  for (const dimension of by) {
    const split = counted.splits?.[measure.sum]?.[dimension];
    const words = split
      ? Object.entries(split)
      : (counted.words[dimension] ?? []).map((word) => [word, amount(counted, measure.sum)] as const);
    const wanted = measure.where[dimension];
    const byWord = sum.by.get(dimension) ?? new Map();
    sum.by.set(dimension, byWord);
    for (const [word, value] of words) {
      if (wanted && !wanted.includes(word)) continue;
      const part = byWord.get(word) ?? { numerator: 0, denominator: 0 };
      part[side] += value;
      byWord.set(word, part);
    }
  }
}

const dimensionsOf = ({ kind }: OfFacts): string[] => Object.keys(kindNamed(kind)!.dimensions);

export const amount = ({ values }: Counted, sum: string): number =>
  sum === 'count' ? 1 : (values[sum] ?? 0);

export const bears = ({ words }: Counted, where: OfFacts['where']): boolean =>
  Object.entries(where).every(([dimension, wanted]) =>
    (words[dimension] ?? []).some((word) => wanted.includes(word)),
  );

function usesByKind(indicators: readonly Indicator[]): Map<string, Use[]> {
  const uses = indicators.flatMap((indicator) =>
    (['numerator', 'denominator'] as const).flatMap((side): Use[] => {
      const measure = indicator[side];
      if (measure?.of !== 'facts') return [];
      const known = new Set(dimensionsOf(measure));
      return [{ indicator, side, measure, by: indicator.by.filter((dimension) => known.has(dimension)) }];
    }),
  );
  return Map.groupBy(uses, ({ measure }) => measure.kind);
}

function figureOf({ numerator, denominator, by }: Sum, indicator: Indicator): Figure {
  const quotient = indicator.denominator !== undefined;
  // The denominator of a part is there only where the whole's can be broken down in the same way.
  const apart = new Set(indicator.denominator?.of === 'facts' ? dimensionsOf(indicator.denominator) : []);
  const parts = [...by.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([dimension, words]) => {
      const told = [...words.entries()]
        .filter(([, part]) => part.numerator !== 0 || part.denominator !== 0)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([word, part]) => [
          word,
          quotient && apart.has(dimension) ? part : { numerator: part.numerator },
        ]);
      return told.length > 0 ? [[dimension, Object.fromEntries(told)]] : [];
    });
  return {
    numerator,
    ...(quotient && { denominator }),
    ...(parts.length > 0 && { by: Object.fromEntries(parts) }),
  };
}

/** A division with those above it up to the county; the city's own stand in the city alone. */
function chainOf(division: string, county: string): string[] {
  const zone = ZONES.find(({ code }) => code === division);
  if (zone || county === CITY.code) return [county];
  return [division, ...ancestorsOf(division).map(({ code }) => code)].filter((code) =>
    code.startsWith(county),
  );
}

/** A county and the divisions in it; of the city's own facts there are no places, they are in its counties. */
const placesOf = (county: string): string[] =>
  county === CITY.code
    ? []
    : [county, ...['township' as const, 'village' as const].flatMap((level) => codesWithin(county, level))];

const codesWithin = (division: string, level: Level): string[] =>
  divisionsWithin(division, level).map(({ code }) => code);

/** Divisions do not change while a function runs, and are many to be counted again for every month. */
const there = new Map<string, number>();

/** How many villages there are in a division, or townships and streets that have to have a platform (T1). */
export function divisionsThere(which: 'village' | 'platform', division: string): number {
  const key = `${which} ${division}`;
  const known = there.get(key);
  if (known !== undefined) return known;
  const codes =
    which === 'village'
      ? codesWithin(division, 'village')
      : [...codesWithin(division, 'county'), ...codesWithin(division, 'township')].filter(hasPlatform);
  there.set(key, codes.length);
  return codes.length;
}

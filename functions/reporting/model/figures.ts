/** What indicators come to: whole numbers, divided only where they are shown. Pure. */
import type { Indicator, Measure } from '../policy/schema.ts';
import { kindNamed } from './kinds.ts';

/** Numerator and denominator; a figure that is no quotient has none. */
export interface Figure {
  numerator: number;
  denominator?: number;
  /** The same by word of each dimension that the indicator is broken down by. */
  by?: Readonly<Record<string, Readonly<Record<string, Omit<Figure, 'by'>>>>>;
}

/** Figures of a division for a period, by indicator; one that is not there has nothing to be said of. */
export type Figures = Readonly<Record<string, Figure>>;

type Side = 'numerator' | 'denominator';

/**
 * How a side of an indicator goes from months to a quarter or a year, and from divisions to the one above: what happened is
 * added up; what is so, or is there, is as at the end; what others publish is never added up.
 */
export function natureOf(measure: Measure): 'added' | 'last' | 'published' {
  if (measure.of === 'divisions') return 'last';
  if (measure.kind === 'rate') return 'published';
  return kindNamed(measure.kind)!.when === 'day' ? 'added' : 'last';
}

/** Whether an indicator is what others publish of each division and period. */
export const isPublished = ({ numerator }: Indicator): boolean => natureOf(numerator) === 'published';

/** The figures of divisions added up: of those below one, and what is its own. */
export function addedUp(all: readonly Figures[], indicators: readonly Indicator[]): Figures {
  return collected(indicators, (indicator) => {
    if (isPublished(indicator)) return undefined;
    const found = all.flatMap(({ [indicator.id]: figure }) => figure ?? []);
    return found.length === 0 ? undefined : merged(found, () => 'added');
  });
}

/**
 * The figures of a quarter or a year, from those of its months in their order.
 * @param published what others publish of the period itself
 */
export function overMonths(
  months: readonly Figures[],
  indicators: readonly Indicator[],
  published: Figures = {},
): Figures {
  return collected(indicators, (indicator) => {
    if (isPublished(indicator)) return published[indicator.id];
    const found = months.map(({ [indicator.id]: figure }) => figure);
    if (found.every((figure) => figure === undefined)) return undefined;
    const nature = (side: Side) => {
      const measure = indicator[side];
      return measure && natureOf(measure) === 'last' ? 'last' : 'added';
    };
    return merged(
      found.map((figure) => figure ?? { numerator: 0, ...(indicator.denominator && { denominator: 0 }) }),
      nature,
    );
  });
}

function collected(
  indicators: readonly Indicator[],
  figureOf: (indicator: Indicator) => Figure | undefined,
): Figures {
  return Object.fromEntries(
    indicators.flatMap((indicator) => {
      const figure = figureOf(indicator);
      return figure ? [[indicator.id, figure] as const] : [];
    }),
  );
}

function merged(all: readonly Figure[], nature: (side: Side) => 'added' | 'last'): Figure {
  const side = (name: Side, figures: readonly (Omit<Figure, 'by'> | undefined)[]) =>
    nature(name) === 'last'
      ? (figures.at(-1)?.[name] ?? 0)
      : figures.reduce((sum, figure) => sum + (figure?.[name] ?? 0), 0);
  const whole = (figures: readonly (Omit<Figure, 'by'> | undefined)[]) => ({
    numerator: side('numerator', figures),
    ...(figures.some((figure) => figure?.denominator !== undefined) && {
      denominator: side('denominator', figures),
    }),
  });
  const dimensions = [...new Set(all.flatMap(({ by = {} }) => Object.keys(by)))].sort();
  const parts = dimensions.flatMap((dimension) => {
    const words = [...new Set(all.flatMap((figure) => Object.keys(figure.by?.[dimension] ?? {})))].sort();
    const told = words
      .map((word) => [word, whole(all.map((one) => one.by?.[dimension]?.[word]))] as const)
      .filter(([, { numerator, denominator = 0 }]) => numerator !== 0 || denominator !== 0);
    return told.length > 0 ? [[dimension, Object.fromEntries(told)] as const] : [];
  });
  return { ...whole(all), ...(parts.length > 0 && { by: Object.fromEntries(parts) }) };
}

import type { Deps } from '../deps.ts';
import { inWords } from '../model/judged.ts';
import { DIMENSION_NAMES, kindNamed } from '../model/kinds.ts';
import { measureInWords } from '../model/measured.ts';
import type { Indicator } from '../policy/schema.ts';
import { namesOf } from './read.ts';
import { policyFor } from './standing.ts';

/**
 * The indicators in force, in words: what is counted, of what, from which events, and what is to be reached.
 * @throws Problem 400 for a period before there are figures
 */
export function definitionsFor(period: string | undefined, deps: Deps) {
  const { version, data } = period === undefined ? deps.policyOn(deps.today()) : policyFor(period, deps);
  return { policy: version, items: data.indicators.map(definitionOf) };
}

function definitionOf(indicator: Indicator) {
  const { name, as, scale, levels, periods, numerator, denominator, by, targets } = indicator;
  return {
    ...namesOf(indicator),
    nameEn: name.en,
    as,
    scale,
    levels,
    periods,
    numerator: measureInWords(numerator),
    ...(denominator && { denominator: measureInWords(denominator) }),
    by: by.map((dimension) => ({ dimension, name: DIMENSION_NAMES[dimension]! })),
    sources: sourcesOf(indicator),
    targets: targets.map((target) => ({ year: target.year, target: inWords(target), clause: target.clause })),
  };
}

const sourcesOf = ({ numerator, denominator }: Indicator): string[] => [
  ...new Set(
    [numerator, denominator].flatMap((measure) =>
      measure?.of === 'facts' ? kindNamed(measure.kind)!.sources : [],
    ),
  ),
];

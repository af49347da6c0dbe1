import type { Deps } from '../deps.ts';
import { inWords } from '../model/judged.ts';
import { DIMENSION_NAMES, kindNamed } from '../model/kinds.ts';
import type { Indicator, Measure } from '../policy/schema.ts';
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

export function definitionOf(indicator: Indicator) {
  const { name, as, levels, periods, numerator, denominator, by, targets } = indicator;
  return {
    ...namesOf(indicator),
    nameEn: name.en,
    as,
    levels,
    periods,
    numerator: said(numerator),
    ...(denominator && { denominator: said(denominator) }),
    by: by.map((dimension) => ({ dimension, name: DIMENSION_NAMES[dimension]! })),
    sources: sourcesOf(indicator),
    targets: targets.map((target) => ({ year: target.year, target: inWords(target), clause: target.clause })),
  };
}

/** A measure in words, e.g. 社区社会组织（枢纽型：是）的个数. */
function said(measure: Measure): string {
  if (measure.of === 'divisions')
    return measure.which === 'village' ? '村（社区）的个数' : '应建平台的乡镇（街道）的个数';
  const { name, dimensions, values } = kindNamed(measure.kind)!;
  const where = Object.entries(measure.where)
    .map(
      ([dimension, words]) =>
        `${DIMENSION_NAMES[dimension]}：${words.map((word) => dimensions[dimension]![word]).join('、')}`,
    )
    .join('；');
  return `${name}${where && `（${where}）`}的${measure.sum === 'count' ? '个数' : values[measure.sum]}`;
}

const sourcesOf = ({ numerator, denominator }: Indicator): string[] => [
  ...new Set(
    [numerator, denominator].flatMap((measure) =>
      measure?.of === 'facts' ? kindNamed(measure.kind)!.sources : [],
    ),
  ),
];

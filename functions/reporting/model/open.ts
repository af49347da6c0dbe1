/** What everybody may read of signed reports: figures, and what they mean. Pure. */

import type { PeriodKind } from '../../../shared/calendar/periods.ts';
import type { Indicator, Measure } from '../policy/schema.ts';
import type { Content } from './content.ts';
import { DIMENSION_NAMES, kindNamed } from './kinds.ts';
import type { Report } from './report.ts';

interface OpenFigure {
  indicator: string;
  numerator: number;
  denominator?: number;
  /** Whether it reaches the target of its year, where there is one. */
  reached?: boolean;
}

/** A signed report as open data: its own division's figures. */
export interface OpenReport {
  division: string;
  name: string;
  level: 'county' | 'city';
  kind: PeriodKind;
  period: string;
  version: number;
  contentHash: string;
  sealHash: string;
  /** ISO 8601 instants. */
  asOf: string;
  signedAt: string;
  /** Version of the indicators' definitions. */
  policy: string;
  figures: readonly OpenFigure[];
}

/** @param report that is signed */
export function openOf(report: Report, content: Content): OpenReport {
  const { division, period, level, kind, version, contentHash, asOf, policy } = report;
  return {
    division,
    name: content.name,
    level,
    kind,
    period,
    version,
    contentHash,
    sealHash: report.sealHash!,
    asOf,
    signedAt: report.signed!.at,
    policy,
    figures: content.lines.map(({ indicator, numerator, denominator, judged }) => ({
      indicator,
      numerator,
      ...(denominator !== undefined && { denominator }),
      ...(judged?.reached !== undefined && { reached: judged.reached }),
    })),
  };
}

/** What an indicator means, in words. */
export function definitionOf({
  id,
  name,
  section,
  clause,
  as,
  unit,
  scale,
  numerator,
  denominator,
  targets,
}: Indicator) {
  return {
    id,
    name: { ...name },
    section,
    clause,
    shownAs: as,
    unit,
    /** What a value is divided by before it is shown in its unit. */
    scale,
    numerator: inWords(numerator),
    ...(denominator && { denominator: inWords(denominator) }),
    targets: targets.map(({ year, clause: from }) => ({ year, clause: from })),
  };
}

/** What is counted or summed up, e.g. 社区社会组织的数量（途径为登记）. */
export function inWords(measure: Measure): string {
  if (measure.of === 'divisions')
    return { village: '村（社区）的数量', platform: '应建平台的乡镇（街道）的数量' }[measure.which];
  const { name, dimensions, values, when } = kindNamed(measure.kind)!;
  const only = Object.entries(measure.where)
    .map(
      ([dimension, words]) =>
        `${DIMENSION_NAMES[dimension]}为${words.map((word) => dimensions[dimension]![word]).join('或')}`,
    )
    .join('，');
  const what = measure.sum === 'count' ? '的数量' : `的${values[measure.sum]}之和`;
  const at = when === 'span' ? '期末' : '期内';
  return `${at}${name}${what}${only && `（${only}）`}`;
}

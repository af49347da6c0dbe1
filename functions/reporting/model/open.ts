/** What everybody may read of signed reports: figures, and what they mean. Pure. */

import type { PeriodKind } from '../../../shared/calendar/periods.ts';
import type { Indicator } from '../policy/schema.ts';
import type { Content } from './content.ts';
import { measureInWords } from './measured.ts';
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
    numerator: measureInWords(numerator),
    ...(denominator && { denominator: measureInWords(denominator) }),
    targets: targets.map(({ year, clause: from }) => ({ year, clause: from })),
  };
}

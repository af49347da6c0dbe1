/** What of a report goes to the province: figures and hashes, no accounts, no names, no comments. Pure. */
import type { Changed, Content } from './content.ts';
import { idOf, type Report } from './report.ts';

interface Item {
  indicator: string;
  division: string;
  numerator: number;
  denominator?: number;
}

/** A report that was signed off, or as it would be told if it were signed now. */
export function pushDataOf(
  report: Pick<
    Report,
    'division' | 'period' | 'version' | 'contentHash' | 'sealHash' | 'asOf' | 'policy' | 'signed'
  >,
  content: Content,
) {
  const { division, period, version, contentHash, sealHash, asOf, policy, signed } = report;
  return {
    report: idOf(report),
    division,
    period,
    version,
    contentHash,
    ...(sealHash !== undefined && { sealHash }),
    asOf,
    policy,
    definitions: [...content.definitions],
    facts: { ...content.facts },
    ...(signed && { signedAt: signed.at }),
    items: itemsOf(content),
  };
}

/** That a signed report is being restated: which figures, from what to what. */
export const changingDataOf = (
  before: Pick<Report, 'division' | 'period' | 'version' | 'contentHash' | 'sealHash'>,
  changes: readonly Changed[],
) => ({
  report: idOf(before),
  division: before.division,
  period: before.period,
  version: before.version,
  contentHash: before.contentHash,
  sealHash: before.sealHash,
  items: changes.map(({ indicator, division, before: was, after: is }) => ({
    indicator,
    division,
    ...(was && { before: was }),
    ...(is && { after: is }),
  })),
});

function itemsOf({ division, lines, parts }: Content): Item[] {
  const own = lines.map(({ indicator, numerator, denominator }) =>
    itemOf(indicator, division, numerator, denominator),
  );
  const below = parts.flatMap((part) =>
    Object.entries(part.figures).map(([indicator, { numerator, denominator }]) =>
      itemOf(indicator, part.division, numerator, denominator),
    ),
  );
  return [...own, ...below];
}

const itemOf = (
  indicator: string,
  division: string,
  numerator: number,
  denominator: number | undefined,
): Item => ({
  indicator,
  division,
  numerator,
  ...(denominator !== undefined && { denominator }),
});

/** What of a report goes to the province: figures and hashes, no accounts, no names of people, no comments. Pure. */
import type { Changed, Content } from './content.ts';
import type { Figure } from './figures.ts';
import type { Report } from './report.ts';

type Signed = Pick<
  Report,
  'division' | 'period' | 'kind' | 'version' | 'contentHash' | 'sealHash' | 'policy'
> & {
  signedAt: string;
};

/** A signed report: what it says of its division and those below, and, of a restatement, which of it is other than before. */
export function pushDataOf(report: Signed, content: Content) {
  const { division, lines, parts, changes } = content;
  const items = [
    ...lines.map(({ indicator, judged, ...figure }) => ({
      ...itemOf(division, indicator, figure),
      ...(judged?.reached !== undefined && { reached: judged.reached }),
    })),
    ...parts.flatMap((part) =>
      Object.entries(part.figures).map(([indicator, figure]) => itemOf(part.division, indicator, figure)),
    ),
  ];
  const there = new Set(items.map(({ id }) => id));
  return {
    report: aboutOf(report),
    items,
    // A figure of which there is nothing to be said any more is no item.
    ...(changes && { changed: changes.map(itemId).filter((id) => there.has(id)) }),
  };
}

/**
 * That a signed report is being restated, and which of its figures: what they come to now is told once it is signed, for nothing
 * goes out that nobody signed.
 */
export const changingDataOf = (signed: Signed, changes: readonly Changed[]) => ({
  report: aboutOf(signed),
  next: signed.version + 1,
  items: changes.map(({ indicator, division }) => ({
    id: itemId({ indicator, division }),
    indicator,
    division,
  })),
});

const aboutOf = ({ division, period, kind, version, contentHash, sealHash, policy, signedAt }: Signed) => ({
  id: `${division}-${period}`,
  division,
  kind,
  period,
  version,
  contentHash,
  ...(sealHash !== undefined && { sealHash }),
  policy,
  signedAt,
});

const itemOf = (division: string, indicator: string, { numerator, denominator }: Figure) => ({
  id: itemId({ indicator, division }),
  indicator,
  division,
  numerator,
  ...(denominator !== undefined && { denominator }),
});

const itemId = ({ indicator, division }: Pick<Changed, 'indicator' | 'division'>) =>
  `${division}.${indicator}`;

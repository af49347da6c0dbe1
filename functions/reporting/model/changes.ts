/** What a report would say otherwise now, and whether that is material. Pure. */
import { kindOf } from '../../../shared/calendar/periods.ts';
import { divisionByCode } from '../../../shared/divisions/index.ts';
import type { Indicator, ReportingData } from '../policy/schema.ts';
import type { Changed, Content } from './content.ts';
import type { Figure, Figures } from './figures.ts';
import { judge, targetFor } from './judged.ts';

type Plain = Omit<Figure, 'by'>;
/** Figures by division. */
export type ByDivision = ReadonlyMap<string, Figures>;

/** The figures that a report says, of its own division and those below. */
export function figuresOf({ division, lines, parts }: Content): ByDivision {
  return new Map([
    [division, Object.fromEntries(lines.map(({ indicator, ...line }) => [indicator, line]))],
    ...parts.map((part) => [part.division, part.figures] as const),
  ]);
}

/**
 * The figures that are others now than a report says, by division in its order; one of which there is nothing to be said is as
 * none at all.
 */
export function changesOf(content: Content, now: ByDivision, { indicators }: ReportingData): Changed[] {
  const changes: Changed[] = [];
  for (const [division, said] of figuresOf(content))
    for (const { id } of toldOf(indicators, division, content.period)) {
      const [before, after] = [plain(said[id]), plain(now.get(division)?.[id])];
      if (isSame(before, after)) continue;
      changes.push({ indicator: id, division, ...(before && { before }), ...(after && { after }) });
    }
  return changes;
}

/**
 * Whether a figure is so much another that what was signed is restated: by points of a percentage, by per cent of an average
 * or a number, or because it reaches its target now and did not, or the other way round (T1, T2, O2).
 */
export function isMaterial(
  { indicator, division, before, after }: Changed,
  period: string,
  data: ReportingData,
): boolean {
  const definition = data.indicators.find(({ id }) => id === indicator);
  if (!definition) return false;
  const { points, percent } = data.reports.material;
  const target = division.length <= 6 ? targetFor(definition, period) : undefined;
  if (target && judge(target, before).reached !== judge(target, after).reached) return true;
  const [was, is] = [quotient(before, definition), quotient(after, definition)];
  if (was === undefined || is === undefined) return was !== is;
  if (definition.as === 'percent') return Math.abs(is - was) * 100 >= points - TINY;
  return was === 0 ? is !== 0 : (Math.abs(is - was) / Math.abs(was)) * 100 >= percent - TINY;
}
/** What the division of whole numbers may be off by. */
const TINY = 1e-9;

/** The indicators that are told of a division for a period. */
const toldOf = (indicators: readonly Indicator[], division: string, period: string) => {
  const level = divisionByCode(division)!.level;
  return indicators.filter(
    ({ levels, periods }) => levels.includes(level) && periods.includes(kindOf(period)),
  );
};

const plain = (figure: Figure | undefined): Plain | undefined =>
  figure && {
    numerator: figure.numerator,
    ...(figure.denominator !== undefined && { denominator: figure.denominator }),
  };

const isSame = (one: Plain | undefined, other: Plain | undefined) =>
  (one?.numerator ?? 0) === (other?.numerator ?? 0) && (one?.denominator ?? 0) === (other?.denominator ?? 0);

/** Undefined where there is nothing to divide by. */
function quotient(figure: Plain | undefined, { as }: Indicator): number | undefined {
  if (as === 'number') return figure?.numerator ?? 0;
  return figure?.denominator ? figure.numerator / figure.denominator : undefined;
}

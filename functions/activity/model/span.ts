/** Spans: all months from one on that have to be computed, as the months that one transaction takes. Pure. */
import { monthsAfter, monthsBetween } from '../../../shared/calendar/months.ts';
import { type Causes, together } from './cause.ts';

interface Span {
  /** The first month, YYYY-MM. */
  from: string;
  causes?: Causes;
}

/** Spans and months in one transaction, of the 100 writes that it takes. */
const MOST_SPANS = 20;
const MOST_MONTHS = 75;

/**
 * The spans of a division that are worked off next, and what becomes of them: months, and where there are more of these than
 * one transaction takes, a span from the next month on.
 * @param first the first month that has figures; through: the last one that has begun
 * @returns undefined when no spans are left
 */
export function pieceOf<S extends Span>(
  spans: readonly S[],
  { first, through }: { first: string; through: string },
): { settled: S[]; months: { month: string; causes: Causes }[]; rest?: Required<Span> } | undefined {
  const beginOf = ({ from }: Span) => (from < first ? first : from);
  const ordered = spans.toSorted((a, b) => (a.from < b.from ? -1 : 1)).slice(0, MOST_SPANS);
  const [earliest] = ordered;
  if (!earliest) return undefined;
  const all = monthsBetween(beginOf(earliest), through);
  const months = all.slice(0, MOST_MONTHS);
  const last = months.at(-1);
  // What begins after these months is left for the next piece; what begins in months to come has nothing to be computed.
  const settled = all.length > months.length ? ordered.filter((span) => beginOf(span) <= last!) : ordered;
  const causesAt = (month: string) =>
    together(...settled.filter((span) => beginOf(span) <= month).map(({ causes = {} }) => causes));
  return {
    settled,
    months: months.map((month) => ({ month, causes: causesAt(month) })),
    ...(all.length > months.length && {
      rest: { from: monthsAfter(last!, 1), causes: causesAt(last!) },
    }),
  };
}

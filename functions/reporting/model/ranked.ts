/** Places among divisions of one level. Pure. */
import type { Indicator } from '../policy/schema.ts';
import type { Figure } from './figures.ts';
import { compared } from './shown.ts';

export interface Rank {
  place: number;
  of: number;
}

/**
 * The place of each division, 1 the best; equal figures share a place. One without a denominator has nothing to be compared by,
 * and has none; nor has any where neither more nor less is better.
 */
export function ranked(
  figures: ReadonlyMap<string, Omit<Figure, 'by'>>,
  { better, denominator }: Pick<Indicator, 'better' | 'denominator'>,
): Map<string, Rank> {
  if (better === undefined) return new Map();
  const comparable = [...figures].filter(([, figure]) => !denominator || figure.denominator);
  const sign = better === 'more' ? 1 : -1;
  return new Map(
    comparable.map(([division, figure]) => {
      const ahead = comparable.filter(([, other]) => sign * compared(other, figure) > 0).length;
      return [division, { place: ahead + 1, of: comparable.length }];
    }),
  );
}

/** What the public thinks of a platform (公众评价, C3): points from 1 to 5, summed up, nobody's by itself. Pure. */

export const POINTS = [1, 2, 3, 4, 5] as const;
export type Points = (typeof POINTS)[number];

/** A link by which somebody rates a platform once; the token itself is kept nowhere. */
export interface RatingLink {
  township: string;
  /** The last day, YYYY-MM-DD. */
  until: string;
  used: boolean;
  version: number;
}

/** What was rated in a year. */
export interface Rated {
  /** Links given out. */
  issued: number;
  votes: number;
  /** How often each number of points was given, from 1 on. */
  given: readonly number[];
}

export const sumOf = ({ given }: Rated): number =>
  given.reduce((sum, times, at) => sum + times * (at + 1), 0);

/** Why a link is good for nothing any more; undefined when it is open. */
export function closed({ used, until }: RatingLink, today: string): string | undefined {
  if (used) return '这个链接已经用过，每个链接只能评价一次';
  return today > until ? `这个链接已于 ${until} 到期` : undefined;
}

import { fullNameOf } from '../../../shared/divisions/index.ts';
import type { Deps } from '../deps.ts';
import { difference, HEADING_IDS, HEADINGS, sumsOf } from '../model/ledger.ts';
import { bookOf, partsOf } from './book.ts';

/**
 * The trial balance of a division's subtree over all years: what stands under each heading, which has to be zero together, and
 * in each part.
 */
export async function readBalance({ division }: { division: string }, deps: Deps) {
  const rows = await bookOf(division, undefined, deps);
  const sums = sumsOf(rows);
  const parts = partsOf(division, rows).map(({ rows: own, ...part }) => ({
    ...part,
    differenceFen: difference(sumsOf(own)),
  }));
  const differenceFen = difference(sums);
  return {
    division,
    name: fullNameOf(division),
    headings: HEADING_IDS.map((heading) => ({ heading, name: HEADINGS[heading], fen: sums[heading] })),
    differenceFen,
    balanced: differenceFen === 0 && parts.every((part) => part.differenceFen === 0),
    parts,
  };
}

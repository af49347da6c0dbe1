import { fullNameOf } from '../../../shared/divisions/index.ts';
import type { Deps } from '../deps.ts';
import { sumsOf } from '../model/ledger.ts';
import { SOURCE_NAMES, SOURCES, type Source } from '../model/terms.ts';
import type { Row } from '../store/money.ts';
import { bookOf, partsOf } from './book.ts';

/**
 * What was given, promised and spent in a division's subtree in a year, by the channel that it comes from (M2.3), and in each
 * part of it; the parts add up to the whole. Goods stand apart, at their value.
 * @param year YYYY, of which money for matches was committed; this one when left out
 */
export async function readTotals(
  {
    division,
    year = '',
    source,
  }: { division: string; year?: string | undefined; source?: Source | undefined },
  deps: Deps,
) {
  const asked = year || deps.today().slice(0, 4);
  const all = await bookOf(division, asked, deps);
  const rows = all.filter((row) => source === undefined || row.source === source);
  return {
    division,
    name: fullNameOf(division),
    year: asked,
    ...figures(rows),
    sources: SOURCES.filter((one) => source === undefined || one === source).map((one) => ({
      source: one,
      name: SOURCE_NAMES[one],
      ...figures(rows.filter((row) => row.source === one)),
    })),
    parts: partsOf(division, rows).map(({ rows: own, ...part }) => ({ ...part, ...figures(own) })),
  };
}

const figures = (rows: readonly Row[]) => ({
  money: figuresOf(rows.filter(({ form }) => form === 'money')),
  inKind: figuresOf(rows.filter(({ form }) => form === 'in-kind')),
});

function figuresOf(rows: readonly Row[]) {
  const sums = sumsOf(rows);
  return {
    pledgedFen: 0 - sums.given,
    returnedFen: sums.returned,
    committedFen: sums.committed + sums.spent,
    spentFen: sums.spent,
    boughtFen:
      sums['bought-platform'] + sums['bought-support'] + sums['bought-other'] + sums['bought-renewed'],
  };
}

/** What the use cases of the ledger share: which of it is a division's, and its sums. */
import { CITY, childrenOf, divisionByCode, fullNameOf } from '../../../shared/divisions/index.ts';
import type { Deps } from '../deps.ts';
import type { Row } from '../store/money.ts';

/** A division and what the ledger says of it. */
export interface Part {
  division: string;
  name: string;
  rows: Row[];
}

/**
 * What the ledger says of a division's subtree.
 * @param division a city, a county or a township
 * @param year YYYY; of all years when left out
 */
export async function bookOf(division: string, year: string | undefined, { store }: Deps): Promise<Row[]> {
  const books =
    division === CITY.code
      ? [CITY.code, ...childrenOf(CITY.code).map(({ code }) => code)]
      : [division.slice(0, 6)];
  const found = await Promise.all(books.map((book) => store.book(book, year)));
  return found.flat().filter(({ place }) => place.startsWith(division));
}

/** The divisions right below one, and what is its own, as far as the ledger says anything of them. */
export function partsOf(division: string, rows: readonly Row[]): Part[] {
  const length = division === CITY.code ? 6 : 9;
  const byPart = Map.groupBy(rows, ({ place }) => place.slice(0, length));
  return [...byPart]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, own]) => ({
      division: code,
      name: code === division ? `${fullNameOf(code)}本级` : (divisionByCode(code)?.name ?? code),
      rows: own,
    }));
}

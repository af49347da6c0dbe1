/** The workbooks by which users put rows right. */
import type { Deps } from '../deps.ts';
import type { LedgerRow } from '../model/import/columns.ts';
import type { LedgerImport } from '../model/import/ledger-import.ts';
import type { RowProblems } from '../model/import/problem.ts';
import { readLedger } from '../spreadsheet/ledger.ts';
import { annotated } from '../spreadsheet/write.ts';
import { problemsKey, XLSX } from './files.ts';

/** Rows of a workbook: more would be too many for the worker's memory at once. */
const MOST_ROWS = 5_000;
const A_PAGE = 100;

/**
 * Writes the rows of an import that have to be put right, as they were typed and with their problems, into as many
 * workbooks as they need.
 * @returns how many
 */
export async function writeProblems(found: LedgerImport, file: Buffer, deps: Deps): Promise<number> {
  let rows: (LedgerRow & RowProblems)[] = [];
  let part = 0;
  const write = async () => {
    part++;
    await deps.files.write(problemsKey(found, part), XLSX, await annotated(rows));
    rows = [];
  };
  if (found.counts.bad === 0) return 0;
  for await (const row of badRows(readLedger(file, found.format), problemsOf(found, deps))) {
    rows.push(row);
    if (rows.length === MOST_ROWS) await write();
  }
  if (rows.length > 0) await write();
  return part;
}

/** The rows that have problems, with them; both come from the top of the sheet. */
async function* badRows(
  rows: AsyncIterable<LedgerRow>,
  problems: AsyncIterator<RowProblems>,
): AsyncGenerator<LedgerRow & RowProblems> {
  let wanted = await problems.next();
  for await (const row of rows) {
    if (wanted.done) return;
    if (row.number !== wanted.value.number) continue;
    yield { ...row, ...wanted.value };
    wanted = await problems.next();
  }
}

async function* problemsOf({ id }: LedgerImport, { store }: Deps): AsyncGenerator<RowProblems> {
  const scope = `problems ${id}`;
  let cursor: string | undefined;
  do {
    const page = await store.problemsOf(id, { limit: A_PAGE, scope, cursor });
    yield* page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}

/** The workbooks by which users put rows right. */
import { problemsKey, XLSX } from './files.ts';
import type { ImportDeps, ImportKind } from './kind.ts';
import { readRows } from './rows.ts';
import type { Row, RowProblems } from './sheet.ts';
import type { SheetImport } from './sheet-import.ts';
import { annotated } from './workbook.ts';

/** Rows of a workbook: more would be too many for the worker's memory at once. */
const MOST_ROWS = 5_000;
const A_PAGE = 100;

/**
 * Writes the rows of an import that have to be put right, as they were typed and with their problems, into as many
 * workbooks as they need.
 * @returns how many
 */
export async function writeProblems<C extends string, D extends ImportDeps>(
  { sheet }: ImportKind<C, D>,
  found: SheetImport,
  file: Buffer,
  deps: D,
): Promise<number> {
  let rows: (Row<C> & RowProblems<C>)[] = [];
  let part = 0;
  const write = async () => {
    part++;
    await deps.files.write(problemsKey(found, part), XLSX, await annotated(sheet, rows));
    rows = [];
  };
  if (found.counts.bad === 0) return 0;
  for await (const row of badRows<C>(readRows(file, found.format, sheet), problemsOf(found, deps))) {
    rows.push(row);
    if (rows.length === MOST_ROWS) await write();
  }
  if (rows.length > 0) await write();
  return part;
}

/** The rows that have problems, with them; both come from the top of the sheet. */
async function* badRows<C extends string>(
  rows: AsyncIterable<Row<C>>,
  problems: AsyncIterator<RowProblems<C>>,
): AsyncGenerator<Row<C> & RowProblems<C>> {
  let wanted = await problems.next();
  for await (const row of rows) {
    if (wanted.done) return;
    if (row.number !== wanted.value.number) continue;
    yield { ...row, ...wanted.value };
    wanted = await problems.next();
  }
}

async function* problemsOf<C extends string>(
  { id }: SheetImport,
  { store }: ImportDeps,
): AsyncGenerator<RowProblems<C>> {
  const scope = `problems ${id}`;
  let cursor: string | undefined;
  do {
    const page = await store.problemsOf<C>(id, { limit: A_PAGE, scope, cursor });
    yield* page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}

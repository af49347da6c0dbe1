import type { Caller } from '../auth/caller.ts';
import { covers } from '../divisions/index.ts';
import { conflict, notFound } from '../http/problem.ts';
import type { Answer } from '../http/route.ts';
import type { Page } from '../store/index.ts';
import { problemsKey } from './files.ts';
import type { ImportDeps, ImportKind } from './kind.ts';
import type { ImportItem } from './schema.ts';
import type { SheetImport } from './sheet-import.ts';
import { importEntry } from './store.ts';

/** Rows whose problems an answer brings; the workbook has them all. */
const FIRST_ROWS = 20;

/**
 * An import of the caller's own subtree.
 * @throws Problem 404 for any other, as for one that does not exist
 */
export async function visibleImport(
  id: string,
  { division }: Caller,
  { store }: ImportDeps,
): Promise<SheetImport> {
  const found = await store.sheetImport(id);
  if (!found || !covers(division, found.division)) throw notFound('没有这次导入，或您无权查看');
  return found;
}

/** The answer that shows an import: how far it is, and the first problems. */
export async function importAnswer<C extends string, D extends ImportDeps>(
  { sheet, paths }: ImportKind<C, D>,
  found: SheetImport,
  status: number,
  { store }: D,
): Promise<Answer> {
  const { id } = found;
  const page =
    found.counts.bad > 0
      ? await store.problemsOf<C>(id, { limit: FIRST_ROWS, scope: `problems ${id}` })
      : { items: [] };
  const problems = page.items.flatMap(({ number, problems }) =>
    problems.map(({ column, reason, remedy }) => ({
      row: number,
      column,
      heading: sheet.columns[column].heading,
      reason,
      remedy,
    })),
  );
  return {
    status,
    body: { ...shown(found), problems },
    etag: found.version,
    ...(status === 201 && { headers: { location: `${paths.imports}/${id}` } }),
  };
}

/** The imports of a division itself, the newest first. */
export async function listImports(
  { division, limit, cursor }: { division: string; limit: number; cursor?: string | undefined },
  { subject }: Caller,
  { store }: ImportDeps,
): Promise<Page<ImportItem>> {
  const page = await store.importsOf(division, { limit, cursor, scope: `imports ${subject} ${division}` });
  return { ...page, items: page.items.map(shown) };
}

/**
 * Where the rows to be put right can be downloaded. They are as they were typed, personal data among them: who fetched
 * them is in the trail before anything is given.
 * @throws Problem 404 as `visibleImport` and where no row or no such part is bad, 409 as long as it is not done
 */
export async function problemsFile(
  id: string,
  part: number,
  caller: Caller,
  deps: ImportDeps,
): Promise<Answer> {
  const found = await visibleImport(id, caller, deps);
  if (found.state === 'failed') throw conflict(`整个文件不能导入：${found.fault}`);
  if (found.state !== 'done') throw conflict('导入还没有完成，请稍后再下载');
  const { parts = 0, fileName } = found;
  if (parts === 0) throw notFound('没有须改正的行');
  if (part > parts) throw notFound(`共 ${parts} 个文件，没有第 ${part} 个`);
  await deps.store.save({ writes: [], audit: [importEntry(id, 'problems-fetched', caller, { part })] });
  const base = fileName.slice(0, fileName.lastIndexOf('.'));
  const name = `${base}-须改正${parts > 1 ? `-${part}` : ''}.xlsx`;
  const download = await deps.files.downloadUrl(problemsKey(found, part), { fileName: name });
  return { status: 200, body: { ...download, part, parts } };
}

function shown(found: SheetImport): ImportItem {
  const { id, division, fileName, format, size, sha256, state, by, createdAt } = found;
  const { startedAt, finishedAt, total, counts, fault } = found;
  return {
    id,
    division,
    fileName,
    format,
    size,
    sha256,
    state,
    by: { role: by.role },
    createdAt,
    ...(startedAt !== undefined && { startedAt }),
    ...(finishedAt !== undefined && { finishedAt }),
    rows: { ...(total !== undefined && { total }), ...counts },
    ...(fault !== undefined && { reason: fault }),
  };
}

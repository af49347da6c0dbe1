import type { Caller } from '../../../shared/auth/caller.ts';
import { covers } from '../../../shared/divisions/index.ts';
import { conflict, notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Page } from '../../../shared/store/index.ts';
import { entriesOf } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { COLUMNS } from '../model/import/columns.ts';
import type { LedgerImport } from '../model/import/ledger-import.ts';
import { importAggregate } from '../store.ts';
import { problemsKey } from './files.ts';
import type { ImportItem } from './schema.ts';

/** Rows whose problems an answer brings; the workbook has them all. */
const FIRST_ROWS = 20;

/**
 * An import of the caller's own subtree.
 * @throws Problem 404 for any other, as for one that does not exist
 */
export async function visibleImport(
  id: string,
  { division }: Caller,
  { store }: Deps,
): Promise<LedgerImport> {
  const found = await store.ledgerImport(id);
  if (!found || !covers(division, found.division)) throw notFound('没有这次导入，或您无权查看');
  return found;
}

/** The answer that shows an import: how far it is, and the first problems. */
export async function importAnswer(found: LedgerImport, status: number, { store }: Deps): Promise<Answer> {
  const { id } = found;
  const page =
    found.counts.bad > 0
      ? await store.problemsOf(id, { limit: FIRST_ROWS, scope: `problems ${id}` })
      : { items: [] };
  const problems = page.items.flatMap(({ number, problems }) =>
    problems.map(({ column, reason, remedy }) => ({
      row: number,
      column,
      heading: COLUMNS[column].heading,
      reason,
      remedy,
    })),
  );
  return {
    status,
    body: { ...shown(found), problems },
    etag: found.version,
    ...(status === 201 && { headers: { location: `/v1/imports/${id}` } }),
  };
}

/** The imports of a division itself, the newest first. */
export async function listImports(
  { division, limit, cursor }: { division: string; limit: number; cursor?: string | undefined },
  { subject }: Caller,
  { store }: Deps,
): Promise<Page<ImportItem>> {
  const page = await store.importsOf(division, { limit, cursor, scope: `imports ${subject} ${division}` });
  return { ...page, items: page.items.map(shown) };
}

/**
 * Where the rows to be put right can be downloaded. They are as they were typed, personal data among them: who fetched
 * them is in the trail before anything is given.
 * @throws Problem 404 as `visibleImport` and where no row or no such part is bad, 409 as long as it is not done
 */
export async function problemsFile(id: string, part: number, caller: Caller, deps: Deps): Promise<Answer> {
  const found = await visibleImport(id, caller, deps);
  if (found.state === 'failed') throw conflict(`整个文件不能导入：${found.fault}`);
  if (found.state !== 'done') throw conflict('导入还没有完成，请稍后再下载');
  const { parts = 0, fileName } = found;
  if (parts === 0) throw notFound('没有须改正的行');
  if (part > parts) throw notFound(`共 ${parts} 个文件，没有第 ${part} 个`);
  await deps.store.save({ audit: [importEntry(id, 'problems-fetched', caller, { part })] });
  const base = fileName.slice(0, fileName.lastIndexOf('.'));
  const name = `${base}-须改正${parts > 1 ? `-${part}` : ''}.xlsx`;
  const download = await deps.files.downloadUrl(problemsKey(found, part), { fileName: name });
  return { status: 200, body: { ...download, part, parts } };
}

/** An audit entry of an import by whoever did it. */
export const importEntry = entriesOf(importAggregate);

function shown(found: LedgerImport): ImportItem {
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

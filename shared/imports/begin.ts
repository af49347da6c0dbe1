import type { Caller } from '../auth/caller.ts';
import type { Answer } from '../http/route.ts';
import { CONTENT_TYPES, idFrom, uploadKey } from './files.ts';
import type { ImportDeps, ImportKind } from './kind.ts';
import { importAnswer } from './read.ts';
import type { ImportRequest } from './schema.ts';
import { formatOf, type SheetImport } from './sheet-import.ts';
import { importEntry, putImport } from './store.ts';

/**
 * Announces a file: its import, and the form to upload it by. The same file of the same division again is the same
 * import, with what came of it.
 */
export async function beginImport<C extends string, D extends ImportDeps>(
  kind: ImportKind<C, D>,
  request: ImportRequest,
  caller: Caller,
  deps: D,
): Promise<Answer> {
  const { division, fileName, size, sha256 } = request;
  const format = formatOf(fileName)!;
  const id = idFrom('import', division, format, sha256);
  const known = await deps.store.sheetImport(id);
  if (known) return withUpload(kind, known, 200, deps);
  const begun: SheetImport = {
    id,
    division,
    fileName,
    format,
    size,
    sha256,
    state: 'awaiting-upload',
    by: { role: caller.role, subject: caller.subject },
    createdAt: deps.now().toISOString(),
    next: 0,
    counts: { landed: 0, unchanged: 0, bad: 0 },
    version: 1,
  };
  await deps.store.save({ writes: putImport(begun), audit: [importEntry(id, 'begun', caller, { sha256 })] });
  return withUpload(kind, begun, 201, deps);
}

async function withUpload<C extends string, D extends ImportDeps>(
  kind: ImportKind<C, D>,
  found: SheetImport,
  status: number,
  deps: D,
): Promise<Answer> {
  const answer = await importAnswer(kind, found, status, deps);
  if (found.state !== 'awaiting-upload') return answer;
  const { format, size, sha256 } = found;
  const upload = await deps.files.uploadForm({
    key: uploadKey(found),
    contentType: CONTENT_TYPES[format],
    size: { least: size, most: size },
    sha256,
  });
  return { ...answer, body: { ...(answer.body as object), upload } };
}

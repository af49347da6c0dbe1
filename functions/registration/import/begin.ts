import type { Caller } from '../../../shared/auth/caller.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { formatOf, type LedgerImport } from '../model/import/ledger-import.ts';
import { CONTENT_TYPES, idFrom, uploadKey } from './files.ts';
import { importAnswer, importEntry } from './read.ts';
import type { ImportRequest } from './schema.ts';

/**
 * Announces a file: its import, and the form to upload it by. The same file of the same division again is the same
 * import, with what came of it.
 */
export async function beginImport(request: ImportRequest, caller: Caller, deps: Deps): Promise<Answer> {
  const { division, fileName, size, sha256 } = request;
  const format = formatOf(fileName)!;
  const id = idFrom('import', division, format, sha256);
  const known = await deps.store.ledgerImport(id);
  if (known) return withUpload(known, 200, deps);
  const begun: LedgerImport = {
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
  await deps.store.save({ ledgerImport: begun, audit: [importEntry(id, 'begun', caller, { sha256 })] });
  return withUpload(begun, 201, deps);
}

async function withUpload(found: LedgerImport, status: number, deps: Deps): Promise<Answer> {
  const answer = await importAnswer(found, status, deps);
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

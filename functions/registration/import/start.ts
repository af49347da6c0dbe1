import { createHash } from 'node:crypto';
import { newEvent } from '../../../shared/events/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import type { LedgerImport } from '../model/import/ledger-import.ts';
import { keptKey, uploadKey } from './files.ts';
import { importAnswer, importEntry, visibleImport } from './read.ts';

/**
 * Keeps the uploaded file, once it is the one that was announced, and sets the import going. One that goes already, or
 * is at its end, stays as it is.
 * @throws Problem 409 when nothing was uploaded, or the file changes while it is looked at, 422 when it is another file; 404 as `visibleImport`
 */
export async function startImport(
  id: string,
  { caller, correlationId }: Acting,
  deps: Deps,
): Promise<Answer> {
  const found = await visibleImport(id, caller, deps);
  if (found.state !== 'awaiting-upload') return importAnswer(found, 200, deps);
  const etag = await checkedUpload(found, deps);
  if (!(await deps.files.keep(uploadKey(found), keptKey(found), etag)))
    throw conflict('文件在核对时又被换过。请重新上传，再开始导入');
  const queued: LedgerImport = { ...found, state: 'queued', due: 0, version: found.version + 1 };
  await deps.store.save({
    ledgerImport: queued,
    audit: [importEntry(id, 'started', caller)],
    events: [carryOn(queued, correlationId, deps)],
  });
  return importAnswer(queued, 200, deps);
}

/** Has an import carried on from where it is due. */
export function carryOn({ id, due }: LedgerImport, correlationId: string, deps: Deps) {
  const data = { importId: id, from: due! };
  return newEvent('registration.import.due', { subject: id, correlationId, data }, deps);
}

/** The ETag of the upload. S3 refuses any other file than was announced; the local one does not. */
async function checkedUpload(found: LedgerImport, { files }: Deps): Promise<string> {
  const again = '请重新取得上传表单，再上传一次';
  const upload = await files.read(uploadKey(found));
  if (!upload) throw conflict('还没有收到文件。请先按上传表单上传，再开始导入；表单过期的，请重新取得');
  const { stream, size, etag } = upload;
  if (size !== found.size) {
    stream.destroy();
    throw unprocessable(`收到的文件是 ${size} 字节，登记的是 ${found.size} 字节。${again}`);
  }
  const hash = createHash('sha256');
  for await (const chunk of stream) hash.update(chunk as Buffer);
  if (hash.digest('hex') !== found.sha256)
    throw unprocessable(`收到的文件和登记的不是同一个（SHA-256 不同）。${again}`);
  return etag;
}

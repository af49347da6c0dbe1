import { createHash } from 'node:crypto';
import type { Acting } from '../http/acting.ts';
import { conflict, unprocessable } from '../http/problem.ts';
import type { Answer } from '../http/route.ts';
import { keptKey, uploadKey } from './files.ts';
import type { ImportDeps, ImportKind } from './kind.ts';
import { importAnswer, visibleImport } from './read.ts';
import type { SheetImport } from './sheet-import.ts';
import { importEntry, putImport } from './store.ts';

/**
 * Keeps the uploaded file, once it is the one that was announced, and sets the import going. One that goes already, or
 * is at its end, stays as it is.
 * @throws Problem 409 when nothing was uploaded, or the file changes while it is looked at, 422 when it is another file; 404 as `visibleImport`
 */
export async function startImport<C extends string, D extends ImportDeps>(
  kind: ImportKind<C, D>,
  id: string,
  { caller, correlationId }: Acting,
  deps: D,
): Promise<Answer> {
  const found = await visibleImport(id, caller, deps);
  if (found.state !== 'awaiting-upload') return importAnswer(kind, found, 200, deps);
  const etag = await checkedUpload(found, deps);
  if (!(await deps.files.keep(uploadKey(found), keptKey(found), etag)))
    throw conflict('文件在核对时又被换过。请重新上传，再开始导入');
  const queued = { ...found, state: 'queued', due: 0, version: found.version + 1 } as const;
  await deps.store.save({
    writes: putImport(queued),
    audit: [importEntry(id, 'started', caller)],
    events: [kind.due(queued, correlationId, deps)],
  });
  return importAnswer(kind, queued, 200, deps);
}

/** The ETag of the upload. S3 refuses any other file than was announced; the local one does not. */
async function checkedUpload(found: SheetImport, { files }: ImportDeps): Promise<string> {
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

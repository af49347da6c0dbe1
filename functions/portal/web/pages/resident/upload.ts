/** A file on its way: announced to the API with its hash, sent to the bucket with progress, confirmed. */
import { newKey, POST } from '../../api/client.ts';
import type { paths } from '../../api/generated/schema.d.ts';
import { texts } from '../../texts/index.ts';
import { type Held, heldOf } from './application.ts';
import { type ContentType, contentTypeOf } from './file-types.ts';

type Form =
  paths['/v1/applications/{id}/attachments']['post']['responses'][201]['content']['application/json']['upload'];
type Type = keyof typeof texts.words.attachmentType;

/** @param progress told the sent part, from 0 to 1 */
export async function attach(
  id: string,
  type: Type,
  file: File,
  progress: (part: number) => void,
): Promise<Held> {
  const contentType = contentTypeOf(file);
  if (!contentType) throw new Error(texts.resident.papers.wrongType);
  const { data } = await POST('/v1/applications/{id}/attachments', {
    params: { path: { id }, header: newKey() },
    body: await claimOf(type, file, contentType),
  });
  await send(data!.upload, file, progress);
  return heldOf(
    await POST('/v1/applications/{id}/attachments/{attachmentId}/confirm', {
      params: { path: { id, attachmentId: data!.id } },
    }),
  );
}

async function claimOf(type: Type, file: File, contentType: ContentType) {
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  const sha256 = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { type, fileName: file.name, contentType, size: file.size, sha256 };
}

/** fetch() tells no progress of what it sends, so this is an XMLHttpRequest. */
function send({ url, fields }: Form, file: File, progress: (part: number) => void): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  // S3 reads no field after the file.
  form.append('file', file);
  return new Promise((done, fail) => {
    const failed = () => fail(new Error(texts.resident.papers.failed));
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onload = () => (request.status < 300 ? done() : failed());
    request.onerror = failed;
    request.onabort = failed;
    request.open('POST', url);
    request.send(form);
  });
}

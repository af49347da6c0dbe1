/** A file on its way: announced to the API with its hash, sent to the bucket with progress, confirmed. */
import { newKey, POST } from '../../api/client.ts';
import { sendFile } from '../../components/send-file.ts';
import { sha256Of } from '../../components/sha256.ts';
import { texts } from '../../texts/index.ts';
import { type Held, heldOf } from './application.ts';
import { contentTypeOf } from './file-types.ts';

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
    body: { type, fileName: file.name, contentType, size: file.size, sha256: await sha256Of(file) },
  });
  await sendFile(data!.upload, file, progress);
  return heldOf(
    await POST('/v1/applications/{id}/attachments/{attachmentId}/confirm', {
      params: { path: { id, attachmentId: data!.id } },
    }),
  );
}

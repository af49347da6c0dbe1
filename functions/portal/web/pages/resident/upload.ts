/** A file on its way: announced to the API with its hash, sent to the bucket with progress, confirmed. */
import { GET, newKey, POST } from '../../api/client.ts';
import { contentTypeOf } from '../../components/file-types.ts';
import { sendFile } from '../../components/send-file.ts';
import { sha256Of } from '../../components/sha256.ts';
import { texts } from '../../texts/index.ts';
import { type Held, heldOf } from './application.ts';

type Type = keyof typeof texts.words.attachmentType;

/** Longest name of a file that the API takes. */
const MOST_LETTERS = 120;

/**
 * A file that is there already, as when only the answer was lost, is not sent again.
 * @param progress told the sent part, from 0 to 1
 */
export async function attach(
  id: string,
  type: Type,
  file: File,
  progress: (part: number) => void,
): Promise<Held> {
  const t = texts.resident.papers;
  const contentType = contentTypeOf(file);
  if (!contentType) throw new Error(t.wrongType);
  if (file.name.length > MOST_LETTERS) throw new Error(t.longName(MOST_LETTERS));
  const sha256 = await sha256Of(file);
  const held = heldOf(await GET('/v1/applications/{id}', { params: { path: { id } } }));
  if (held.application.attachments.some((one) => one.type === type && one.sha256 === sha256)) return held;
  const { data } = await POST('/v1/applications/{id}/attachments', {
    params: { path: { id }, header: newKey() },
    body: { type, fileName: file.name, contentType, size: file.size, sha256 },
  });
  await sendFile(data!.upload, file, progress);
  return heldOf(
    await POST('/v1/applications/{id}/attachments/{attachmentId}/confirm', {
      params: { path: { id, attachmentId: data!.id } },
    }),
  );
}

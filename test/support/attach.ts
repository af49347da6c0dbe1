import { createHash, randomUUID } from 'node:crypto';
import { upload } from '../../infra/upload.ts';
import type { UploadForm } from '../../shared/files/index.ts';

/** Calls an API as somebody. */
type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<{ status: number; json: unknown }>;

/** A small PDF, another each time. */
export const pdf = () => Buffer.from(`%PDF-1.7\n% ${randomUUID()}\n%%EOF\n`);

/** What an applicant says of a file before he uploads it. */
export function claimOf(bytes: Uint8Array, more: Record<string, unknown> = {}) {
  return {
    type: 'charter',
    fileName: '章程.pdf',
    contentType: 'application/pdf',
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...more,
  };
}

/** Announces a file and uploads bytes by the form; the attachment's id. */
export async function sent(call: Call, application: string, bytes: Uint8Array, claim = claimOf(bytes)) {
  const path = `/v1/applications/${application}/attachments`;
  const { status, json } = await call('POST', path, claim);
  if (status !== 201) throw new Error(`The upload was not announced: ${JSON.stringify(json)}`);
  const { id, upload: form } = json as { id: string; upload: UploadForm };
  if ((await upload(form, bytes)) !== 204) throw new Error('The upload was not taken');
  return id;
}

/** Uploads papers of these types as a browser does: announced, sent to S3, confirmed. */
export async function attach(call: Call, application: string, types: readonly string[]): Promise<void> {
  for (const type of types) {
    const bytes = pdf();
    const id = await sent(call, application, bytes, claimOf(bytes, { type, fileName: `${type}.pdf` }));
    const { status, json } = await call('POST', `/v1/applications/${application}/attachments/${id}/confirm`);
    if (status !== 200) throw new Error(`The upload was not confirmed: ${JSON.stringify(json)}`);
  }
}

/** Reads the commitment of an application and agrees to it, by its first leader. */
export async function commit(call: Call, application: string): Promise<void> {
  const path = `/v1/applications/${application}/commitment`;
  const { textHash } = (await call('GET', path)).json as { textHash: string };
  const { status, json } = await call('POST', path, { textHash, leader: 0, agreed: true });
  if (status !== 200) throw new Error(`The commitment was not taken: ${JSON.stringify(json)}`);
}

import type { UploadForm } from '../shared/files/index.ts';

/** Sends a file by an upload form, as a browser does: the fields, and the file last. */
export async function upload(
  { url, fields }: Pick<UploadForm, 'url' | 'fields'>,
  file: Uint8Array,
): Promise<number> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([Uint8Array.from(file)]), 'file');
  return (await fetch(url, { method: 'POST', body: form })).status;
}

import { texts } from '../texts/index.ts';

/** A form of the API for sending a file straight to the bucket. */
export interface UploadForm {
  url: string;
  fields: Record<string, string>;
}

/**
 * Sends a file by the form that the API gave; the API checks what has arrived. fetch() tells no progress of what it sends,
 * so this is an XMLHttpRequest.
 * @param progress told the sent part, from 0 to 1
 * @throws Error in words when it does not arrive
 */
export function sendFile(
  { url, fields }: UploadForm,
  content: Blob,
  progress: (part: number) => void = () => {},
): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  // S3 reads no field after the file.
  form.append('file', content, 'file');
  return new Promise((done, fail) => {
    const failed = () => fail(new Error(texts.app.notSent));
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onload = () => (request.status < 300 ? done() : failed());
    request.onerror = failed;
    request.onabort = failed;
    request.open('POST', url);
    request.send(form);
  });
}

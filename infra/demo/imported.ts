import { CITY } from '../../shared/divisions/index.ts';
import type { UploadForm } from '../../shared/files/index.ts';
import { sha256 as sha256Of } from '../../shared/sha256.ts';
import { type Call, type Json, until } from '../demonstration.ts';
import { upload } from '../upload.ts';

/**
 * Brings a workbook in, through the queue.
 * @param begin path that announces it
 * @param follow path under which it is started and followed
 * @returns how many rows landed, were bad, and so on
 * @throws Error when the import fails
 */
export async function imported(
  who: Call,
  [begin, follow]: readonly [begin: string, follow: string],
  file: Uint8Array,
  { fileName, division = CITY.code }: { fileName: string; division?: string },
): Promise<Json> {
  const sha256 = sha256Of(file);
  const claim = { division, fileName, size: file.length, sha256 };
  const { json: announced } = await who('POST', begin, claim);
  await upload(announced.upload as UploadForm, Buffer.from(file));
  await who('POST', `${follow}/${announced.id}/start`);
  const { json } = await until(
    () => who('GET', `${follow}/${announced.id}`),
    ({ json: { state } }) => state === 'done' || state === 'failed',
  );
  if (json.state === 'failed') throw new Error(`${fileName}: ${json.reason}`);
  return json.rows as Json;
}

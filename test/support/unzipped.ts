/** The parts of a packed document, unpacked by another library than wrote it. */
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';

export async function unzipped(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const zip = await yauzl.fromBufferPromise(Buffer.from(bytes), { lazyEntries: true });
  const parts = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry())
    parts.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return parts;
}

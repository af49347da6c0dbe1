/** A photo as it is sent: drawn anew, so that it is small, and carries no place or device along (A1). */
import { sha256Of } from '../../components/sha256.ts';
import type { WaitingPhoto } from './outbox.ts';

const MOST_PIXELS = 2048;

/** @throws DOMException for what is no picture */
export async function photoOf(file: Blob): Promise<WaitingPhoto> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, MOST_PIXELS / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const content = await new Promise<Blob>((keep, fail) =>
    canvas.toBlob(
      (blob) => (blob ? keep(blob) : fail(new DOMException('No picture', 'EncodingError'))),
      'image/jpeg',
      0.85,
    ),
  );
  return { sha256: await sha256Of(content), contentType: 'image/jpeg', content };
}

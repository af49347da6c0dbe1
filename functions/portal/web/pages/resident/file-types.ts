/** Content types of files that the API takes, told by the ending: browsers leave Office files without one at times. */
import { CONTENT_TYPES, type ContentType, FORMATS } from '../../../../../shared/files/formats.ts';

export type { ContentType };

/** The content type of a file; undefined for one that is not taken. */
export function contentTypeOf({ name }: { name: string }): ContentType | undefined {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return CONTENT_TYPES.find((type) => (FORMATS[type].endings as readonly string[]).includes(ending));
}

/** For a file field: which files it offers. */
export const ACCEPTED = CONTENT_TYPES.flatMap((type) =>
  FORMATS[type].endings.map((ending) => `.${ending}`),
).join(',');

/** A size as people read it. */
export function sizeOf(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

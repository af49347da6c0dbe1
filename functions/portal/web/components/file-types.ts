/** Content types of files that the API takes, told by the ending: browsers leave Office files without one at times. */
import { CONTENT_TYPES, type ContentType, FORMATS } from '../../../../shared/files/formats.ts';

export type { ContentType };

/** The content type of a file; undefined for one that is not among those taken. */
export function contentTypeOf<T extends ContentType = ContentType>(
  { name }: { name: string },
  types: readonly T[] = CONTENT_TYPES as readonly T[],
): T | undefined {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return types.find((type) => (FORMATS[type].endings as readonly string[]).includes(ending));
}

/** For a file field: which files it offers. */
export const acceptOf = (types: readonly ContentType[] = CONTENT_TYPES): string =>
  types.flatMap((type) => FORMATS[type].endings.map((ending) => `.${ending}`)).join(',');

/** A size as people read it. */
export function sizeOf(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

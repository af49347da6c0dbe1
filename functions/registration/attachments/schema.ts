import * as z from 'zod';
import { bytes, ContentType, sha256 } from '../../../shared/files/schema.ts';
import { ATTACHMENT_NAMES, ATTACHMENT_TYPES } from '../model/papers.ts';

const Type = z.enum(ATTACHMENT_TYPES).meta({
  description: `附件种类：${ATTACHMENT_TYPES.map((type) => `${type} ${ATTACHMENT_NAMES[type]}`).join('，')}`,
});

/** No separators of paths, no control or invisible characters, nothing that a file system refuses. */
const FILE_NAME = /^(?!\.)[^\p{C}\p{Zl}\p{Zp}/\\:*?"<>|]+$/u;

const FileName = z
  .string()
  .normalize('NFC')
  .trim()
  .min(1)
  .max(120)
  .regex(FILE_NAME, { error: '应为不含路径的文件名，不以点开头，也没有 / \\ : * ? " < > | 和不可见的字符' })
  // The generator of the OpenAPI document would write the flag into the pattern.
  .meta({ description: '文件名', pattern: FILE_NAME.source, example: '章程.pdf' });

const instant = z.iso.datetime();

/** A file that is to be uploaded. */
export const UploadRequest = z.strictObject({
  type: Type,
  fileName: FileName,
  contentType: ContentType,
  size: bytes,
  sha256,
});
export type UploadRequest = z.infer<typeof UploadRequest>;

export const ShownAttachment = z.strictObject({
  id: z.string(),
  type: Type,
  fileName: z.string(),
  contentType: ContentType,
  size: bytes,
  sha256: z.string(),
  at: instant.meta({ description: '核对入卷的时间' }),
});

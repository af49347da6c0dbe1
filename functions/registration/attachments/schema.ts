import * as z from 'zod';
import { ATTACHMENT_NAMES, ATTACHMENT_TYPES, CONTENT_TYPES, FORMATS } from '../model/papers.ts';

const Type = z.enum(ATTACHMENT_TYPES).meta({
  description: `附件种类：${ATTACHMENT_TYPES.map((type) => `${type} ${ATTACHMENT_NAMES[type]}`).join('，')}`,
});

const ContentType = z.enum(CONTENT_TYPES).meta({
  description: `内容类型：${CONTENT_TYPES.map((type) => FORMATS[type].name).join('、')}`,
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

const bytes = z.int().min(1).meta({ description: '大小，字节' });
const instant = z.iso.datetime();

/** A file that is to be uploaded. */
export const UploadRequest = z.strictObject({
  type: Type,
  fileName: FileName,
  contentType: ContentType,
  size: bytes,
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: '应为文件内容的 SHA-256，64 个小写十六进制字符' })
    .meta({ description: '文件内容的 SHA-256，小写十六进制' }),
});
export type UploadRequest = z.infer<typeof UploadRequest>;

export const UploadAnswer = z.strictObject({
  id: z.string(),
  upload: z
    .strictObject({ url: z.string(), fields: z.record(z.string(), z.string()), expiresAt: instant })
    .meta({
      description: '上传表单：以 multipart/form-data 向 url 提交全部 fields，最后一项为 file（文件本身）',
    }),
});

export const ShownAttachment = z.strictObject({
  id: z.string(),
  type: Type,
  fileName: z.string(),
  contentType: ContentType,
  size: bytes,
  sha256: z.string(),
  at: instant.meta({ description: '核对入卷的时间' }),
});

export const DownloadAnswer = z.strictObject({
  url: z.string().meta({ description: '下载地址，一分钟内有效' }),
  expiresAt: instant,
});

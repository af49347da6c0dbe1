/** What is said of files over HTTP: before an upload, and of where they go to and come from. */
import * as z from 'zod';
import { CONTENT_TYPES, FORMATS } from './formats.ts';

export const ContentType = z.enum(CONTENT_TYPES).meta({
  description: `内容类型：${CONTENT_TYPES.map((type) => FORMATS[type].name).join('、')}`,
});
export const bytes = z.int().min(1).meta({ description: '大小，字节' });
export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, { error: '应为文件内容的 SHA-256，64 个小写十六进制字符' })
  .meta({ description: '文件内容的 SHA-256，小写十六进制' });
const instant = z.iso.datetime();

export const UploadAnswer = z.strictObject({
  id: z.string(),
  upload: z
    .strictObject({ url: z.string(), fields: z.record(z.string(), z.string()), expiresAt: instant })
    .meta({
      description: '上传表单：以 multipart/form-data 向 url 提交全部 fields，最后一项为 file（文件本身）',
    }),
});

export const DownloadAnswer = z.strictObject({
  url: z.string().meta({ description: '下载地址，一分钟内有效' }),
  expiresAt: instant,
});

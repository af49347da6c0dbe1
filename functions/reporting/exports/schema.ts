import * as z from 'zod';
import { DownloadAnswer } from '../../../shared/files/schema.ts';
import { FORMAT_NAMES, FORMATS } from '../documents/formats.ts';
import { EXPORT_STATES, type ExportState } from '../model/export.ts';
import { REPORT_STATES, type ReportState } from '../model/report.ts';

const meanings = (names: Readonly<Record<string, string>>) =>
  Object.entries(names)
    .map(([id, name]) => `${id} ${name}`)
    .join('，');

const Format = z
  .enum(FORMATS, { error: `应为以下之一：${meanings(FORMAT_NAMES)}` })
  .meta({ description: `格式：${meanings(FORMAT_NAMES)}` });

export const ExportRequest = z.strictObject({
  format: Format,
  version: z
    .int({ error: '应为从 1 开始的版本号' })
    .min(1, { error: '应为从 1 开始的版本号' })
    .max(99_999, { error: '应为从 1 开始的版本号' })
    .optional()
    .meta({ description: '版本；不填为最新的一版' }),
});
export type ExportRequest = z.infer<typeof ExportRequest>;

const instant = z.iso.datetime();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const ExportAnswer = z.strictObject({
  id: z.string(),
  division: z.string(),
  period: z.string(),
  version: z.int().min(1),
  reportState: z.enum(Object.keys(REPORT_STATES) as ReportState[]).meta({ description: '导出时报告的状态' }),
  contentHash: sha256.meta({ description: '报告内容的 SHA-256' }),
  format: Format,
  state: z
    .enum(Object.keys(EXPORT_STATES) as ExportState[])
    .meta({ description: `状态：${meanings(EXPORT_STATES)}` }),
  percent: z.int().min(0).max(100).meta({ description: '进度，百分之几' }),
  step: z.string().meta({ description: '正在做什么' }),
  requestedAt: instant,
  finishedAt: instant.optional(),
  fault: z.string().optional().meta({ description: '未能生成的原因；可以再次申请' }),
  file: z.strictObject({ name: z.string(), size: z.int(), sha256 }).optional(),
});

/** With where its file is fetched, once it is there. */
export const ExportFound = z.strictObject({ ...ExportAnswer.shape, download: DownloadAnswer.optional() });

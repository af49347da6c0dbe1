import * as z from 'zod';
import { DivisionCode } from '../events/shapes.ts';
import type { ImportDeps, ImportKind } from './kind.ts';
import { FORMATS, formatOf, IMPORT_STATES } from './sheet-import.ts';

/** Bytes of a file; 20,000 rows have some 2 MB. The local S3 takes 11. */
const MOST_BYTES = 10_000_000;

const count = z.int().min(0);

export const ImportRequest = z.strictObject({
  division: DivisionCode.meta({ description: '导入哪个行政区划的；只收辖区内的' }),
  fileName: z
    .string()
    .trim()
    .max(200)
    .refine((name) => !/[/\\\p{Cc}]/u.test(name), { error: '文件名不能有路径和控制字符', abort: true })
    .refine((name) => formatOf(name) !== undefined, {
      error: '应为 .xlsx 或 .csv 文件；其他格式请先另存为“Excel 工作簿（.xlsx）”',
    })
    .meta({ description: '文件名，以 .xlsx 或 .csv 结尾', example: '南汇街道台账.xlsx' }),
  size: z.int().min(1).max(MOST_BYTES).meta({ description: '字节数' }),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: '应为文件内容的 SHA-256，64 位小写十六进制' })
    .meta({ description: '文件内容的 SHA-256，十六进制' }),
});
export type ImportRequest = z.infer<typeof ImportRequest>;

export const ImportItem = z.strictObject({
  id: z.string(),
  division: z.string(),
  fileName: z.string(),
  format: z.enum(FORMATS),
  size: count,
  sha256: z.string(),
  state: z.enum(IMPORT_STATES).meta({
    description:
      '状态：awaiting-upload 等待上传，queued 排队，running 导入中，done 已完成，failed 整个文件不能导入',
  }),
  by: z.strictObject({ role: z.string() }),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
  rows: z
    .strictObject({
      total: count.optional().meta({ description: '文件的行数；读完文件后才有' }),
      landed: count.meta({ description: '已导入' }),
      unchanged: count.meta({ description: '原已有，内容相同' }),
      bad: count.meta({ description: '须改正' }),
    })
    .meta({ description: '行数；landed、unchanged、bad 之和为已处理的行数' }),
  reason: z.string().optional().meta({ description: '整个文件不能导入的原因和改法' }),
});
export type ImportItem = z.infer<typeof ImportItem>;

/** An import with what has to be put right first. */
export const importAnswerOf = <C extends string, D extends ImportDeps>({
  sheet: { columns },
}: ImportKind<C, D>) =>
  ImportItem.extend({
    problems: z
      .array(
        z.strictObject({
          row: z.int().meta({ description: '表中的行号' }),
          column: z.enum(Object.keys(columns) as [C, ...C[]]),
          heading: z.string().meta({ description: '表头', example: '联系电话' }),
          reason: z.string(),
          remedy: z.string().meta({ description: '怎样改正' }),
        }),
      )
      .meta({ description: '最前面几行的问题；全部问题见 problems.xlsx' }),
    upload: z
      .strictObject({
        url: z.string(),
        fields: z.record(z.string(), z.string()),
        expiresAt: z.iso.datetime(),
      })
      .optional()
      .meta({ description: '上传表单（multipart/form-data）：先放全部 fields，最后放 file；等待上传时才有' }),
  });

export const ProblemsAnswer = z.strictObject({
  url: z.string().meta({ description: '下载地址，一分钟内有效' }),
  expiresAt: z.iso.datetime(),
  part: z.int().min(1),
  parts: z.int().min(1).meta({ description: '共几个文件；每个最多 5000 行' }),
});

/** Formats of files whose content can be told from their bytes (content.ts). */

/** Media types, with what users call them and how such a file's name ends. */
export const FORMATS = {
  'application/pdf': { name: 'PDF', endings: ['pdf'] },
  'image/jpeg': { name: 'JPEG 图片', endings: ['jpg', 'jpeg'] },
  'image/png': { name: 'PNG 图片', endings: ['png'] },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    name: 'Word 文档（.docx）',
    endings: ['docx'],
  },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    name: 'Excel 工作簿（.xlsx）',
    endings: ['xlsx'],
  },
} as const satisfies Record<string, { name: string; endings: readonly string[] }>;
export type ContentType = keyof typeof FORMATS;
export const CONTENT_TYPES = Object.keys(FORMATS) as readonly ContentType[];

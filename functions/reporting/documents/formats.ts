/** The formats that a report is made into. Pure. */

export const FORMAT_NAMES = {
  xlsx: 'Excel 工作簿',
  docx: 'Word 公文',
  csv: 'CSV 数据表',
  json: 'JSON 原件',
} as const;
export type Format = keyof typeof FORMAT_NAMES;
export const FORMATS = Object.keys(FORMAT_NAMES) as readonly Format[];

export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
};

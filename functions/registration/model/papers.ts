/** Which papers there are, and in which formats they come. */

export const ATTACHMENT_NAMES = {
  'application-form': '申请书（申请表）',
  charter: '章程',
  'member-list': '会员名册',
  'premises-proof': '场所使用权证明',
  'capital-report': '验资报告',
  other: '其他材料',
} as const;
export type AttachmentType = keyof typeof ATTACHMENT_NAMES;
export const ATTACHMENT_TYPES = Object.keys(ATTACHMENT_NAMES) as readonly AttachmentType[];

/** Media types whose content can be told from its bytes, with what users call them and how such a file's name ends. */
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

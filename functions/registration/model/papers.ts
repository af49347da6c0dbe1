/** Which papers there are. */

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

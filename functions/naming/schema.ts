import * as z from 'zod';

/** Kinds of organisation whose names are checked; `team` (群众活动团队) is no legal person. */
export const KINDS = ['association', 'private-non-enterprise', 'foundation', 'team'] as const;
export const Kind = z.enum(KINDS, { error: `应为以下之一：${KINDS.join('、')}` }).meta({
  description:
    '组织类别：association 社会团体，private-non-enterprise 民办非企业单位，foundation 基金会，team 群众活动团队',
});
export type Kind = z.infer<typeof Kind>;

export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  association: '社会团体',
  'private-non-enterprise': '民办非企业单位',
  foundation: '基金会',
  team: '群众活动团队',
};

const start = z.int().nonnegative().meta({ description: '起始位置（UTF-16 单元，含）' });
const end = z.int().nonnegative().meta({ description: '结束位置（UTF-16 单元，不含）' });

export const PARTS = [
  'qualifier',
  'city',
  'county',
  'zone',
  'township',
  'village',
  'host',
  'trade-name',
  'field',
  'form',
  'branch',
] as const;

/** One part of a name as read; `text` is `name.slice(start, end)`. */
export const Part = z.strictObject({
  part: z.enum(PARTS).meta({
    description:
      'qualifier 冠名词，city 设区市，county 县（市、区），zone 功能区，township 乡镇（街道），village 村（社区），host 所属单位，trade-name 字号，field 业务范围/行业，form 组织形式/标识名称，branch 分支机构标识',
  }),
  text: z.string(),
  start,
  end,
  code: z.string().optional().meta({ description: '行政区划代码' }),
});
export type Part = z.infer<typeof Part>;

export const Finding = z.strictObject({
  rule: z.string().meta({ description: '规则编号', example: 'N04' }),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  clause: z.string().meta({
    description: '依据：C2 为培优行动方案条款，M 为《社会组织名称管理办法》，B 为民发〔1999〕129号',
  }),
  start,
  end,
  suggestion: z.string().optional().meta({ description: '该处可改为' }),
});
export type Finding = z.infer<typeof Finding>;

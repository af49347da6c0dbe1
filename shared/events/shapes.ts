/** Shapes that events of several services share. */
import * as z from 'zod';
import { Action } from '../actions/index.ts';
import { ROLES } from '../auth/caller.ts';
import { isKnownDivision } from '../divisions/index.ts';

/** Kinds of organisation; `team` (群众活动团队) is no legal person. */
export const KINDS = ['association', 'private-non-enterprise', 'foundation', 'team'] as const;
export const Kind = z.enum(KINDS, { error: `应为以下之一：${KINDS.join('、')}` }).meta({
  description:
    '组织类别：association 社会团体，private-non-enterprise 民办非企业单位，foundation 基金会，team 群众活动团队',
});
export type Kind = z.infer<typeof Kind>;

/** Classes of organisation (C1.1): 初创型, 成长型, 成熟型. */
const CLASSES = ['start-up', 'growing', 'mature'] as const;
export const Class = z
  .enum(CLASSES)
  .meta({ description: '类型：start-up 初创型，growing 成长型，mature 成熟型（C1.1）' });
export type Class = z.infer<typeof Class>;

/** The track (C1.2, C1.4, C1.5): registration by the county, filing by the township, management by the village. */
export const TRACKS = ['registered', 'filed', 'managed'] as const;
export type Track = (typeof TRACKS)[number];

/** Whether an organisation is there and may be active. */
export const STATUSES = ['active', 'suspended', 'dissolved', 'revoked'] as const;
export type Status = (typeof STATUSES)[number];

/** What a naming rule found in a name; `start` and `end` are UTF-16 positions, the end excluded. */
export const Finding = z.strictObject({
  rule: z.string().meta({ description: '规则编号', example: 'N04' }),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  clause: z.string().meta({
    description:
      '依据：C2 为培优行动方案条款，M 为《社会组织名称管理办法》，B 为民发〔1999〕129号，E 为工商企注字〔2017〕133号',
  }),
  start: z.int().nonnegative().meta({ description: '起始位置（UTF-16 单元，含）' }),
  end: z.int().nonnegative().meta({ description: '结束位置（UTF-16 单元，不含）' }),
  suggestion: z.string().optional().meta({ description: '该处可改为' }),
});
export type Finding = z.infer<typeof Finding>;

/** A day of the calendar, YYYY-MM-DD. */
export const Day = z.iso.date({ error: '应为日期，格式 YYYY-MM-DD' });

/** Code of a division of this city or of a functional zone in it. */
export const DivisionCode = z
  .string()
  .max(12, { error: '应为本市的行政区划代码（4、6、9 或 12 位）', abort: true })
  .refine(isKnownDivision, { error: '本市没有这个行政区划代码，可在 GET /v1/divisions 查询' })
  .meta({ description: '行政区划代码', example: '330302025' });

const ORGANISATION_ID = /^[\p{L}\p{N}（）()〔〕[\]._:/-]*$/u;

/** Id of an organisation: a unified social credit code (统一社会信用代码) or the number of a filing (备案编号). */
export const OrganisationId = z
  .string()
  .trim()
  .min(1, { error: '请填写统一社会信用代码或备案编号', abort: true })
  .max(64, { error: '最多 64 个字符' })
  .regex(ORGANISATION_ID, { error: '只能由文字、数字、括号和 . _ : / - 组成' })
  // The generator of the OpenAPI document would write the flag into the pattern.
  .meta({ description: '统一社会信用代码或备案编号', pattern: ORGANISATION_ID.source });

/** How an organisation stands in the ledger: the highest version is the latest, in whatever order news comes. */
export const Standing = z.strictObject({
  version: z.int().min(1),
  track: z.enum(TRACKS),
  class: Class,
  status: z.enum(STATUSES),
  actions: z.array(Action),
  /** Whether it is a hub organisation (M3.2). */
  hub: z.boolean(),
  /** Social workers of a hub, full- and part-time (M3.2). */
  socialWorkers: z.int().min(0).optional(),
  /** Whether it reported to its community party organisation (O1). */
  reportedIn: z.boolean().optional(),
  /** Its leaders, and those who are community party members or retired officials, or both (O1). */
  leaders: z.int().min(0).optional(),
  partyLeaders: z.int().min(0).optional(),
  /** The account that speaks for it. */
  contact: z.strictObject({ role: z.enum(ROLES), subject: z.string().min(1).max(200) }).optional(),
});
export type Standing = z.infer<typeof Standing>;

import * as z from 'zod';
import { Day, DivisionCode, Finding, Kind, OrganisationId } from '../../shared/events/shapes.ts';

export { Finding, KINDS, Kind } from '../../shared/events/shapes.ts';

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

/** Characters that no name holds, not even by mistake: they are refused before the name is read. */
const UNREADABLE =
  /\u20e3|\ufe0f|[\p{Cc}\p{Co}\p{Cn}\p{Cs}<>{}[\]\\|;=$^~`_@#%&*'/]|(?![\d#*])\p{Emoji_Presentation}|\p{Extended_Pictographic}|(?!\p{Script=Han}|\p{Script=Latin})\p{L}/u;

/** A name as an applicant writes it; what it may hold is for the rules to say, beyond what no name can hold. */
export const Name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((name) => !UNREADABLE.test(name), {
    error: ({ input }) =>
      `含有不能使用的字符“${UNREADABLE.exec(String(input))?.[0].replace(/[\p{C}\p{M}]/gu, '不可见字符') ?? ''}”，应由规范汉字组成`,
  })
  .meta({ description: '名称全称', example: '温州市鹿城区南汇街道志愿者协会' });

/** A name near to the asked one. */
export const Similar = z.strictObject({
  name: z.string(),
  kind: Kind,
  division: z.string().meta({ description: '所在行政区划代码' }),
  reason: z.string().meta({ description: '近似的原因' }),
});
export type Similar = z.infer<typeof Similar>;

export const CheckRequest = z.strictObject({
  name: Name,
  kind: Kind,
  division: DivisionCode.optional(),
  on: Day.optional().meta({ description: '按哪一天的规则检查，不填为今天' }),
  scope: z
    .string()
    .trim()
    .max(2000)
    .optional()
    .meta({ description: '宗旨和业务范围，用来核对名称与业务是否相符' }),
});

export const CheckAnswer = z.strictObject({
  name: z.string().meta({ description: '所检查的名称，首尾的空白已去掉；各位置都按它计算' }),
  ok: z.boolean().meta({ description: '没有 error 级别的问题' }),
  parts: z.array(Part),
  findings: z.array(Finding),
  similar: z.array(Similar).meta({ description: '相同和近似的名称，最近似的在前' }),
  suggestions: z.array(z.string()).meta({ description: '可以通过检查的名称' }),
  policy: z.string().meta({ description: '所用的规则版本', example: 'naming.v1' }),
});
export type CheckAnswer = z.infer<typeof CheckAnswer>;

/** Who holds a name: the role of who reserved it, or an application to register. */
export const HolderKind = z.enum([
  'applicant',
  'organisation',
  'community',
  'township',
  'county',
  'city',
  'application',
]);
export type HolderKind = z.infer<typeof HolderKind>;

export const ReservationRequest = CheckRequest.omit({ on: true });

export const Reservation = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: Kind,
  division: z.string().meta({ description: '名称所在的行政区划代码' }),
  authority: z.string().meta({ description: '登记（备案）机关所在的行政区划代码' }),
  holder: z.strictObject({ kind: HolderKind }),
  state: z.enum(['held', 'released', 'expired', 'used']).meta({
    description: 'held 保留中，released 已放弃，expired 已到期，used 已用于登记',
  }),
  heldFrom: z.iso.datetime(),
  heldUntil: z.iso.datetime(),
  findings: z.array(Finding),
  policy: z.string(),
});
export type Reservation = z.infer<typeof Reservation>;

/** Why a name is no longer in use, and how long it stays protected (M16). */
export const NameStatus = z.enum(['registered', 'renamed', 'deregistered', 'revoked']);
export type NameStatus = z.infer<typeof NameStatus>;

/** A name in the register of names (名称库). */
export const RegisteredName = z.strictObject({
  organisationId: z.string(),
  name: z.string(),
  kind: Kind,
  division: z.string(),
  status: NameStatus,
  since: Day.meta({ description: '该状态开始的日期' }),
  freeFrom: z.iso.datetime().optional().meta({ description: '其他组织可以使用这个名称的时间' }),
  parts: z.array(Part),
  findings: z.array(Finding).meta({ description: '按现行规则的提示；已有名称只提示，不否定' }),
  policy: z.string(),
});
export type RegisteredName = z.infer<typeof RegisteredName>;

export const ImportRequest = z.strictObject({
  names: z
    .array(
      z.strictObject({
        organisationId: OrganisationId,
        name: Name,
        kind: Kind,
        division: DivisionCode,
        registeredOn: Day,
      }),
    )
    .min(1)
    .max(100, { error: '一次最多导入 100 个名称' })
    .superRefine((names, { addIssue }) => {
      const seen = new Set<string>();
      for (const [index, { organisationId }] of names.entries()) {
        if (seen.has(organisationId)) {
          const message = '在本次导入中重复，每个组织应只有一行';
          addIssue({ code: 'custom', path: [index, 'organisationId'], message });
        }
        seen.add(organisationId);
      }
    }),
});

export const ImportAnswer = z.strictObject({
  recorded: z.array(
    z.strictObject({
      organisationId: z.string(),
      outcome: z.enum(['recorded', 'unchanged', 'superseded']),
      findings: z.array(Finding),
    }),
  ),
});

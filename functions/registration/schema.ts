import * as z from 'zod';
import { Class, Day, DivisionCode, Finding, Kind, TRACKS } from '../../shared/events/shapes.ts';
import { count, each, fen, line, text } from '../../shared/fields.ts';
import { ShownAttachment } from './attachments/schema.ts';
import { ShownCommitment } from './commitment/schema.ts';
import { ATTACHMENT_TYPES } from './model/papers.ts';
import { DUTY_STATES, MATTERS } from './model/terms.ts';
import { STATES } from './model/workflow.ts';

export const ACTIONS = ['relief', 'consultation', 'safety', 'culture'] as const;

/** The four actions (二(三)): A1 救助, A2 协商, A3 平安, A4 文化. */
export const Action = z.enum(ACTIONS).meta({
  description: '行动：relief 救助（A1），consultation 协商（A2），safety 平安（A3），culture 文化（A4）',
});

export type Action = z.infer<typeof Action>;

export const BACKGROUNDS = [
  'retired-community-worker',
  'grid-worker',
  'keen-resident',
  'party-member',
  'retired-official',
  'other',
] as const;

/** Where leaders are found (M3.1, O1). */
export type Background = z.infer<typeof Background>;
export const Background = z.enum(BACKGROUNDS).meta({
  description:
    '来源：retired-community-worker 退休社区工作者，grid-worker 网格员，keen-resident 本土热心居民，party-member 社区党员，retired-official 退休老干部，other 其他',
});

export const Track = z.enum(TRACKS).meta({
  description: '办理方式：registered 登记（县级民政），filed 备案（乡镇、街道），managed 村居管理',
});

export const AdviceRequest = z.strictObject({
  kind: Kind,
  division: DivisionCode,
  individualMembers: count.default(0).meta({ description: '个人会员（成员）数' }),
  unitMembers: count.default(0).meta({ description: '单位会员数' }),
  staff: count.default(0).meta({ description: '专职和兼职工作人员数' }),
  capitalFen: fen.default(0),
  hasPremises: z.boolean().default(false).meta({ description: '有没有固定的活动场所' }),
  hasLeader: z.boolean().default(true).meta({ description: '有没有负责人' }),
  months: z.int().min(0).max(2_000).optional().meta({ description: '已成立的组织：成立多少个月' }),
  activityPercent: z
    .number()
    .min(0)
    .max(100)
    .optional()
    .meta({ description: '已成立的组织：活跃度，百分数' }),
});

const Judged = z.strictObject({
  id: z.string(),
  met: z.boolean(),
  message: z.string(),
  clause: z.string().meta({ description: '依据' }),
});

export const AdviceAnswer = z.strictObject({
  track: Track,
  class: Class,
  tracks: z.array(
    z.strictObject({
      track: Track,
      fits: z.boolean(),
      conditions: z.array(Judged),
      closed: z.string().optional().meta({ description: '这一类组织不能这样办理的原因' }),
    }),
  ),
  next: z
    .strictObject({ track: Track, missing: z.array(Judged) })
    .optional()
    .meta({ description: '再高一档还缺的条件' }),
  policy: z.string(),
});

/** A person; identity card, phone and name are kept encrypted and shown masked. */
export const Person = z.strictObject({
  name: line(50),
  idCard: z.string().trim().max(18),
  phone: z
    .string()
    .trim()
    .regex(/^(1\d{10}|0\d{2,3}-?\d{7,8})$/, { error: '应为 11 位手机号码，或带区号的固定电话' }),
  position: line(30).meta({ description: '拟任职务，例如会长', example: '会长' }),
  backgrounds: each(Background, BACKGROUNDS.length),
});
export type Person = z.infer<typeof Person>;

/** What an applicant fills in, step by step: every field by itself is checked when it comes. */
export const Draft = z.strictObject({
  track: Track.optional(),
  name: line(100).optional(),
  kind: Kind.optional(),
  division: DivisionCode.optional(),
  purpose: text(500).optional().meta({ description: '宗旨' }),
  scope: text(2000).optional().meta({ description: '业务范围（活动内容）' }),
  actions: each(Action, ACTIONS.length).optional(),
  founders: z.array(Person).min(1).max(50).optional().meta({ description: '发起人' }),
  leaders: z.array(Person).min(1).max(30).optional().meta({ description: '拟任负责人' }),
  members: z.strictObject({ individuals: count, units: count }).optional(),
  staff: count.optional(),
  premises: z
    .strictObject({
      address: line(200),
      squareMetres: z.number().positive().max(1_000_000),
      right: z
        .enum(['owned', 'rented', 'lent'])
        .meta({ description: 'owned 自有，rented 租用，lent 无偿使用' }),
    })
    .optional(),
  capitalFen: fen.optional(),
  capitalProof: z.enum(['report', 'commitment']).optional().meta({
    description: '注册资金的证明：report 验资报告，commitment 告知承诺（C1.2）',
  }),
  reservationId: text(100).optional().meta({ description: '已保留名称的编号' }),
  reason: text(500).optional().meta({ description: '变更、升级或注销的原因' }),
});
export type Draft = z.infer<typeof Draft>;

/** What the naming service answered to a submission. */
export const NameAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('held'),
    submission: z.int(),
    reservationId: z.string(),
    heldUntil: z.iso.datetime(),
    findings: z.array(Finding),
  }),
  z.strictObject({
    outcome: z.literal('refused'),
    submission: z.int(),
    findings: z.array(Finding),
    suggestions: z.array(z.string()),
  }),
]);
export type NameAnswer = z.infer<typeof NameAnswer>;

/** Fields to change; null takes a field away (RFC 7396). */
export const DraftPatch = z
  .strictObject(
    Object.fromEntries(Object.entries(Draft.shape).map(([name, field]) => [name, field.nullable()])) as {
      [K in keyof typeof Draft.shape]: z.ZodNullable<(typeof Draft.shape)[K]>;
    },
  )
  .refine((patch) => Object.keys(patch).length > 0, { error: '至少应有一个要修改的字段' });
export type DraftPatch = z.infer<typeof DraftPatch>;

export const Done = z.strictObject({ by: z.string(), at: z.iso.datetime() });
/** A field of the draft, a type of attachment, the commitment. */
const FIELD = new RegExp(
  `^#/(draft(/[A-Za-z0-9]+)+|attachments/(${ATTACHMENT_TYPES.join('|')})|commitment)$`,
);
const FieldNote = z.strictObject({
  pointer: z
    .string()
    .regex(FIELD, { error: '应为申请中字段或附件的 JSON 指针，例如 #/draft/premises、#/attachments/charter' })
    .max(100),
  detail: text(300),
});

/** A draft as it is shown: personal data masked, so no longer in the form in which it was given. */
const ShownPerson = Person.extend({ idCard: z.string(), phone: z.string() });
const ShownDraft = Draft.extend({
  founders: z.array(ShownPerson).optional(),
  leaders: z.array(ShownPerson).optional(),
});

const State = z.enum(STATES).meta({
  description:
    '状态：draft 草稿，naming 核名中，pending 待受理，accepted 审查中，correcting 待补正，approved 已批准，refused 不予批准，withdrawn 已撤回',
});

export const Matter = z.enum(MATTERS).meta({
  description: '事项：founding 成立，change 变更，upgrade 升级，dissolution 注销',
});

export const ApplicationAnswer = z.strictObject({
  id: z.string(),
  matter: Matter,
  about: z
    .strictObject({
      organisationId: z.string(),
      name: z.string(),
      kind: Kind,
      track: Track,
      fields: z.array(z.string()),
    })
    .optional()
    .meta({ description: '涉及的组织（申请开始时）和已修改的字段' }),
  applicant: z.strictObject({ role: z.string() }),
  state: State,
  draft: ShownDraft,
  attachments: z.array(ShownAttachment).meta({ description: '已上传并核对的附件' }),
  committed: ShownCommitment.optional().meta({ description: '告知承诺（C1.2）' }),
  missing: z
    .array(z.strictObject({ pointer: z.string(), detail: z.string() }))
    .optional()
    .meta({ description: '草稿和补正时：提交前还须填写、改正或上传的各处' }),
  submission: z.int(),
  createdAt: z.iso.datetime(),
  submittedAt: z.iso.datetime().optional(),
  authority: z.strictObject({ role: z.string(), division: z.string() }).optional(),
  nameAnswer: NameAnswer.optional(),
  taken: Done.optional(),
  accepted: Done.optional(),
  corrections: z.array(Done.extend({ reason: z.string(), fields: z.array(FieldNote) })),
  decision: Done.extend({
    outcome: z.enum(['approved', 'refused']),
    reason: z.string().optional(),
    clause: z.string().optional(),
    certificateBy: Day.optional().meta({ description: '颁发登记证书的最后期限' }),
  }).optional(),
  dueOn: Day.optional().meta({ description: '办理机关下一步的最后期限' }),
  organisationId: z.string().optional(),
  policy: z.string().optional(),
});

export const CorrectionRequest = z.strictObject({
  reason: text(500).meta({ description: '需要补正的原因' }),
  fields: z.array(FieldNote).min(1).max(30).meta({ description: '须补正的各处，一次告知' }),
});
export type CorrectionRequest = z.infer<typeof CorrectionRequest>;

export const RefusalRequest = z.strictObject({
  reason: text(500),
  clause: text(200).meta({ description: '依据的条款', example: '《社会团体登记管理条例》第十三条' }),
});
export type RefusalRequest = z.infer<typeof RefusalRequest>;

export const ApprovalRequest = z.strictObject({
  creditCode: z
    .string()
    .trim()
    .max(18)
    .optional()
    .meta({ description: '统一社会信用代码，登记时必填', example: '51330302MJ87654329' }),
});
export type ApprovalRequest = z.infer<typeof ApprovalRequest>;

export const DutyState = z.enum(DUTY_STATES).meta({
  description: '状态：owed 待办，handed-in 已提交，settled 已办结，broken 承诺已撤销，lapsed 随组织终止',
});

export const waiting = {
  name: z.string(),
  division: z.string(),
  dueOn: Day.optional(),
  standing: z
    .enum(['open', 'soon', 'overdue'])
    .optional()
    .meta({ description: 'open 未到期，soon 即将到期，overdue 已逾期' }),
  version: z.int(),
};

/** What waits for an authority: an application, a yearly report, a commitment to be followed up. */
export const ReviewItem = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('application'),
    id: z.string(),
    matter: Matter,
    organisationId: z.string().optional(),
    kind: Kind,
    track: Track,
    state: State,
    submittedAt: z.iso.datetime(),
    takenBy: z.string().optional(),
    ...waiting,
  }),
  z.strictObject({
    type: z.enum(['yearly-report', 'commitment']),
    organisationId: z.string(),
    year: z.int().optional(),
    state: DutyState,
    ...waiting,
  }),
]);
export type ReviewItem = z.infer<typeof ReviewItem>;

export const AuditItem = z.strictObject({
  sequence: z.int(),
  at: z.iso.datetime(),
  action: z.string().meta({ description: '做了什么', example: 'submitted' }),
  actor: z.strictObject({ role: z.string(), subject: z.string() }),
  detail: z.record(z.string(), z.unknown()),
});

export const UnmaskRequest = z.strictObject({
  reason: text(200).meta({ description: '为什么须查看，记入办理记录；请勿写入个人信息' }),
});

/** The people of an application in clear. */
export const UnmaskedAnswer = Draft.pick({ founders: true, leaders: true, premises: true });

import * as z from 'zod';
import { Class, Day, DivisionCode, Kind, STATUSES } from '../../../shared/events/shapes.ts';
import { count, each, fen, line, text } from '../../../shared/fields.ts';
import { ACTIONS, Action, Background, Done, DutyState, Person, Track, waiting } from '../schema.ts';

export const OrganisationStatus = z.enum(STATUSES).meta({
  description: '状态：active 正常，suspended 停止活动，dissolved 已注销，revoked 已撤销',
});

/** Social workers of a hub organisation: the plan wants one or two, full or part time (M3.2). */
export const SocialWorkers = z
  .strictObject({ fullTime: z.int().min(0).max(1000), partTime: z.int().min(0).max(1000) })
  .meta({ description: '社会工作者：fullTime 专职，partTime 兼职（M3.2）' });

export const Station = z
  .strictObject({ name: line(100), division: DivisionCode })
  .meta({ description: '联系的社会工作站（M3.3）' });

/** What changes at once, without a review; null takes a field away (RFC 7396). */
export const OrganisationPatch = z
  .strictObject({
    actions: each(Action, ACTIONS.length).optional(),
    members: z.strictObject({ individuals: count, units: count }).optional(),
    staff: count.optional(),
    public: z.boolean().optional().meta({ description: '是否同意在公开名录中展示，由组织自己填写' }),
    hub: z.boolean().optional().meta({ description: '是否枢纽型（M3.2）' }),
    socialWorkers: SocialWorkers.nullable().optional(),
    station: Station.nullable().optional(),
    contact: z
      .strictObject({ role: z.enum(['applicant', 'organisation']), subject: line(200) })
      .optional()
      .meta({ description: '组织的联系人（登录账号）' }),
  })
  .refine((patch) => Object.keys(patch).length > 0, { error: '至少应有一个要修改的字段' });
export type OrganisationPatch = z.infer<typeof OrganisationPatch>;

/** Which application about an organisation begins. */
export const MatterRequest = z
  .strictObject({
    matter: z.enum(['change', 'upgrade', 'dissolution']).meta({
      description: '事项：change 变更（名称、负责人、宗旨、业务范围等），upgrade 升级，dissolution 注销',
    }),
    track: Track.optional().meta({ description: '升级到哪一种办理方式；只在升级时填写' }),
    reason: text(500).optional(),
  })
  .refine(({ matter, track }) => matter === 'upgrade' || track === undefined, {
    path: ['track'],
    error: '只在升级时填写，其他事项请去掉',
  });
export type MatterRequest = z.infer<typeof MatterRequest>;

/** Kept in the trail, which many may read. */
const reason = text(500).meta({ description: '理由，记入办理记录；请勿写入个人信息' });

/** What an authority rules on an organisation, with its reason and what it rests on. */
export const RulingRequest = z.strictObject({
  reason,
  clause: text(200).meta({ description: '依据的条款' }),
});
export type RulingRequest = z.infer<typeof RulingRequest>;

export const EndRequest = RulingRequest.extend({
  on: Day.optional().meta({ description: '日期；不填为今天' }),
});
export type EndRequest = z.infer<typeof EndRequest>;

export const ResumeRequest = RulingRequest.pick({ reason: true });

export const GradeRequest = z.strictObject({
  class: z.enum(['start-up', 'growing']).meta({ description: 'start-up 初创型，growing 成长型（C1.1）' }),
  reason,
});
export type GradeRequest = z.infer<typeof GradeRequest>;

export const ReportInRequest = z.strictObject({
  community: DivisionCode.meta({ description: '报到的村（社区），12 位代码', example: '330302025010' }),
  on: Day.optional().meta({ description: '报到日期；不填为今天' }),
});
export type ReportInRequest = z.infer<typeof ReportInRequest>;

export const OrganisationAnswer = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: Kind,
  division: z.string(),
  track: Track,
  class: Class,
  status: OrganisationStatus,
  actions: z.array(Action),
  purpose: z.string().optional(),
  scope: z.string().optional(),
  members: z.strictObject({ individuals: count, units: count }),
  staff: count,
  creditCode: z.string().optional(),
  filingNumber: z.string().optional(),
  hub: z.boolean().optional().meta({ description: '是否枢纽型（M3.2）' }),
  socialWorkers: SocialWorkers.optional(),
  station: Station.optional(),
  reportedIn: z
    .strictObject({ on: Day, community: DivisionCode })
    .optional()
    .meta({ description: '向社区党组织报到（O1）' }),
  public: z.boolean().optional().meta({ description: '是否同意在公开名录中展示' }),
  leadership: z
    .strictObject({ leaders: count, partyMembers: count, retiredOfficials: count })
    .meta({ description: '负责人数，其中社区党员、退休老干部数（O1）' }),
  ended: z.strictObject({ on: Day, reason: z.string(), clause: z.string() }).optional(),
  applicationId: z.string().optional(),
  imported: z
    .strictObject({ importId: z.string(), row: z.int() })
    .optional()
    .meta({ description: '由台账导入：哪次导入，表中第几行' }),
  since: Day,
  policy: z.string(),
});

/** How an organisation was; its number counts the changes. */
export const OrganisationNames = z.strictObject({
  items: z.array(z.strictObject({ id: z.string(), name: z.string() })),
});
export const OrganisationVersion = OrganisationAnswer.extend({ version: z.int() });

/** Who leads an organisation, in clear. */
export const LeadersAnswer = z.strictObject({
  leaders: z.array(
    Person.pick({ name: true, backgrounds: true }).extend({
      phone: z.string().optional(),
      position: z.string().optional(),
      backgrounds: z.array(Background),
    }),
  ),
});

/** The report of an organisation on a year. */
export const YearlyReportRequest = z.strictObject({
  summary: text(5000).meta({ description: '一年的工作和活动；请勿写入个人信息' }),
  activities: count.meta({ description: '开展活动的次数' }),
  members: z.strictObject({ individuals: count, units: count }),
  staff: count,
  incomeFen: fen,
  expenditureFen: fen,
});
export type YearlyReportRequest = z.infer<typeof YearlyReportRequest>;

export const ReturnRequest = z.strictObject({ reason: text(500).meta({ description: '须补充或改正什么' }) });

/** What the authority found of a commitment (C1.2). */
export const OutcomeRequest = z.strictObject({
  paid: z.boolean().meta({ description: '资金是否已足额缴存' }),
  on: Day.optional().meta({ description: '查核日期；不填为今天' }),
  note: text(500).optional().meta({ description: '凭证等说明；请勿写入个人信息' }),
});
export type OutcomeRequest = z.infer<typeof OutcomeRequest>;

const duty = {
  organisationId: z.string(),
  name: z.string(),
  division: z.string(),
  authority: z.strictObject({ role: z.string(), division: z.string() }),
  state: DutyState,
  dueOn: Day.optional(),
  standing: waiting.standing,
  version: z.int(),
};

export const DutyAnswer = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('yearly-report'),
    year: z.int(),
    report: YearlyReportRequest.extend(Done.shape).optional(),
    returned: Done.extend({ reason: z.string() }).optional(),
    accepted: Done.optional(),
    ...duty,
  }),
  z.strictObject({
    type: z.literal('commitment'),
    applicationId: z.string(),
    capitalFen: fen,
    outcome: Done.extend({ paid: z.boolean(), on: Day, note: z.string().optional() }).optional(),
    revoked: Done.extend({ reason: z.string(), clause: z.string() }).optional(),
    ...duty,
  }),
]);

import * as z from 'zod';
import { Action, Group } from '../../../shared/actions/index.ts';
import { fen } from '../../../shared/fields.ts';
import { meanings, openText } from '../fields.ts';
import {
  MATCH_NAMES,
  MATCH_STATES,
  OFFER_NAMES,
  OFFER_STATES,
  ORIGIN_NAMES,
  ORIGINS,
  SOURCE_NAMES,
  SOURCES,
} from '../model/terms.ts';

const id = z.string().min(1).max(100);
const instant = z.iso.datetime({ offset: true, error: '应为日期时间，例如 2026-12-05T14:00:00+08:00' });
const reason = openText(500).meta({ description: '理由，记入办理记录；请勿写入个人信息' });

export const Origin = z.enum(ORIGINS).meta({ description: `来源：${meanings(ORIGIN_NAMES)}（M1.4、M1.5）` });
export const OfferState = z.enum(OFFER_STATES).meta({ description: `状态：${meanings(OFFER_NAMES)}` });
export const MatchState = z.enum(MATCH_STATES).meta({ description: `状态：${meanings(MATCH_NAMES)}` });

/** Resources with how much of each. */
const shares = <T extends z.ZodObject<{ resource: typeof id }>>(share: T) =>
  z
    .array(share)
    .max(5)
    .refine((list) => new Set(list.map(({ resource }) => resource)).size === list.length, {
      error: '每项资源只列一次，请合并数量',
    });

export const Supply = z
  .strictObject({
    fundings: shares(z.strictObject({ resource: id, fen: fen.min(1) })),
    venue: z.strictObject({ resource: id, slot: z.strictObject({ from: instant, to: instant }) }).optional(),
    goods: shares(z.strictObject({ resource: id, quantity: z.int().min(1) })),
    people: shares(z.strictObject({ resource: id, minutes: z.int().min(1) })),
  })
  .meta({ description: '配给的资源：fundings 资金，venue 场地，goods 物资，people 人员（M1.3）' });

export const ClaimRequest = z.strictObject({
  organisation: id.optional().meta({ description: '由哪个组织认领；账号只代表一个组织时可不填' }),
  project: id.optional().meta({ description: '按哪个项目实施（M1.2）' }),
});
export type ClaimRequest = z.infer<typeof ClaimRequest>;

export const ReasonRequest = z.strictObject({ reason });

export const ConfirmRequest = z.strictObject({
  supply: Supply.optional().meta({ description: '不填为派单时拟定的资源' }),
});
export type ConfirmRequest = z.infer<typeof ConfirmRequest>;

export const ScoreAnswer = z.strictObject({
  points: z.int(),
  parts: z.array(
    z.strictObject({
      reason: z.string(),
      points: z.int(),
      most: z.int(),
      why: z.string().meta({ description: '得分的理由' }),
    }),
  ),
  policy: z.string(),
});

export const OfferAnswer = z.strictObject({
  id: z.string(),
  need: z.string(),
  title: z.string(),
  division: z.string(),
  action: Action,
  organisation: z.string(),
  organisationName: z.string(),
  project: z.string().optional(),
  origin: Origin,
  from: z.string().optional().meta({ description: '统一分配、大赛或对接会的编号' }),
  state: OfferState,
  supply: Supply,
  score: ScoreAnswer.optional(),
  answerBy: z.iso.datetime().optional().meta({ description: '最迟答复时间' }),
  reason: z.string().optional(),
  createdAt: z.iso.datetime(),
  at: z.iso.datetime().meta({ description: '到达当前状态的时间' }),
});

const count = z.int().min(0);

export const MatchAnswer = z.strictObject({
  id: z.string(),
  need: z.string(),
  title: z.string(),
  needOwner: z.strictObject({ role: z.string(), division: z.string() }),
  project: z.string().optional(),
  projectTitle: z.string().optional(),
  organisation: z.string(),
  organisationName: z.string(),
  division: z.string(),
  action: Action,
  kinds: z.array(z.string()),
  period: z.strictObject({ from: z.string(), to: z.string() }),
  origin: Origin,
  supply: Supply,
  providers: z.record(z.string(), z.string()).meta({ description: '各项资源的供给方名称' }),
  phases: z.array(
    z.strictObject({
      number: count,
      title: z.string(),
      from: z.string(),
      to: z.string(),
      budgetFen: count,
      reports: count.meta({ description: '该阶段的进展报告数' }),
      doneOn: z.string().optional(),
    }),
  ),
  state: MatchState,
  confirmedOn: z.string(),
  publishedOn: z.string(),
  startedOn: z.string().optional(),
  deliveredOn: z.string().optional().meta({ description: '组织提请验收之日' }),
  acceptBy: z.string().optional().meta({ description: '需求发布方最迟答复之日，逾期视为通过验收' }),
  completedOn: z.string().optional(),
  reason: z.string().optional(),
  done: z.strictObject({
    reports: count,
    minutes: count,
    participants: count,
    served: z.partialRecord(Group, count).meta({ description: '按服务对象类别的人次' }),
  }),
  spent: z.record(z.string(), count).meta({ description: '各项资金已支出，单位分' }),
  budget: z
    .array(
      z.strictObject({
        resource: z.string(),
        provider: z.string(),
        source: z.enum(SOURCES).meta({ description: `资金渠道：${meanings(SOURCE_NAMES)}（M2.3）` }),
        fen: count,
        spent: count,
        left: count,
      }),
    )
    .meta({ description: '各项资金的金额、已支出和剩余，单位分' }),
  disputes: count.meta({ description: '未解决的争议数' }),
  evidence: count.meta({ description: '佐证文件数' }),
  reused: count.meta({ description: '其中在别的项目中已出现过的' }),
});

import * as z from 'zod';
import { Day, DivisionCode } from '../../../../shared/events/shapes.ts';
import { each, fen, line } from '../../../../shared/fields.ts';
import { Subtree } from '../../../../shared/http/acting.ts';
import { meanings, openText } from '../../fields.ts';
import {
  CONTEST_NAMES,
  CONTEST_STAGES,
  ENTRY_NAMES,
  ENTRY_STATES,
  TIES,
  type Tie,
} from '../../model/terms.ts';
import { EVERYBODY } from '../../routes-common.ts';

export const Stage = z.enum(CONTEST_STAGES).meta({ description: `阶段：${meanings(CONTEST_NAMES)}` });
const EntryState = z.enum(ENTRY_STATES).meta({ description: `状态：${meanings(ENTRY_NAMES)}` });

const id = z.string().min(1).max(100);
const subject = line(200);
const places = z.int().min(1).max(10);

const Criterion = z.strictObject({
  name: line(30),
  points: z.int().min(1).max(100).meta({ description: '这一项的满分' }),
});
const Prize = z.strictObject({
  name: line(30),
  places: places.meta({ description: '名额' }),
  funding: z
    .strictObject({ resource: id, fen: fen.min(1) })
    .optional()
    .meta({ description: '每个名额的资金和出资的资源（M2.3）；由乡镇（街道）确认承接时安排' }),
});
const Judge = z
  .strictObject({
    role: z.enum(EVERYBODY),
    subject: subject.meta({ description: '评委的账号' }),
    division: DivisionCode.optional().meta({ description: '机关的评委须填所在的行政区划' }),
    name: line(30),
    affiliations: each(id, 10)
      .optional()
      .meta({ description: '任职的组织的编号、社工机构的账号：评委对其项目回避' }),
  })
  .refine(
    ({ role, division }) =>
      ['applicant', 'organisation', 'agency', 'provider'].includes(role) || division !== undefined,
    { error: '机关的评委须填所在的行政区划', path: ['division'] },
  );

const Shape = z.strictObject({
  title: line(100),
  description: openText(2000),
  division: Subtree.meta({ description: '面向哪个行政区划内的需求' }),
  entriesFrom: Day.meta({ description: '申报开始日期；不填为今天' }),
  entriesUntil: Day.meta({ description: '申报截止日期，含当日' }),
  judgingUntil: Day.meta({ description: '评审截止日期，含当日' }),
  criteria: z.array(Criterion).min(1).max(10).meta({ description: '评分项；不填按政策的默认评分项' }),
  prizes: z.array(Prize).min(1).max(5).meta({ description: '奖项，由高到低' }),
  judges: z.array(Judge).min(1).max(15),
});

/** A contest as it is announced. */
export const ContestRequest = Shape.partial({ description: true, entriesFrom: true, criteria: true });
export type ContestRequest = z.infer<typeof ContestRequest>;

/** Fields to change; null takes the description away (RFC 7396). */
export const ContestPatch = Shape.partial()
  .extend({ description: Shape.shape.description.nullable().optional() })
  .refine((patch) => Object.keys(patch).length > 0, { error: '至少应有一个要修改的字段' });
export type ContestPatch = z.infer<typeof ContestPatch>;

export const EntryRequest = z.strictObject({
  title: line(100),
  plan: openText(5000).meta({ description: '实施方案' }),
  need: id.meta({ description: '为哪个需求' }),
  organisation: id
    .optional()
    .meta({ description: '由哪个组织承接。社工机构申报须填；账号只代表一个组织时可不填' }),
  project: id.optional().meta({ description: '按哪个项目实施（M1.2）。社工机构申报须填' }),
  budgetFen: fen
    .optional()
    .meta({ description: '申请的资金，单位分；按项目实施的为项目的预算，不超过需求的预算' }),
  backedBy: DivisionCode.optional().meta({ description: '推荐的乡镇（街道）：其评委回避' }),
});
export type EntryRequest = z.infer<typeof EntryRequest>;

export const ScoreRequest = z.strictObject({
  points: z.array(z.int().min(0).max(100)).min(1).max(10).meta({ description: '按评分项的顺序，每项的分数' }),
  comment: openText(1000).optional(),
});
export type ScoreRequest = z.infer<typeof ScoreRequest>;

const count = z.int().min(0);

export const ContestAnswer = z.strictObject({
  ...Shape.omit({ judges: true, description: true }).shape,
  id: z.string(),
  stage: Stage,
  description: z.string().optional(),
  owner: z.strictObject({ role: z.string(), division: z.string() }),
  mine: z.boolean().meta({ description: '是否由本机关主办' }),
  judging: z.boolean().meta({ description: '您是否担任评委' }),
  judges: count.meta({ description: '评委人数' }),
  panel: z
    .array(
      z.strictObject({
        name: z.string(),
        role: z.string().optional(),
        subject: z.string().optional(),
        division: z.string().optional(),
        affiliations: z.array(z.string()).optional(),
      }),
    )
    .optional()
    .meta({ description: '评委：结果公布前只有主办方可见，公布后公开姓名' }),
  entries: count.meta({ description: '申报数，不含已退出的' }),
  reason: z.string().optional(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
});

const ScoreFields = {
  points: z.array(count),
  comment: z.string().optional(),
};

export const EntryAnswer = z.strictObject({
  id: z.string(),
  title: z.string(),
  plan: z.string(),
  need: z.string(),
  needTitle: z.string(),
  division: z.string(),
  organisation: z.string(),
  organisationName: z.string(),
  project: z.string().optional(),
  backedBy: z.string().optional(),
  budgetFen: count,
  state: EntryState,
  reason: z.string().optional(),
  createdAt: z.iso.datetime(),
  at: z.iso.datetime().meta({ description: '到达当前状态的时间' }),
  conflict: z
    .strictObject({ rule: z.string(), why: z.string() })
    .optional()
    .meta({ description: '您作为评委须回避的原因' }),
  score: z.strictObject(ScoreFields).optional().meta({ description: '您作为评委的评分' }),
});

export const ScoreAnswer = z.strictObject({
  entry: z.string(),
  ...ScoreFields,
  total: count.meta({ description: '各项之和' }),
  at: z.iso.datetime(),
});

/** A score as the organiser sees it. */
export const JudgedScore = ScoreAnswer.extend({
  judge: z.string().meta({ description: '评委姓名' }),
  conflict: z.string().optional().meta({ description: '不计入的原因' }),
});

const TIE_NAMES: Readonly<Record<Tie, string>> = {
  criteria: '依次比较各评分项的平均分',
  budget: '申请资金少的在前',
  entered: '申报早的在前',
};

export const ResultAnswer = z.strictObject({
  contest: z.string(),
  policy: z.string(),
  criteria: z.array(Criterion),
  ties: z.array(z.strictObject({ id: z.enum(TIES), name: z.string() })).meta({
    description: '同分时依次比较',
  }),
  ranked: z.array(
    z.strictObject({
      rank: z.int().min(1),
      entry: z.string(),
      title: z.string(),
      organisation: z.string(),
      organisationName: z.string(),
      judges: count.meta({ description: '计入的评委数' }),
      sums: z.array(count).meta({ description: '各评分项，计入的评委给分之和' }),
      means: z.array(z.number()).meta({ description: '各评分项的平均分，保留两位小数' }),
      mean: z.number().meta({ description: '总平均分，保留两位小数；排名按未舍入的比较' }),
      prize: z.string().optional(),
      offer: z.string().optional().meta({ description: '获奖后承接需求的编号，待乡镇（街道）确认（M1.3）' }),
      unpaid: z.string().optional().meta({ description: '没有为其留出奖金的原因' }),
      refused: z.string().optional().meta({ description: '获奖而不能承接需求的原因' }),
    }),
  ),
  unranked: z
    .array(z.strictObject({ entry: z.string(), title: z.string(), judges: count }))
    .meta({ description: '评分的评委不足，不参加排名' }),
});

export const tieNames = (ties: readonly Tie[]) => ties.map((one) => ({ id: one, name: TIE_NAMES[one] }));

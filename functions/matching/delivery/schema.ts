import * as z from 'zod';
import { Group } from '../../../shared/actions/index.ts';
import { Day } from '../../../shared/events/shapes.ts';
import { fen } from '../../../shared/fields.ts';
import { FORMATS } from '../../../shared/files/formats.ts';
import { bytes, sha256 } from '../../../shared/files/schema.ts';
import { meanings, openText } from '../fields.ts';
import {
  ABOUT,
  ABOUT_NAMES,
  DISPUTE_NAMES,
  DISPUTE_STATES,
  OUTCOME_NAMES,
  OUTCOMES,
  SIDE_NAMES,
  SIDES,
} from '../model/dispute.ts';
import { EVIDENCE_FORMATS } from '../model/evidence.ts';

const id = z.string().min(1).max(100);
const serial = z.int().min(1);
const instant = z.iso.datetime();
const people = z.int().min(1).max(1_000_000);
const Side = z.enum(SIDES).meta({ description: `哪一方：${meanings(SIDE_NAMES)}` });
const Evidences = z
  .array(sha256)
  .max(12)
  .refine((list) => new Set(list).size === list.length, { error: '每项只填一次，请去掉重复的' })
  .meta({ description: '已上传的佐证的编号' });
const Voided = z
  .strictObject({ reason: z.string(), on: Day })
  .optional()
  .meta({ description: '作废的，不再计入' });

/** A number in a path: of a phase from 0, of anything else from 1. */
export const numberIn = (name: string, least: 0 | 1) =>
  z
    .string()
    .regex(least === 0 ? /^(0|[1-9]\d{0,5})$/ : /^[1-9]\d{0,5}$/, { error: `应为${name}，从 ${least} 开始` })
    .transform(Number);

export const ReasonRequest = z.strictObject({
  reason: openText(500).meta({ description: '理由，记入办理记录' }),
});
export const TextRequest = z.strictObject({ text: openText(2000) });

export const ReportRequest = z.strictObject({
  phase: z.int().min(0).max(100).meta({ description: '阶段序号，从 0 开始' }),
  on: Day.meta({ description: '开展服务之日' }),
  note: openText(2000).meta({ description: '做了什么；只写服务对象的类别，不写姓名（A1）' }),
  minutes: z.int().min(1).max(1_000_000_000).meta({ description: '全部参与人员的服务时长合计，单位分钟' }),
  participants: people.meta({ description: '参与服务的人数' }),
  served: z
    .partialRecord(Group, people)
    .default({})
    .meta({ description: '当日服务人次，按服务对象类别（A1）；没有服务的类别不填' }),
  evidence: Evidences.default([]),
});

export const ReportAnswer = z.strictObject({
  serial: serial.meta({ description: '第几份' }),
  phase: z.int().min(0),
  on: Day,
  note: z.string(),
  minutes: z.int().min(1),
  participants: people,
  served: z.partialRecord(Group, people),
  evidence: z.array(z.string()),
  at: instant,
  voided: Voided,
});

export const SpendingRequest = z.strictObject({
  resource: id.meta({ description: '由哪项资金支付' }),
  fen: fen.min(1),
  on: Day.meta({ description: '支付之日' }),
  what: openText(200).meta({ description: '用途' }),
  evidence: Evidences.default([]),
});

export const SpendingAnswer = z.strictObject({
  serial: serial.meta({ description: '第几笔' }),
  resource: z.string(),
  fen,
  on: Day,
  what: z.string(),
  evidence: z.array(z.string()),
  at: instant,
  voided: Voided,
});

const comment = openText(1000).optional().meta({ description: '意见；不写姓名等个人信息（A1）' });
const points = z.record(z.string().max(30), z.int().min(1).max(10));
const counts = z.partialRecord(Group, z.array(z.int().min(0).max(1_000_000)).max(10));

export const EvaluationRequest = z
  .discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('community'),
      points: points.meta({ description: '各评价项目的评分，1 至 5 分' }),
      comment,
    }),
    z.strictObject({
      by: z.literal('served'),
      counts: counts.meta({
        description: '按服务对象类别，依次为打 1、2、3、4、5 分的人数；只汇总，不记名（A1）',
      }),
      comment,
    }),
  ])
  .meta({ description: 'community 需求发布方的评价，served 服务对象评价的汇总' });

const evaluated = {
  sum: serial.meta({ description: '总分' }),
  count: serial.meta({ description: '评分数' }),
  rating: z.int().min(1).meta({ description: '计入组织评价的分数：平均分取整' }),
  revision: serial.meta({ description: '第几次，更正的以最后一次为准' }),
  on: Day,
  policy: z.string(),
};
export const EvaluationAnswer = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('community'), points, comment: z.string().optional(), ...evaluated }),
  z.strictObject({ by: z.literal('served'), counts, comment: z.string().optional(), ...evaluated }),
]);

export const EvaluationsAnswer = z.strictObject({
  items: z.array(EvaluationAnswer),
  criteria: z
    .array(z.strictObject({ id: z.string(), name: z.string() }))
    .meta({ description: '现行口径下需求发布方评分的项目' }),
  mostPoints: z.int().min(1).meta({ description: '每项最高分' }),
});

export const DisputeRequest = z.strictObject({
  about: z.enum(ABOUT).meta({ description: `争议事项：${meanings(ABOUT_NAMES)}` }),
  text: openText(2000),
  evidence: Evidences.default([]),
});

const Outcome = z.enum(OUTCOMES).meta({ description: `裁定：${meanings(OUTCOME_NAMES)}` });
export const RulingRequest = z.strictObject({ outcome: Outcome, text: openText(2000) });

export const DisputeAnswer = z.strictObject({
  serial: serial.meta({ description: '第几个' }),
  by: Side,
  about: z.enum(ABOUT),
  text: z.string(),
  evidence: z.array(z.string()),
  state: z.enum(DISPUTE_STATES).meta({ description: `状态：${meanings(DISPUTE_NAMES)}` }),
  answer: z.strictObject({ text: z.string(), at: instant }).optional(),
  ruling: z.strictObject({ outcome: Outcome, text: z.string(), at: instant }).optional(),
  at: instant,
  endedAt: instant.optional(),
});

export const NoteAnswer = z.strictObject({
  serial: serial.meta({ description: '第几条' }),
  text: z.string(),
  at: instant,
});

const Format = z.enum(EVIDENCE_FORMATS).meta({
  description: `内容类型：${EVIDENCE_FORMATS.map((type) => FORMATS[type].name).join('、')}`,
});

export const EvidenceRequest = z.strictObject({ contentType: Format, size: bytes, sha256 });

export const EvidenceAnswer = z.strictObject({
  id: z.string().meta({ description: '编号，即文件内容的 SHA-256' }),
  by: Side,
  contentType: Format,
  size: bytes,
  state: z.enum(['awaited', 'kept']).meta({ description: 'awaited 等待上传，kept 已核对' }),
  at: instant,
  firstIn: z.string().optional().meta({ description: '同一文件先前已作为佐证的项目' }),
  usedBy: z.array(z.string()).meta({ description: '引用它的进展、支出、争议' }),
});

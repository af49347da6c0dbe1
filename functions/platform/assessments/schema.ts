import * as z from 'zod';
import { Day } from '../../../shared/events/shapes.ts';
import { sha256 } from '../../../shared/files/schema.ts';
import { Subtree } from '../../../shared/http/acting.ts';
import { pageQuery } from '../../../shared/http/page.ts';
import { openText } from '../../../shared/open-text.ts';
import { type AssessmentState, STATE_NAMES } from '../model/assessment.ts';
import { GRADES, PART_NAMES, PARTS } from '../model/terms.ts';

const meanings = (names: Readonly<Record<string, string>>) =>
  Object.entries(names)
    .map(([id, name]) => `${id} ${name}`)
    .join('，');

export const year = z
  .string()
  .regex(/^20(2[1-9]|[3-9]\d)$/, { error: '应为 2021 年起的年份' })
  .meta({ description: '年份', example: '2026' });
const points = z.int().min(0).max(100).meta({ description: '得分，整数' });
const byIndicator = <T extends z.ZodType>(one: T) =>
  z.record(z.string().regex(/^[a-z-]{1,30}$/, { error: '应为指标的编号' }), one);

const Claim = z.strictObject({
  points,
  text: openText(2000).meta({ description: '自评说明' }),
  evidence: z.array(sha256).max(20).default([]).meta({ description: '已上传的佐证的编号' }),
});
export const ClaimRequest = z.strictObject({ claims: byIndicator(Claim) });
export const ReviewRequest = z.strictObject({
  points: byIndicator(points),
  comment: openText(2000).meta({ description: '审核意见' }),
});
export const ObjectionRequest = z.strictObject({
  reason: openText(2000).meta({ description: '异议的理由' }),
});
export const FinishRequest = z.strictObject({
  answer: openText(2000).optional().meta({ description: '对异议的答复' }),
  points: byIndicator(points).optional().meta({ description: '因异议改动的得分' }),
});

const State = z
  .enum(Object.keys(STATE_NAMES) as AssessmentState[])
  .meta({ description: meanings(STATE_NAMES) });
const count = z.int().min(0);
const indicator = {
  id: z.string(),
  name: z.string(),
  part: z.enum(PARTS).meta({ description: meanings(PART_NAMES) }),
  weight: count,
};

export const AssessmentAnswer = z.strictObject({
  township: z.string(),
  year,
  state: State,
  policy: z.string(),
  points: z.number().optional().meta({ description: '总分，一位小数' }),
  grade: z.enum(GRADES).optional().meta({ description: 'excellent 优秀，good 良好，pass 合格，fail 不合格' }),
  indicators: z
    .array(
      z.strictObject({
        ...indicator,
        points: z.number(),
        data: z.strictObject({ numerator: count, denominator: count }).optional(),
        target: count.optional(),
      }),
    )
    .optional(),
  publishedOn: Day.optional(),
  claims: byIndicator(Claim).optional(),
  reviewer: z
    .enum(['county', 'city'])
    .optional()
    .meta({ description: '由谁审核和公布：county 县（市、区）民政，city 市级部门（共享平台）' }),
  judged: z
    .array(z.strictObject(indicator))
    .optional()
    .meta({ description: '审核时须逐项给分的指标，不论有无自评' }),
  comment: z.string().optional(),
  objectionUntil: Day.optional(),
  objection: z.string().optional(),
  answer: z.string().optional(),
});

export const ListQuery = z.strictObject({ division: Subtree, year, state: State.optional(), ...pageQuery });

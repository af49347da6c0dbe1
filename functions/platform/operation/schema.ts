import * as z from 'zod';
import { Day, DivisionCode } from '../../../shared/events/shapes.ts';

const count = z.int().min(0);
const Verdict = z.strictObject({
  id: z.string(),
  met: z.boolean(),
  sentence: z.string().meta({ description: '条件' }),
  clause: z.string().meta({ description: '依据' }),
  found: z.string().meta({ description: '实际情况' }),
  remedy: z.string().optional().meta({ description: '怎样才符合' }),
  evidence: z.array(z.string()).meta({ description: '佐证的编号' }),
});

const unmet = z.array(z.string()).meta({ description: '未达到的条件' });

export const OperationAnswer = z.strictObject({
  township: z.string(),
  operating: z.boolean().meta({ description: '是否实体化运作（T1）' }),
  since: Day.meta({ description: '自哪一天起如此' }),
  judgedOn: Day,
  policy: z.string(),
  verdicts: z.array(Verdict),
  spells: z.array(z.strictObject({ from: Day, operating: z.boolean(), unmet, policy: z.string() })),
});

export const RateQuery = z.strictObject({
  division: DivisionCode,
  on: Day.optional().meta({ description: '截至哪一天；不填为今天' }),
});
export const TargetQuery = z.strictObject({
  division: DivisionCode,
  year: z.string().regex(/^20\d{2}$/, { error: '应为年份，如 2022' }),
});

const rate = {
  division: z.string(),
  name: z.string(),
  on: Day,
  numerator: count.meta({ description: '实体化运作的平台数' }),
  denominator: count.meta({ description: '乡镇（街道）数，包括未登记平台的' }),
  policy: z.string().meta({ description: '口径的版本' }),
};

export const RateAnswer = z.strictObject({
  ...rate,
  platforms: z.array(
    z.strictObject({
      township: z.string(),
      name: z.string(),
      registered: z.boolean(),
      operating: z.boolean(),
      since: Day.optional(),
      unmet,
    }),
  ),
});

export const TargetAnswer = z.strictObject({
  ...rate,
  year: z.string(),
  percent: z.int().meta({ description: '目标，百分之几' }),
  clause: z.string(),
  ended: z.boolean().meta({ description: '这一年是否已结束；未结束的为至今的情况' }),
  reached: z.boolean(),
  missing: count.meta({ description: '距目标还差几个平台' }),
});

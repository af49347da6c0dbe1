import * as z from 'zod';
import { DivisionCode } from '../../../shared/events/shapes.ts';
import { fen } from '../../../shared/fields.ts';
import { openText } from '../fields.ts';
import { Source } from '../listings/schema.ts';
import { ROUND_NAMES, ROUND_STATES } from '../model/round.ts';
import { ScoreAnswer, Supply } from '../offers/schema.ts';

const ChannelCaps = z
  .partialRecord(Source, fen)
  .meta({ description: '各资金渠道本轮最多安排多少，不论由谁提供，单位分；不填的不限（M2.3）' });

export const RoundRequest = z.strictObject({
  county: DivisionCode.meta({ description: '县（市、区）代码，6 位', example: '330302' }),
  channelCaps: ChannelCaps.optional(),
});
export type RoundRequest = z.infer<typeof RoundRequest>;

export const CancelRequest = z.strictObject({ reason: openText(500) });

const count = z.int().min(0);

export const RoundAnswer = z.strictObject({
  id: z.string(),
  county: z.string(),
  channelCaps: ChannelCaps.optional(),
  state: z.enum(ROUND_STATES).meta({
    description: `状态：${Object.entries(ROUND_NAMES)
      .map(([id, name]) => `${id} ${name}`)
      .join('，')}`,
  }),
  by: z.strictObject({ role: z.string() }),
  createdAt: z.iso.datetime(),
  touchedAt: z.iso.datetime(),
  solvedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
  instance: z.string().optional().meta({ description: '所求解的问题的 SHA-256：同样的输入得到同样的结果' }),
  needs: count.optional(),
  organisations: count.optional(),
  candidates: count.optional(),
  objective: z.number().optional().meta({ description: '选定方案的总分' }),
  bound: z.number().optional().meta({ description: '任何方案都不能超过的总分' }),
  gap: z.number().optional().meta({ description: '相对差距，0 为已证明最优' }),
  proven: z.boolean().optional(),
  ms: z.number().optional().meta({ description: '求解用时，毫秒' }),
  rows: count,
  counts: z
    .strictObject({ chosen: count, held: count, overtaken: count, announced: count })
    .meta({ description: 'chosen 选定，held 占位，overtaken 被抢先认领等，announced 已公布' }),
  fault: z.string().optional().meta({ description: '未能求解的原因' }),
  policy: z.string(),
});

export const RowAnswer = z.strictObject({
  number: count,
  need: z.string(),
  title: z.string(),
  division: z.string(),
  chosen: z
    .strictObject({
      organisation: z.string(),
      organisationName: z.string(),
      project: z.string().optional(),
      supply: Supply,
      score: ScoreAnswer,
    })
    .optional(),
  explanation: z.array(z.string()).meta({
    description: '为什么选定，为什么没有选更高分的，怎样才能匹配（M2.2）',
  }),
  offer: z.string().optional(),
  overtaken: z.string().optional().meta({ description: '没有占到名额的原因' }),
  returned: z
    .literal(true)
    .optional()
    .meta({ description: '名额仍空缺，已转回匹配队列，由下一个最合适的组织承接' }),
});

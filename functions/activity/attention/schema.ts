import * as z from 'zod';
import { Class } from '../../../shared/events/shapes.ts';
import { Subtree } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { KINDS } from '../model/attention.ts';

const Kind = z
  .enum(KINDS, { error: '应为 dormant（沉寂）或 falling（下滑）' })
  .meta({ description: 'dormant 沉寂：连续多月没有活动；falling 下滑：活动比此前明显减少' });

export const AttentionQuery = z.strictObject({
  division: Subtree,
  kind: Kind.optional().meta({ description: '不填为两者' }),
  ...pageQuery,
});

const Month = z.string().meta({ description: '月，YYYY-MM', example: '2022-03' });
const Span = z.strictObject({ from: Month, to: Month, months: z.int().min(1), activities: z.int().min(0) });

export const AttentionAnswer = pageOf(
  z.strictObject({
    organisation: z.string(),
    name: z.string(),
    division: z.string(),
    class: Class,
    kind: Kind,
    since: Month.meta({ description: '从哪个月起' }),
    numbers: z
      .strictObject({
        recent: Span.meta({ description: '计入的近期各月和其中已确认的活动次数' }),
        before: Span.optional().meta({ description: '下滑：与之比较的此前各月' }),
        lastActive: Month.optional().meta({ description: '沉寂：最近一次活动在哪个月' }),
      })
      .meta({ description: '停止活动期间和成立之前的月份不计入' }),
    reason: z.string(),
    review: z.enum(['lower-class', 'going-on', 'keep-class', 'guidance']).meta({
      description:
        '建议：lower-class 核定是否调为初创型，going-on 核查是否继续活动，keep-class 核查是否仍为成长型，guidance 走访指导；由登记、备案或管理机关决定（C1.1）',
    }),
    advice: z.string(),
    policy: z.string(),
    on: z.iso.date().meta({ description: '哪一天认定' }),
    links: z.strictObject({
      records: z.string().meta({ description: '活动记录' }),
      proposals: z.string().optional().meta({ description: '沉寂：待办的类型核定建议' }),
    }),
  }),
);

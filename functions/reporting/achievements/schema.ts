import * as z from 'zod';
import { KINDS } from '../../../shared/calendar/periods.ts';
import { LEVELS } from '../../../shared/divisions/index.ts';
import { Subtree } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { Period, seriesQuery, Year } from '../../../shared/http/period.ts';

export const IndicatorParams = z.strictObject({
  indicator: z
    .string()
    .min(1)
    .max(60)
    .meta({ description: '指标编号，见 GET /v1/indicators', example: 'needs.matched' }),
});

export const DefinitionsQuery = z.strictObject({ period: Period.optional() });
export const AchievementsQuery = z.strictObject({ division: Subtree, period: Period });

export const SeriesQuery = seriesQuery(Period);

export const FactsQuery = z.strictObject({
  division: Subtree,
  period: Period,
  of: z
    .enum(['numerator', 'denominator'], { error: '应为 numerator 或 denominator' })
    .default('numerator')
    .meta({ description: '分子或分母背后的事实' }),
  ...pageQuery,
});

export const PerformanceQuery = z.strictObject({ division: Subtree, year: Year });

const whole = {
  numerator: z.int().meta({ description: '分子，整数' }),
  denominator: z.int().optional().meta({ description: '分母，整数；不是比率的没有' }),
};
const shown = {
  value: z.number().nullable().meta({ description: '显示的数值，两位小数，百分比不进位；分母为 0 时为空' }),
  text: z.string().meta({ description: '带单位的数值', example: '53.33%' }),
};
const Point = z.strictObject({ period: z.string(), ...whole, ...shown });

const names = {
  indicator: z.string(),
  name: z.string(),
  section: z.string(),
  clause: z.string(),
  unit: z.string(),
};

export const DefinitionsAnswer = z.strictObject({
  policy: z.string().meta({ description: '指标口径的版本' }),
  items: z.array(
    z.strictObject({
      ...names,
      nameEn: z.string(),
      as: z.enum(['percent', 'average', 'number']),
      scale: z.int().meta({ description: '数值除以它后以 unit 为单位' }),
      levels: z.array(z.enum(LEVELS)),
      periods: z.array(z.enum(KINDS)),
      numerator: z.string().meta({ description: '分子，文字说明' }),
      denominator: z.string().optional(),
      by: z.array(z.strictObject({ dimension: z.string(), name: z.string() })),
      sources: z.array(z.string()).meta({ description: '来源事件' }),
      targets: z.array(z.strictObject({ year: z.string(), target: z.string(), clause: z.string() })),
    }),
  ),
});

export const AchievementsAnswer = z.strictObject({
  division: z.string(),
  name: z.string(),
  period: z.string(),
  policy: z.string(),
  computedAt: z.string().optional().meta({ description: '数字算出的时间；还没有算过的没有' }),
  items: z.array(
    z.strictObject({
      ...names,
      ...whole,
      ...shown,
      target: z
        .strictObject({
          target: z.string(),
          clause: z.string(),
          reached: z.boolean().optional(),
          gap: z.string().optional(),
        })
        .optional()
        .meta({ description: '本年度目标，是否达到，差多少' }),
      before: Point.optional().meta({ description: '上一期' }),
      change: z.number().nullable().meta({ description: '比上一期增减，百分比为百分点' }),
      trend: z.array(Point).meta({ description: '近几期，最早的在前' }),
      rank: z
        .strictObject({ place: z.int(), of: z.int() })
        .optional()
        .meta({ description: '在同级行政区划中的位次' }),
      by: z
        .array(
          z.strictObject({
            dimension: z.string(),
            name: z.string(),
            words: z.array(z.strictObject({ word: z.string(), name: z.string(), ...whole, ...shown })),
          }),
        )
        .optional(),
      links: z.strictObject({ parts: z.string().optional(), facts: z.string() }),
    }),
  ),
});

export const SeriesAnswer = z.strictObject({
  division: z.string(),
  indicator: z.string(),
  name: z.string(),
  items: z.array(Point),
});

export const PartsAnswer = z.strictObject({
  division: z.string(),
  indicator: z.string(),
  name: z.string(),
  period: z.string(),
  items: z.array(
    z.strictObject({
      division: z.string(),
      name: z.string(),
      ...whole,
      ...shown,
      rank: z.strictObject({ place: z.int(), of: z.int() }).optional(),
    }),
  ),
});

export const FactsAnswer = pageOf(
  z.strictObject({
    kind: z.string(),
    subject: z.string().meta({ description: '组织、需求、活动等的编号' }),
    division: z.string(),
    on: z.string().optional(),
    count: z.int().meta({ description: '计入的数' }),
    words: z.record(z.string(), z.array(z.string())),
    values: z.record(z.string(), z.int()),
    recorded: z.string(),
    event: z.strictObject({ id: z.string(), type: z.string() }).meta({ description: '来源事件' }),
  }),
);

const Row = z.strictObject({
  division: z.string(),
  name: z.string(),
  level: z.enum(LEVELS),
  figures: z.record(z.string(), z.strictObject({ ...whole, ...shown })),
});
export const PerformanceAnswer = z.strictObject({
  division: z.string(),
  year: z.string(),
  policy: z.string(),
  indicators: z.array(z.strictObject(names)),
  items: z.array(Row),
});

import * as z from 'zod';
import { KINDS, monthsOf } from '../../../shared/calendar/periods.ts';
import { divisionByCode, LEVELS } from '../../../shared/divisions/index.ts';
import { Class } from '../../../shared/events/shapes.ts';
import { Subtree } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { Period as AnyPeriod, seriesQuery, Year } from '../../../shared/http/period.ts';
import { CAUSE_NAMES, CAUSES, type Cause } from '../model/cause.ts';
import { Definition } from '../policy/definition.ts';
import { FIRST_MONTH } from '../policy/index.ts';

/** A month, quarter or year that may have figures. */
export const Period = AnyPeriod.refine((period) => monthsOf(period).at(-1)! >= FIRST_MONTH, {
  error: `数字从 ${FIRST_MONTH} 起`,
});
const Day = z.iso.date({ error: '应为日期，格式 YYYY-MM-DD' });

export const RateQuery = z
  .strictObject({
    division: Subtree,
    period: Period,
    asOf: Day.optional().meta({ description: '这一天结束时的数字；不填为最新' }),
    edition: z
      .string()
      .regex(/^[1-9]\d{0,5}$/, { error: '应为版次，从 1 起的整数' })
      .transform(Number)
      .optional()
      .meta({ description: '关账后的版次：1 为关账时，以后每次重述加一' }),
    level: z
      .enum(LEVELS, { error: '应为 city、county、township 或 village' })
      .optional()
      .meta({ description: '辖区内这一级所有行政区划最新的数字，分页；不填为该行政区划本身的' }),
    limit: pageQuery.limit.unwrap().optional().meta({ description: '填了 level 时每页条数，1 至 100' }),
    cursor: pageQuery.cursor,
  })
  .refine(({ asOf, edition }) => asOf === undefined || edition === undefined, {
    path: ['edition'],
    error: 'asOf 和 edition 只填一个',
  })
  .superRefine(({ division, level, asOf, edition, limit, cursor }, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (level === undefined) {
      const listed = '查某一级所有行政区划的数字时才填，请同时填 level';
      if (limit !== undefined) refuse('limit', listed);
      if (cursor !== undefined) refuse('cursor', listed);
      return;
    }
    const own = divisionByCode(division)?.level;
    if (own && LEVELS.indexOf(level) < LEVELS.indexOf(own))
      refuse('level', `应为 ${LEVELS.slice(LEVELS.indexOf(own)).join('、')}，即 ${division} 本级或下级`);
    const one = '某一天、某一版的数字请逐个行政区划查询，不填 level';
    if (asOf !== undefined) refuse('asOf', one);
    if (edition !== undefined) refuse('edition', one);
  });

export const SeriesQuery = seriesQuery(Period);

export const RankingQuery = z.strictObject({ division: Subtree, period: Period });

export const OrganisationsQuery = z.strictObject({
  division: Subtree,
  period: Period,
  state: z
    .enum(['active', 'inactive'], { error: '应为 active 或 inactive' })
    .optional()
    .meta({ description: 'active 期内至少一个月活跃，inactive 一个月也没有；不填为全部' }),
  ...pageQuery,
});

export const TargetsQuery = z.strictObject({
  division: Subtree.refine((code) => [undefined, 'city', 'county'].includes(divisionByCode(code)?.level), {
    error: '目标按市和县（市、区）考核（T2）',
  }),
  year: Year,
});

const count = z.int().min(0);
const percent = z.number().nullable().meta({ description: '百分比，两位小数，只舍不入；分母为 0 时为 null' });
const Rate = z.strictObject({ numerator: count, denominator: count, percent });
const Restated = z
  .strictObject({ numerator: z.int(), denominator: z.int() })
  .meta({ description: '这一版比上一版分子、分母各变动多少' });

const Causes = z
  .strictObject(
    Object.fromEntries(
      CAUSE_NAMES.map((cause) => [cause, z.int().min(1).optional().meta({ description: CAUSES[cause] })]),
    ) as Record<Cause, z.ZodOptional<z.ZodInt>>,
  )
  .meta({
    description:
      '上一版以后计入这一版的变动各有多少：活动按月计次，组织按涉及的月数；没有变动的（如改正数字本身），为空',
  });

export const FigureAnswer = z.strictObject({
  division: z.string(),
  name: z.string(),
  level: z.enum(LEVELS),
  period: z.string(),
  kind: z.enum(KINDS),
  numerator: count.meta({ description: '活跃的组织月数（按年口径为活跃的组织数）' }),
  denominator: count.meta({ description: '存续的组织月数（按年口径为组织数）' }),
  percent,
  edition: count.meta({ description: '0 未关账，1 关账，以后每次重述加一' }),
  restated: Restated.optional(),
  causes: Causes.optional(),
  policy: z.string().meta({ description: '所依据的政策版本' }),
  definition: z.string().meta({ description: '该版本的活跃口径' }),
  day: z.iso.date().meta({ description: '算出这个数字的日期' }),
  computedAt: z.iso.datetime(),
});
export type FigureAnswer = z.infer<typeof FigureAnswer>;

export const RateAnswer = FigureAnswer.extend({
  editions: z
    .array(
      z.strictObject({
        edition: count,
        ...Rate.shape,
        restated: Restated.optional(),
        causes: Causes.optional(),
        day: z.iso.date(),
      }),
    )
    .meta({ description: '关账后的各版' }),
  links: z.strictObject({ organisations: z.string() }).meta({ description: '数字背后的组织' }),
});

export const LevelAnswer = pageOf(FigureAnswer);

export const SeriesAnswer = z.strictObject({
  division: z.string(),
  name: z.string(),
  kind: z.enum(KINDS),
  items: z.array(FigureAnswer),
});

export const RankingAnswer = z.strictObject({
  division: z.string(),
  period: z.string(),
  items: z.array(FigureAnswer.extend({ rank: z.int().min(1).meta({ description: '并列的名次相同' }) })),
});

const parts = z.strictObject({
  frequency: z.number(),
  participation: z.number(),
  minutes: z.number(),
  rating: z.number(),
});
const OrganisationRow = z.strictObject({
  organisation: z.string(),
  name: z.string(),
  division: z.string(),
  ...Rate.shape,
  active: z.boolean(),
  months: z.array(
    z.strictObject({
      month: z.string(),
      class: Class,
      activities: count,
      participants: count,
      minutes: count,
      ratings: z.strictObject({ sum: count, count }),
      active: z.boolean().optional().meta({ description: '按年口径不逐月判断' }),
      score: z.number().optional().meta({ description: '评分口径：得分，0 至 100' }),
      parts: parts.optional().meta({ description: '各项得分' }),
      links: z.strictObject({ records: z.string() }).meta({ description: '该组织当月计入的活动记录' }),
    }),
  ),
});
export const OrganisationsAnswer = pageOf(OrganisationRow);

export const OwnQuery = z.strictObject({ period: Period });

export const OwnAnswer = z.strictObject({
  organisation: z.string(),
  name: z.string(),
  period: z.string(),
  policy: z.string(),
  definition: Definition,
  items: z.array(OrganisationRow).meta({ description: '在各行政区划的计入情况；期内没有迁移的只有一项' }),
});

const Compared = z.strictObject({ periods: z.array(z.string()), ...Rate.shape });
export const TargetsAnswer = z.strictObject({
  division: z.string(),
  name: z.string(),
  year: z.string(),
  policy: z.string(),
  target: z.strictObject({
    kind: z.enum(['clearly-up', 'over', 'at-least']),
    percent: z.int().optional(),
    points: z.int().optional().meta({ description: '“明显提升”：比基期高多少个百分点' }),
    clause: z.string(),
  }),
  outcome: z
    .enum(['reached', 'not-reached', 'no-figure'])
    .meta({ description: 'reached 达到，not-reached 未达到，no-figure 没有可比的数字' }),
  final: z.boolean().meta({ description: '年度已关账' }),
  figure: Compared.optional(),
  baseline: Compared.optional(),
  trend: z
    .strictObject({
      months: count,
      organisationMonths: count,
      needed: count,
      attainable: z.boolean(),
    })
    .optional()
    .meta({
      description: '年内余下各月（含本月）：还有多少组织月尚可活跃，其中须有多少活跃才达到，是否还能达到',
    }),
  message: z.string(),
});

const mismatch = z.strictObject({
  division: z.string(),
  period: z.string(),
  what: z.enum(['numerator', 'denominator', 'organisations']),
  says: count,
  comesTo: count,
});
export const RunsAnswer = pageOf(
  z.strictObject({
    id: z.string(),
    day: z.iso.date(),
    state: z.enum(['running', 'done']),
    pending: z.array(z.string()).meta({ description: '还没有算完的行政区划' }),
    changed: count.meta({ description: '有变动的数字' }),
    check: z
      .strictObject({ figures: count, mismatches: count, examples: z.array(mismatch) })
      .meta({ description: '完整性核对：部分之和应等于整体，分母应等于组织数' }),
    startedAt: z.iso.datetime(),
    touchedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().optional(),
  }),
);

export const WhatIfRequest = z.strictObject({
  division: Subtree.refine((code) => divisionByCode(code)?.level !== 'city', {
    error: '按县（市、区）或其下级测算，各县（市、区）可分别测算',
  }),
  period: Period,
  definition: Definition,
});

const WhatIfRow = z.strictObject({
  division: z.string(),
  name: z.string(),
  inForce: Rate.optional().meta({ description: '按现行口径；现行口径没有这一期的数字时不出现' }),
  draft: Rate.meta({ description: '按草案口径' }),
});
export const WhatIfAnswer = WhatIfRow.extend({
  period: z.string(),
  policy: z.string(),
  definition: z.string().meta({ description: '现行口径' }),
  below: z.array(WhatIfRow).meta({ description: '直接下级' }),
});

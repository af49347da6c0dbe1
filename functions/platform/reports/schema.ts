import * as z from 'zod';
import { Day, DivisionCode } from '../../../shared/events/shapes.ts';
import { openText } from '../../../shared/open-text.ts';
import { FIGURE_NAMES, FIGURES } from '../model/figures.ts';
import { REPORT_STATES, type ReportState } from '../model/report.ts';

export const month = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, { error: '应为月份，格式 YYYY-MM' })
  .meta({ description: '月份', example: '2026-10' });

const count = z.int().min(0);
const Said = {
  guided: count.max(10_000).meta({ description: '指导、培训的社会组织数' }),
  daysOpen: count.max(31).meta({ description: '当月开放天数' }),
  work: openText(2000).meta({ description: '当月主要工作' }),
  difficulties: openText(2000).optional().meta({ description: '困难和建议' }),
};
export const ReportRequest = z.strictObject({ month, ...Said });
export type ReportRequest = z.infer<typeof ReportRequest>;
export const CorrectionRequest = z.strictObject({
  ...Said,
  reason: openText(500).meta({ description: '更正的理由' }),
});
export type CorrectionRequest = z.infer<typeof CorrectionRequest>;

export const State = z.enum(Object.keys(REPORT_STATES) as ReportState[]).meta({
  description: Object.entries(REPORT_STATES)
    .map(([id, name]) => `${id} ${name}`)
    .join('，'),
});

const Figures = z
  .strictObject(
    Object.fromEntries(FIGURES.map((name) => [name, count.meta({ description: FIGURE_NAMES[name] })])),
  )
  .meta({ description: '由其他服务的事件得出的数字' });
const averageActivity = z
  .strictObject({ numerator: count, denominator: count, policy: z.string() })
  .optional()
  .meta({ description: '辖区社会组织当月平均活跃度（T2），由活动服务公布' });

export const ReportAnswer = z.strictObject({
  township: z.string(),
  month,
  state: State,
  dueOn: Day.meta({ description: '报送期限' }),
  figures: Figures,
  averageActivity,
  said: z.strictObject(Said).optional().meta({ description: '乡镇（街道）填报的；草稿没有' }),
  submittedOn: Day.optional(),
  corrections: z.array(
    z.strictObject({ at: z.iso.datetime(), reason: z.string(), before: z.strictObject(Said) }),
  ),
});

export const OverviewQuery = z.strictObject({ division: DivisionCode, month, state: State.optional() });
export const OverviewAnswer = z.strictObject({
  division: z.string(),
  month,
  dueOn: Day,
  items: z.array(
    z.strictObject({ township: z.string(), name: z.string(), state: State, submittedOn: Day.optional() }),
  ),
});

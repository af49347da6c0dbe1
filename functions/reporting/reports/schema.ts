import * as z from 'zod';
import { isPeriod, KINDS } from '../../../shared/calendar/periods.ts';
import { divisionByCode } from '../../../shared/divisions/index.ts';
import { Day, DivisionCode } from '../../../shared/events/shapes.ts';
import { pageQuery } from '../../../shared/http/page.ts';
import { openText } from '../../../shared/open-text.ts';
import {
  REMARKS,
  REPORT_STATES,
  type Remark,
  type ReportState,
  STANDINGS,
  type Standing,
} from '../model/report.ts';

const meanings = (names: Readonly<Record<string, string>>) =>
  Object.entries(names)
    .map(([id, name]) => `${id} ${name}`)
    .join('，');
const named = <K extends string>(names: Readonly<Record<K, string>>) =>
  z
    .enum(Object.keys(names) as K[], { error: `应为以下之一：${meanings(names)}` })
    .meta({ description: meanings(names) });

const Division = DivisionCode.refine(
  (code) => ['city', 'county'].includes(divisionByCode(code)?.level ?? ''),
  {
    error: '报告按县（市、区）和全市编制：应为 6 位或 4 位的行政区划代码',
  },
);
const Period = z
  .string()
  .max(7, { error: '应为月、季或年，如 2023-05、2023-Q2、2023', abort: true })
  .refine(isPeriod, { error: '应为月、季或年，如 2023-05、2023-Q2、2023' })
  .meta({ description: '时期：月 2023-05，季 2023-Q2，年 2023', example: '2023-05' });
const VERSION = { error: '应为从 1 开始的版本号' };
const Version = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, VERSION)
  .transform(Number)
  .meta({ description: '版本，从 1 开始' });

export const params = z.strictObject({ division: Division, period: Period });
const State = named<ReportState>(REPORT_STATES);
export const ListQuery = z.strictObject({
  division: Division.optional().meta({ description: '不填为本级及所辖' }),
  period: Period.optional(),
  state: State.optional(),
  ...pageQuery,
});
export const VersionQuery = z.strictObject({
  version: Version.optional().meta({ description: '版本，从 1 开始；不填为最新一版' }),
});
export const VersionsQuery = z.strictObject(pageQuery);

export const CheckRequest = z
  .strictObject({
    agreed: z.boolean().meta({ description: '数据是否属实；不属实的请写明异议' }),
    comment: openText(1000).optional().meta({ description: '核对意见；有异议的必填' }),
  })
  .refine(({ agreed, comment }) => agreed || comment !== undefined, {
    path: ['comment'],
    error: '有异议的必须写明',
  });
export const RedraftRequest = z.strictObject({
  reason: openText(1000).meta({ description: '为什么重新起草，如补录了活动' }),
});
export const SignRequest = z.strictObject({
  reason: openText(1000)
    .optional()
    .meta({ description: '县级逾期未核对，或市级先于各县签发的，必须说明理由' }),
});

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const at = z.iso.datetime();
const plain = { numerator: z.int(), denominator: z.int().optional() };
const Plain = z.strictObject(plain);
const figure = { ...plain, by: z.record(z.string(), z.record(z.string(), Plain)).optional() };
const Changed = z.strictObject({
  indicator: z.string(),
  division: z.string(),
  before: Plain.optional(),
  after: Plain.optional(),
});
const Content = z
  .strictObject({
    form: z.literal('peiyou.report.v1'),
    division: z.string(),
    name: z.string(),
    level: z.enum(['county', 'city']),
    period: z.string(),
    version: z.int().min(1),
    policy: z.string(),
    definitions: z.array(z.string()),
    asOf: at,
    facts: z.strictObject({ count: z.int(), digest: hash }),
    lines: z.array(
      z.strictObject({
        indicator: z.string(),
        ...figure,
        before: Plain.optional(),
        judged: z
          .strictObject({
            target: z.string(),
            clause: z.string(),
            reached: z.boolean().optional(),
            gap: z.string().optional(),
          })
          .optional(),
      }),
    ),
    parts: z.array(
      z.strictObject({
        division: z.string(),
        name: z.string(),
        figures: z.record(z.string(), z.strictObject(figure)),
      }),
    ),
    changes: z.array(Changed).optional(),
  })
  .meta({ description: '报告内容；contentHash 是其规范 JSON（成员按名排序）的 SHA-256' });

const about = {
  division: z.string(),
  name: z.string(),
  period: z.string(),
  level: z.enum(['county', 'city']),
  kind: z.enum(KINDS),
  version: z.int().min(1),
  draft: z.int().min(1).meta({ description: '这一版的第几稿' }),
  state: State,
  standing: named<Standing>(STANDINGS),
  due: Day.optional().meta({ description: '县级核对期限' }),
  draftedAt: at,
  contentHash: hash,
};
export const ReportItem = z.strictObject({ ...about, sealHash: hash.optional(), signedAt: at.optional() });
export const ReportAnswer = z.strictObject({
  ...about,
  asOf: at.meta({ description: '数据截至这一时刻的记录' }),
  policy: z.string(),
  changes: z.int().optional().meta({ description: '重述改动的数据项数' }),
  checks: z
    .array(z.strictObject({ role: z.string(), at, agreed: z.boolean(), comment: z.string().optional() }))
    .meta({ description: '对本稿的核对' }),
  remarks: z
    .array(
      z.strictObject({
        kind: named<Remark['kind']>(REMARKS),
        draft: z.int(),
        role: z.string(),
        at,
        text: z.string(),
      }),
    )
    .meta({ description: '这一版各稿的意见' }),
  signed: z.strictObject({ role: z.string(), at, reason: z.string().optional() }).optional(),
  sealHash: hash.optional().meta({ description: '签发时内容、依据、核对和签发一并封存的 SHA-256' }),
  links: z.strictObject({ self: z.string(), versions: z.string(), exports: z.string(), pushes: z.string() }),
});
export const WholeReport = z.strictObject({ ...ReportAnswer.shape, content: Content });
export const VersionItem = z.strictObject({
  version: z.int().min(1),
  draft: z.int().min(1),
  state: State,
  draftedAt: at,
  asOf: at,
  policy: z.string(),
  contentHash: hash,
  changes: z.int().optional(),
  signedAt: at.optional(),
  sealHash: hash.optional(),
});

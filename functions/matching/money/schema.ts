import * as z from 'zod';
import { CITY, divisionByCode } from '../../../shared/divisions/index.ts';
import { Day, DivisionCode, OrganisationId } from '../../../shared/events/shapes.ts';
import { fen, line } from '../../../shared/fields.ts';
import { pageOf } from '../../../shared/http/page.ts';
import { meanings, openText } from '../fields.ts';
import { Source } from '../listings/schema.ts';
import { ENTRY_KINDS, ENTRY_NAMES, FORM_NAMES, FORMS, HEADING_IDS, HEADINGS } from '../model/ledger.ts';
import { PURPOSE_NAMES, PURPOSES, SELLER_NAMES, SELLERS } from '../model/purchase.ts';

export const Year = z
  .string()
  .regex(/^20\d\d$/, { error: '应为四位年份，例如 2026' })
  .optional()
  .meta({ description: '年度；不填为今年' });

/** A division of which the ledger tells. */
export const Place = DivisionCode.refine((code) => code.length <= 9 && divisionByCode(code) !== undefined, {
  error: '应为市、县（市、区）或乡镇（街道）的代码',
});
export const City = DivisionCode.refine((code) => code === CITY.code || /^\d{6}$/.test(code), {
  error: '应为市或县（市、区）的代码',
});

const sum = z.int();
const Heading = z.enum(HEADING_IDS).meta({ description: `科目：${meanings(HEADINGS)}` });

export const PurchaseRequest = z.strictObject({
  on: Day.meta({ description: '购买日期，以合同或成交公告为准；计入这一天所在的年度' }),
  fen: fen.min(1),
  isNew: z.boolean().meta({ description: '是否新增公共服务支出（O2 只计新增）' }),
  from: z.enum(SELLERS).meta({ description: `承接主体：${meanings(SELLER_NAMES)}` }),
  organisation: OrganisationId.optional().meta({ description: '承接的社会组织，在本平台登记、备案的' }),
  sellerName: line(100).optional().meta({ description: '承接主体名称；填了 organisation 的不填' }),
  purpose: z.enum(PURPOSES).meta({ description: `购买内容：${meanings(PURPOSE_NAMES)}` }),
  what: openText(200).meta({ description: '项目名称' }),
  document: line(100).meta({ description: '合同或成交公告编号' }),
});
export type PurchaseRequest = z.infer<typeof PurchaseRequest>;

export const PurchaseAnswer = PurchaseRequest.extend({
  id: z.string(),
  division: z.string().meta({ description: '登记的民政部门所在县（市、区）' }),
  sellerName: z.string(),
  recordedAt: z.iso.datetime(),
  reversed: z
    .strictObject({ reason: z.string(), at: z.iso.datetime() })
    .optional()
    .meta({ description: '已冲销：不再计入' }),
});

export const ReverseRequest = z.strictObject({
  reason: openText(500).meta({ description: '冲销的理由' }),
});

const ShareFigures = {
  numeratorFen: sum.meta({ description: '分子：向社会组织购买平台运营、支持社区社会组织' }),
  denominatorFen: sum.meta({ description: '分母：新增公共服务支出中的政府购买' }),
  percent: z.number().nullable().meta({ description: '占比，百分数，截至两位小数；没有新增支出时为 null' }),
  reached: z.boolean().nullable().meta({ description: '是否达到目标' }),
  platformFen: sum.meta({ description: '分子中：购买平台运营' }),
  supportFen: sum.meta({ description: '分子中：购买社区社会组织支持' }),
  matchesFen: sum.meta({ description: '分子中：由政府购买资金支付、已确认承接的项目（M1.3）' }),
};
export const ShareAnswer = z.strictObject({
  division: z.string(),
  name: z.string(),
  year: z.string(),
  target: z.strictObject({ percent: z.int(), clause: z.string(), policy: z.string() }),
  ...ShareFigures,
  counties: z.array(z.strictObject({ division: z.string(), name: z.string(), ...ShareFigures })),
});

const Figures = z.strictObject({
  pledgedFen: sum.meta({ description: '提供，包括政府购买' }),
  returnedFen: sum.meta({ description: '收回' }),
  committedFen: sum.meta({ description: '已安排给项目，包括已支出' }),
  spentFen: sum.meta({ description: '其中已支出' }),
  boughtFen: sum.meta({ description: '民政部门登记的政府购买' }),
});
const Totals = { money: Figures, inKind: Figures.meta({ description: '物资，按单价计' }) };
export const TotalsAnswer = z.strictObject({
  division: z.string(),
  name: z.string(),
  year: z.string(),
  ...Totals,
  sources: z.array(z.strictObject({ source: Source, name: z.string(), ...Totals })),
  parts: z
    .array(z.strictObject({ division: z.string(), name: z.string(), ...Totals }))
    .meta({ description: '下一级各地和本级，合计等于总数' }),
});

export const BalanceAnswer = z.strictObject({
  division: z.string(),
  name: z.string(),
  headings: z.array(z.strictObject({ heading: Heading, name: z.string(), fen: sum })),
  differenceFen: sum.meta({ description: '各科目之和；平衡时为 0' }),
  balanced: z.boolean(),
  parts: z.array(z.strictObject({ division: z.string(), name: z.string(), differenceFen: sum })),
});

const Balances = z
  .partialRecord(Heading, sum)
  .meta({ description: `各科目余额，单位分，合计为 0；供给为负。${meanings(HEADINGS)}` });
const Entry = z.strictObject({
  id: z.string(),
  kind: z.enum(ENTRY_KINDS).meta({ description: `事由：${meanings(ENTRY_NAMES)}` }),
  account: z.string(),
  form: z.enum(FORMS).meta({ description: meanings(FORM_NAMES) }),
  source: Source,
  fen: sum,
  on: z.string(),
  year: z.string().meta({ description: '计入的年度：项目的资金计入安排的年度' }),
  at: z.iso.datetime().meta({ description: '记账时间' }),
  match: z.string().optional(),
  organisation: z.string().optional(),
  postings: z
    .array(z.strictObject({ heading: Heading, place: DivisionCode, fen: sum }))
    .meta({ description: '借方为正，贷方为负，在每一地合计为 0' }),
});
const about = { id: z.string(), title: z.string() };
export const AccountAnswer = pageOf(Entry).extend({ ...about, division: z.string(), balances: Balances });
export const AccountsAnswer = pageOf(z.strictObject({ ...about, division: z.string(), balances: Balances }));
export const MatchLedgerAnswer = pageOf(Entry).extend({
  ...about,
  shares: z
    .array(z.strictObject({ account: z.string(), committedFen: sum, spentFen: sum }))
    .meta({ description: '各项资源：committedFen 已安排（包括已支出），spentFen 已支出' }),
});

/** A report (报告) and its life: drafted, checked by its county, signed off by the city, frozen for good. Pure. */
import type { PeriodKind } from '../../../shared/calendar/periods.ts';

export const REPORT_STATES = { draft: '草稿', checked: '已核对', signed: '已签发' } as const;
export type ReportState = keyof typeof REPORT_STATES;

/** What may happen in which state, and which state it leads to. */
const LIFE = {
  agree: { from: ['draft'], to: 'checked', name: '核对' },
  object: { from: ['draft'], to: 'draft', name: '核对' },
  redraft: { from: ['draft', 'checked'], to: 'draft', name: '重新起草' },
  sign: { from: ['draft', 'checked'], to: 'signed', name: '签发' },
} as const satisfies Record<string, { from: readonly ReportState[]; to: ReportState; name: string }>;
export type ReportEvent = keyof typeof LIFE;

/** The state that an event leads to. */
export const stateAfter = (event: ReportEvent): ReportState => LIFE[event].to;

/** Why something may not happen to a report now; undefined when it may. */
export function refusal(
  { state, redrafting }: Pick<Report, 'state' | 'redrafting'>,
  event: ReportEvent,
): string | undefined {
  if (!(LIFE[event].from as readonly string[]).includes(state)) {
    const instead = state === 'signed' ? '；数据有出入的，由系统起草新版本重述' : '';
    return `“${REPORT_STATES[state]}”的报告不能${LIFE[event].name}${instead}`;
  }
  return redrafting ? `新一稿正在起草，完成后才能${LIFE[event].name}` : undefined;
}

/** Who did something, and when. */
interface Act {
  role: string;
  subject: string;
  /** ISO 8601 instant. */
  at: string;
}

/** That a county looked at a draft. */
export interface Check extends Act {
  agreed: boolean;
  comment?: string;
  /** SHA-256 of the comment. */
  commentHash?: string;
}

export const REMARKS = {
  agreed: '核对意见',
  objected: '异议',
  redraft: '重新起草的理由',
  signed: '签发的说明',
} as const;

/** What was said of a report, of whichever draft. */
export interface Remark extends Act {
  kind: keyof typeof REMARKS;
  draft: number;
  text: string;
}
/** More than so many are not said of one version. */
export const MOST_REMARKS = 50;

/** What a signature freezes; its hash is the seal. */
export interface Seal {
  report: string;
  version: number;
  contentHash: string;
  asOf: string;
  policy: string;
  checks: readonly { role: string; at: string; agreed: boolean; commentHash?: string }[];
  signed: { role: string; at: string; reasonHash?: string };
}

/** One version of the report of a county or the city for a period. */
export interface Report {
  division: string;
  period: string;
  level: 'county' | 'city';
  kind: PeriodKind;
  /** From 1; a restatement is the next. */
  version: number;
  /** From 1 in each version: which draft it is. */
  draft: number;
  state: ReportState;
  /** ISO 8601 instants: when it was drafted, and up to when facts are in it. */
  draftedAt: string;
  asOf: string;
  /** Version of the indicators' definitions. */
  policy: string;
  /** SHA-256 of the content's bytes, and where they are. */
  contentHash: string;
  contentKey: string;
  /** How many figures a restatement changes. */
  changes?: number;
  /** YYYY-MM-DD: until when its county has to check it; the city's own needs no check. */
  due?: string;
  /** Of this draft. */
  checks: readonly Check[];
  remarks: readonly Remark[];
  /** A new draft was asked for and is not there yet. */
  redrafting?: true;
  signed?: Act & { reason?: string; reasonHash?: string };
  seal?: Seal;
  sealHash?: string;
  /** Raised by one with every step. */
  revision: number;
}

export const idOf = ({ division, period }: Pick<Report, 'division' | 'period'>): string =>
  `${division}/${period}`;

/** What If-Match names. */
export const tagOf = ({ version, revision }: Pick<Report, 'version' | 'revision'>): string =>
  `${version}-${revision}`;

/** Whether a county's objection to this draft is not answered yet by a new one, or withdrawn. */
export const isObjected = ({ state, checks }: Pick<Report, 'state' | 'checks'>): boolean =>
  state === 'draft' && checks.at(-1)?.agreed === false;

export const STANDINGS = {
  redrafting: '正在重新起草',
  'to-check': '待县级核对',
  objected: '县级有异议',
  overdue: '逾期未核对',
  'to-sign': '待市级签发',
  signed: '已签发',
} as const;
export type Standing = keyof typeof STANDINGS;

/** What a report waits for on a day. */
export function standingOf(
  { state, redrafting, due, objected }: Pick<Report, 'state' | 'redrafting' | 'due'> & { objected: boolean },
  today: string,
): Standing {
  if (state === 'signed') return 'signed';
  if (redrafting) return 'redrafting';
  if (state === 'checked' || due === undefined) return 'to-sign';
  if (today > due) return 'overdue';
  return objected ? 'objected' : 'to-check';
}

export type Refused = { why: 'forbidden' | 'conflict' | 'reason-missing'; detail: string };

/**
 * Why a report may not be signed off now; undefined when it may. Who checked it does not sign it; what its county did not check
 * in time, and a report of the city before those of all counties, is signed with a reason only.
 * @param unsigned names of the counties whose reports of the period are not signed
 */
export function notSignable(
  report: Report,
  {
    subject,
    reason,
    today,
    unsigned,
  }: { subject: string; reason: string | undefined; today: string; unsigned: readonly string[] },
): Refused | undefined {
  const refused = refusal(report, 'sign');
  if (refused !== undefined) return { why: 'conflict', detail: refused };
  if (report.checks.some((check) => check.subject === subject))
    return { why: 'forbidden', detail: '核对和签发应由两人分别办理' };
  const standing = standingOf({ ...report, objected: isObjected(report) }, today);
  if (standing === 'to-check' || standing === 'objected') {
    const objected =
      standing === 'objected' ? '县级对本稿有异议，请先重新起草或由县级再次核对' : '县级尚未核对';
    return { why: 'conflict', detail: `${objected}；核对期限为 ${report.due}，逾期后可说明理由签发` };
  }
  if (reason !== undefined) return undefined;
  if (standing === 'overdue')
    return { why: 'reason-missing', detail: `县级逾期（${report.due}）未核对，签发须说明理由` };
  return unsigned.length > 0
    ? {
        why: 'reason-missing',
        detail: `以下县（市、区）同期报告尚未签发：${unsigned.join('、')}；市级报告先行签发须说明理由`,
      }
    : undefined;
}

/** What a signature freezes. */
export function sealOf(report: Report & { signed: NonNullable<Report['signed']> }): Seal {
  const { version, contentHash, asOf, policy, checks, signed } = report;
  return {
    report: idOf(report),
    version,
    contentHash,
    asOf,
    policy,
    checks: checks.map(({ role, at, agreed, commentHash }) => ({
      role,
      at,
      agreed,
      ...(commentHash !== undefined && { commentHash }),
    })),
    signed: {
      role: signed.role,
      at: signed.at,
      ...(signed.reasonHash !== undefined && { reasonHash: signed.reasonHash }),
    },
  };
}

/** The monthly operation report of a platform (月报, T1). Pure. */

import { lastDayOfMonth } from '../../../shared/calendar/months.ts';
import type { Figures } from './figures.ts';
import { dueOf } from './month.ts';

/** What the township says itself. */
export interface Said {
  /** Organisations that were guided and trained. */
  guided: number;
  /** Days on which it was open. */
  daysOpen: number;
  work: string;
  difficulties?: string;
}

/** Average activity of the area (T2), as its service published it. */
export interface AverageActivity {
  numerator: number;
  denominator: number;
  policy: string;
}

export interface Report {
  township: string;
  month: string;
  said: Said;
  /** What events showed when it was submitted. */
  figures: Figures;
  averageActivity?: AverageActivity;
  submittedOn: string;
  dueOn: string;
  /** ISO 8601 instant. */
  submittedAt: string;
  corrections: readonly { at: string; reason: string; before: Said }[];
  version: number;
}

export const REPORT_STATES = {
  awaited: '待报',
  missing: '逾期未报',
  'in-time': '按时报送',
  late: '逾期报送',
  'no-platform': '未建平台',
} as const;
export type ReportState = keyof typeof REPORT_STATES;

export const isInTime = ({ submittedOn, dueOn }: Pick<Report, 'submittedOn' | 'dueOn'>) =>
  submittedOn <= dueOn;

/** How a month's report stands on a day. */
export function stateOf(
  month: string,
  {
    report,
    registered,
    today,
    dueDays,
  }: { report?: Report | undefined; registered: boolean; today: string; dueDays: number },
): ReportState {
  if (report) return isInTime(report) ? 'in-time' : 'late';
  if (!registered) return 'no-platform';
  return today <= dueOf(month, dueDays) ? 'awaited' : 'missing';
}

/** Why a month cannot be reported yet; undefined when it can. */
export const tooEarly = (month: string, today: string): string | undefined =>
  today <= lastDayOfMonth(month) ? `${month} 尚未结束，${lastDayOfMonth(month)} 之后报送` : undefined;

/** Why a month cannot have had so many days; undefined when it can. */
export function tooManyDays(month: string, daysOpen: number): string | undefined {
  const days = Number(lastDayOfMonth(month).slice(8));
  return daysOpen <= days ? undefined : `${month} 只有 ${days} 天`;
}

/** What the use cases of reports share: finding one for a step, audit entries, who acts by schedule. */
import { CITY } from '../../../shared/divisions/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, notFound, preconditionFailed } from '../../../shared/http/problem.ts';
import { entriesOf } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { idOf, type Report, type ReportEvent, refusal, tagOf } from '../model/report.ts';
import { reportAggregate } from '../store/reports.ts';

export interface Id {
  division: string;
  period: string;
}

export const SYSTEM = { role: 'system', subject: 'schedule' } as const;

const entry = entriesOf(reportAggregate);
/** Audit entry of a step of a report: which version and draft it was, and the hash of what it says. */
export const reportEntry = (
  report: Report,
  action: string,
  by: { role: string; subject: string },
  detail: object = {},
) => {
  const { version, draft, asOf, contentHash } = report;
  return entry(idOf(report), action, by, { version, draft, asOf, contentHash, ...detail });
};

/** The city's report lies in no county: its county looks at it once it is signed. */
export const isOfCity = ({ division }: Pick<Id, 'division'>): boolean => division === CITY.code;

/** @throws Problem 404 when there is no such report, or no such version */
export async function reportOf({ division, period }: Id, { store }: Deps, version?: number): Promise<Report> {
  const report = await store.report(division, period, version);
  if (report) return report;
  throw notFound(version === undefined ? '这个时期的报告尚未起草' : `报告没有第 ${version} 版`);
}

/**
 * The latest version of a report, to which something may happen now.
 * @throws Problem 404 when there is none, 412 for another version, 409 when it may not happen in its state
 */
export async function ready(id: Id, event: ReportEvent, { ifMatch }: Acting, deps: Deps): Promise<Report> {
  const report = await reportOf(id, deps);
  if (ifMatch !== undefined && ifMatch !== tagOf(report)) throw preconditionFailed();
  const why = refusal(report, event);
  if (why !== undefined) throw conflict(why, { extra: { state: report.state } });
  return report;
}

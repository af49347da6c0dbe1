import type { Caller } from '../../../shared/auth/caller.ts';
import { covers } from '../../../shared/divisions/index.ts';
import { forbidden, notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import type { Report, ReportState } from '../model/report.ts';
import { contentOf } from './contents.ts';
import { type Id, isOfCity, reportOf } from './find.ts';
import { bodyOf, shownHead, shownReport, shownVersion } from './shown.ts';

/** Whether a caller sees a report before it is signed: the city all, a county its own. */
const seesDrafts = ({ division }: Caller, of: Pick<Id, 'division'>): boolean => covers(division, of.division);

/**
 * A report with what it says: the version asked for; else the latest, for a county the latest signed one of the city.
 * @throws Problem 404 when there is none that the caller may see
 */
export async function readReport(
  id: Id,
  version: number | undefined,
  caller: Caller,
  deps: Deps,
): Promise<Answer> {
  const report = await visible(id, version, caller, deps);
  const content = await contentOf(report, deps);
  return { ...shownReport(report, deps), body: { ...bodyOf(report, deps), content } };
}

/**
 * The version of a report that a caller sees.
 * @throws Problem 404 when there is none
 */
export async function visible(
  id: Id,
  version: number | undefined,
  caller: Caller,
  deps: Deps,
): Promise<Report> {
  if (seesDrafts(caller, id)) return reportOf(id, deps, version);
  const [signed] = await deps.store.heads('signed', [id]);
  const report = signed && (await reportOf(id, deps, version ?? signed.version));
  if (report?.state !== 'signed') throw notFound('这个时期的市级报告尚未签发');
  return report;
}

/** All versions of a report, the latest first; a county sees the signed ones of the city. */
export async function readVersions(
  id: Id,
  list: { limit: number; cursor?: string | undefined },
  caller: Caller,
  deps: Deps,
): Promise<Answer> {
  await visible(id, undefined, caller, deps);
  const scope = `versions ${id.division}/${id.period}`;
  const page = await deps.store.versionsOf(id, { scope, ...list });
  const seen = page.items.filter(({ state }) => state === 'signed' || seesDrafts(caller, id));
  return { status: 200, body: { ...page, items: seen.map(shownVersion) } };
}

interface Asked {
  division?: string | undefined;
  period?: string | undefined;
  state?: ReportState | undefined;
  limit: number;
  cursor?: string | undefined;
}

/**
 * Reports: the city sees all, a county its own and the signed ones of the city. Those that are signed are shown as they were
 * signed last, others as they are now.
 * @throws Problem 403 for a county that asks for drafts of the city
 */
export async function listReports(
  { division: asked, period, state, limit, cursor }: Asked,
  caller: Caller,
  deps: Deps,
): Promise<Answer> {
  const division = asked ?? caller.division;
  const own = seesDrafts(caller, { division });
  if (!own && state !== undefined && state !== 'signed') {
    const detail = '市级报告签发后才能查看：state 请填 signed 或不填';
    throw forbidden(detail, { errors: [{ pointer: '#/query/state', detail }] });
  }
  const which = state === 'signed' || !own ? 'signed' : 'latest';
  const scope = `reports ${division} ${period} ${state} ${which}`;
  const page = await deps.store.reportList(
    { which, division, exactly: !own, period, ...(which === 'latest' && { state }) },
    { scope, limit, cursor },
  );
  return { status: 200, body: { ...page, items: page.items.map((head) => shownHead(head, deps)) } };
}

/** The division that a caller has to be over; the city's own report is for all counties to see. */
export const divisionAsked = (division: string | undefined): string | undefined =>
  division === undefined || isOfCity({ division }) ? undefined : division;

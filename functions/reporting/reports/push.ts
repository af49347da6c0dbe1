/**
 * The pushes to the province that steps of reports ask for, in the transaction of the step.
 *
 * SEAM with functions/reporting/pushes: `requested` becomes `pushRequested` of pushes/request.ts, which takes the same and
 * gives the writes and events of a push; nothing else changes here or in what calls it.
 */
import type { CloudEvent } from '../../../shared/events/index.ts';
import type { TransactWrite } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Changed, Content } from '../model/content.ts';
import { changingDataOf, pushDataOf } from '../model/push-data.ts';
import { idOf, type Report } from '../model/report.ts';
import type { Head } from '../store/reports.ts';

interface Request {
  /** Code of the county, or of the city for its own report: pushes keep their order in it. */
  county: string;
  type: 'report.signed' | 'report.changing';
  subject: string;
  data: object;
}

interface Requested {
  writes: readonly TransactWrite[];
  events: readonly CloudEvent[];
}

/** What is pushed of a report that is signed off: its figures and hashes. */
export const signedRequest = (report: Report, content: Content): Request =>
  requestOf('report.signed', report, pushDataOf(report, content));

export const signedPush = (report: Report, content: Content, deps: Deps): Promise<Requested> =>
  requested(signedRequest(report, content), deps);

/** A signed report is being restated: the province knows that what it has will change, and what. */
export const changingPush = (signed: Head, changes: readonly Changed[], deps: Deps): Promise<Requested> =>
  requested(requestOf('report.changing', signed, changingDataOf(signed, changes)), deps);

const requestOf = (
  type: Request['type'],
  report: Pick<Report, 'division' | 'period'>,
  data: object,
): Request => ({ county: report.division, type, subject: idOf(report), data });

async function requested(_request: Request, _deps: Deps): Promise<Requested> {
  return { writes: [], events: [] };
}

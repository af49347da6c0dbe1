/** The pushes to the province that steps of reports ask for, in the transaction of the step. */
import type { Deps } from '../deps.ts';
import type { Changed, Content } from '../model/content.ts';
import { changingDataOf, pushDataOf } from '../model/push-data.ts';
import { idOf, type Report } from '../model/report.ts';
import { itemId, type Payload, type PayloadType } from '../pushes/payload.ts';
import { type PushRequest, previewOf, pushRequested } from '../pushes/request.ts';
import { type Head, reportAggregate } from '../store/reports.ts';

/** Who has it sent, and by which request. */
type By = Pick<PushRequest, 'actor' | 'correlationId'>;

/** What is pushed of a report that is signed off: its figures and hashes. */
export const signedPush = (report: Report, content: Content, by: By, deps: Deps) =>
  pushRequested({ ...signedRequest(report, content), ...by }, deps);

/** The same as it would be sent now, and our ids that the province does not know. */
export const signedPreview = (report: Report, content: Content, deps: Deps) =>
  previewOf(signedRequest(report, content), deps);

/** A signed report is being restated: the province knows that what it has will change, and what. */
export const changingPush = (signed: Head, changes: readonly Changed[], by: By, deps: Deps) =>
  pushRequested(
    {
      ...requestOf('cn.wenzhou.peiyou.report.changing.v1', signed, named(changingDataOf(signed, changes))),
      ...by,
    },
    deps,
  );

const signedRequest = (report: Report, content: Content) =>
  requestOf('cn.wenzhou.peiyou.report.signed.v1', report, named(pushDataOf(report, content)));

function requestOf<T extends PayloadType>(
  type: T,
  report: Pick<Report, 'division' | 'period'>,
  data: Payload<T>,
) {
  return {
    county: report.division,
    type,
    subject: idOf(report),
    data,
    chains: [reportAggregate(idOf(report))],
  };
}

/** Items with what the receipt names them by. */
const named = <I extends { indicator: string; division: string }, D extends { items: readonly I[] }>(
  data: D & { items: readonly I[] },
) => ({ ...data, items: data.items.map((item: I) => ({ id: itemId(item), ...item })) });

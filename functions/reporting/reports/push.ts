/** The pushes to the province that steps of reports ask for, in the transaction of the step. */
import type { Deps } from '../deps.ts';
import type { Changed, Content } from '../model/content.ts';
import { changingDataOf, pushDataOf } from '../model/push-data.ts';
import { idOf, type Report } from '../model/report.ts';
import type { Payload, PayloadType } from '../pushes/payload.ts';
import { type PushRequest, previewOf, pushRequested } from '../pushes/request.ts';
import { type Head, reportAggregate } from '../store/reports.ts';
import { SYSTEM } from './find.ts';

type Request = Omit<PushRequest, 'actor' | 'correlationId'>;

/** Has a report that is signed off pushed: a restatement says which of its figures are others. */
export const signedPush = (
  report: Report & { signed: NonNullable<Report['signed']> },
  content: Content,
  correlationId: string,
  deps: Deps,
) => {
  const { role, subject } = report.signed;
  return pushRequested(
    { ...signedRequest(report, content, report.signed.at), actor: { role, subject }, correlationId },
    deps,
  );
};

/** What would be pushed if a report were signed now. */
export const signedPreview = (report: Report, content: Content, deps: Deps) =>
  previewOf(signedRequest(report, content, report.signed?.at ?? deps.now().toISOString()), deps);

/** Has the province told that a signed report is being restated: what it has will change. */
export const changingPush = (
  signed: Head & { signedAt?: string },
  changes: readonly Changed[],
  deps: Deps,
) => {
  const data = changingDataOf({ ...signed, signedAt: signed.signedAt! }, changes);
  const request = requestOf('cn.wenzhou.peiyou.report.changing.v1', signed, data);
  return pushRequested({ ...request, actor: SYSTEM, correlationId: `restated ${idOf(signed)}` }, deps);
};

const signedRequest = (report: Report, content: Content, signedAt: string): Request => {
  const data = pushDataOf({ ...report, signedAt }, content);
  return report.version === 1
    ? requestOf('cn.wenzhou.peiyou.report.signed.v1', report, data)
    : requestOf('cn.wenzhou.peiyou.report.restated.v1', report, { ...data, changed: data.changed ?? [] });
};

/** The head of the report's own audit chain goes along, so that the province sees when a tail of it was cut. */
const requestOf = <T extends PayloadType>(
  type: T,
  report: Pick<Report, 'division' | 'period'>,
  data: Payload<T>,
): Request => ({
  county: report.division,
  type,
  subject: idOf(report),
  data,
  chains: [reportAggregate(idOf(report))],
});

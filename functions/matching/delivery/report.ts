/** What an organisation reports of its work, and takes back where it was wrong. */

import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, notFound, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Once } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { type Report, type ReportFacts, reportFaults, withoutReport, withReport } from '../model/delivery.ts';
import { matchEntry } from '../offers/confirm.ts';
import { putRecord } from '../store/delivery.ts';
import { putMatch } from '../store/matches.ts';
import { evidenceFor, noLongerUsed, used } from './evidence.ts';
import { having } from './find.ts';
import { refuseInactive } from './start.ts';
import { correctedEvent, progressedEvent, tell } from './told.ts';

const nameOf = (serial: number) => `report ${serial}`;

/**
 * The organisation reports what it did on a day (M1.4), for whom (A1), with evidence: counts as its activity.
 * @throws Problem 422 for numbers, a day or evidence that cannot be; 409 while the organisation is suspended; else as `having`
 */
export async function report(
  id: string,
  facts: ReportFacts,
  acting: Acting,
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  const { match, organisation } = await having(['organisation'], 'report', id, acting, deps);
  refuseInactive(organisation);
  const { evidence, errors } = await evidenceFor(id, facts.evidence, 'organisation', deps);
  errors.unshift(...reportFaults(match, facts, deps.today()));
  if (errors.length > 0) throw unprocessable(`有 ${errors.length} 处不能这样报告`, { errors });
  const { match: after, report } = withReport(match, facts, deps.now().toISOString());
  const { caller, correlationId } = acting;
  const answer: Answer = { status: 201, body: report, etag: after.version };
  await deps.store.save({
    writes: [putMatch(after), putRecord('report', id, report), ...used(evidence, nameOf(report.serial))],
    audit: [matchEntry(id, 'reported', caller, numbersOf(report))],
    events: [progressedEvent(after, report, correlationId, deps)],
    ...once(answer),
  });
  return answer;
}

/**
 * A report that was wrong counts no longer; it stays to be read, with the reason.
 * @throws Problem 404 for one that is not there, 409 for one that is void already; else as `having`
 */
export async function voidReport(
  id: string,
  serial: number,
  { reason }: { reason: string },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { match, side } = await having(['organisation', 'platform'], 'void-report', id, acting, deps);
  const found = await deps.store.record('report', id, serial);
  if (!found) throw notFound('没有这份进展报告');
  if (found.voided) throw conflict('这份进展报告已经作废', { extra: { state: match.state } });
  const { match: after, report } = withoutReport(match, found, { reason, on: deps.today() });
  const { caller, correlationId } = acting;
  const told = {
    key: `report.${serial}.void`,
    kind: 'delivery',
    text: `第 ${serial} 份进展报告已作废：${reason}`,
  } as const;
  await deps.store.save({
    writes: [
      putMatch(after),
      putRecord('report', id, report),
      ...(await noLongerUsed(id, report.evidence, nameOf(serial), deps)),
      ...tell(after, side === 'organisation' ? ['owner'] : ['owner', 'organisation'], told, deps),
    ],
    audit: [matchEntry(id, 'report-voided', caller, { report: serial, reason })],
    events: [correctedEvent(after, report, correlationId, deps)],
  });
  return { status: 200, body: report, etag: after.version };
}

const numbersOf = ({ serial, phase, on, minutes, participants, served }: Report) => ({
  report: serial,
  phase,
  on,
  minutes,
  participants,
  served,
});

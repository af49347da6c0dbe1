/** What is told of a delivery: to others by events, to those concerned by notices. */
import { type CloudEvent, newEvent } from '../../../shared/events/index.ts';
import type { TransactWrite } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Report } from '../model/delivery.ts';
import type { Evaluation } from '../model/evaluation.ts';
import type { Match } from '../model/match.ts';
import { type Notice, notice, toOrganisation, toOwner } from '../model/notice.ts';
import { putNotice } from '../store/notices.ts';
import { judgeOf } from './find.ts';

const ofMatch = ({ id, need, organisation, division, action, kinds }: Match) => ({
  matchId: id,
  needId: need,
  organisationId: organisation,
  division,
  action,
  kinds: [...kinds],
});

const ofReport = ({ serial, phase, on, minutes, participants, served }: Report) => ({
  report: serial,
  phase,
  on,
  minutes,
  participants,
  served: { ...served },
});

/** Work on a match began. */
export function startedEvent(match: Match, correlationId: string, deps: Deps): CloudEvent {
  const data = { ...ofMatch(match), startedOn: match.startedOn! };
  return newEvent('matching.project.started', { subject: match.id, correlationId, data }, deps);
}

/** Something was done. */
export function progressedEvent(match: Match, report: Report, correlationId: string, deps: Deps): CloudEvent {
  const data = { ...ofMatch(match), ...ofReport(report) };
  return newEvent('matching.project.progressed', { subject: match.id, correlationId, data }, deps);
}

/** A report was wrong. */
export function correctedEvent(match: Match, report: Report, correlationId: string, deps: Deps): CloudEvent {
  const data = { ...ofMatch(match), ...ofReport(report), correctedOn: deps.today() };
  return newEvent('matching.project.corrected', { subject: match.id, correlationId, data }, deps);
}

/** All was done. */
export function completedEvent(match: Match, correlationId: string, deps: Deps): CloudEvent {
  const { completedOn, done } = match;
  const { minutes, participants, served } = done;
  const data = {
    ...ofMatch(match),
    completedOn: completedOn!,
    minutes,
    participants,
    served: { ...served },
  };
  return newEvent('matching.project.completed', { subject: match.id, correlationId, data }, deps);
}

/** Somebody said what he thinks of it. */
export function evaluatedEvent(
  match: Match,
  { by, sum, count, revision, on }: Evaluation,
  correlationId: string,
  deps: Deps,
): CloudEvent {
  const data = { ...ofMatch(match), evaluatedOn: on, by, sum, count, revision };
  return newEvent('matching.project.evaluated', { subject: match.id, correlationId, data }, deps);
}

type Addressee = 'organisation' | 'owner' | 'judge';

/**
 * Tells those concerned of a step.
 * @param key unique to the step of the match
 */
export function tell(
  match: Match,
  whom: readonly Addressee[],
  { key, kind, text }: { key: string; kind: Notice['kind']; text: string },
  { now }: Deps,
): TransactWrite[] {
  const about = {
    key: `${match.id}.${key}`,
    kind,
    text: `《${match.title}》${text}`,
    link: `/v1/matches/${match.id}`,
    at: now().toISOString(),
  };
  return [...new Set(whom.map((one) => recipientOf(match, one)))].map((recipient) =>
    putNotice(notice(recipient, about)),
  );
}

function recipientOf(match: Match, whom: Addressee): string {
  if (whom === 'organisation') return toOrganisation(match.organisation);
  return toOwner(whom === 'owner' ? match.needOwner : { ...judgeOf(match), subject: '' });
}

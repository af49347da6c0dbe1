/** What the use cases of an application share: finding it, moving it by the workflow, showing it. */

import type { Caller } from '../../../shared/auth/caller.ts';
import { CalendarNotLoaded } from '../../../shared/calendar/index.ts';
import { covers } from '../../../shared/divisions/index.ts';
import { conflict, notFound, preconditionFailed } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { entriesOf } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { type Application, situationOf } from '../model/application.ts';
import type { FileFacts } from '../model/attachment.ts';
import type { Commitment } from '../model/commitment.ts';
import { missingFrom } from '../model/completeness.ts';
import { dueOn } from '../model/due.ts';
import { type Actor, type Event, mayBeEdited, type State, step } from '../model/workflow.ts';
import { type RegistrationPolicy, registrationPolicyOn } from '../policy/index.ts';
import type { Span } from '../policy/schema.ts';
import { masked } from '../privacy.ts';
import { applicationAggregate } from '../store/keys.ts';

/**
 * An application that the caller may see: his own, or one that his authority decides.
 * @throws Problem 404 for everybody else, as for one that does not exist
 */
export async function visible(id: string, caller: Caller, { store }: Deps): Promise<Application> {
  const application = await store.application(id);
  if (!application || !(isOwn(application, caller) || isReviewer(application, caller)))
    throw notFound('没有这个申请，或您无权查看');
  return application;
}

/** Whether the application is the caller's own. */
export function isOwn({ applicant }: Application, { role, subject }: Caller): boolean {
  return applicant.role === role && applicant.subject === subject;
}

/** Whether the caller's authority decides the application, or stands above who does. */
export function isReviewer({ authority }: Application, { role, division }: Caller): boolean {
  const above = ['community', 'township', 'county', 'city'].includes(role);
  return above && authority !== undefined && covers(division, authority.division);
}

/** Whether the caller's own authority decides the application: a functional zone, say, and not the county around it. */
export function decides({ authority }: Application, { role, division }: Caller): boolean {
  return authority?.role === role && authority.division === division;
}

interface Move {
  event: Event;
  by: Actor;
  subject: string;
  policy: RegistrationPolicy;
  ifMatch?: string | undefined;
}

/**
 * The state that an event leads to.
 * @throws Problem 412 for another version than `ifMatch`, 409 when the workflow does not allow it now, with the reason
 */
export function moved(application: Application, { event, by, subject, policy, ifMatch }: Move): State {
  if (ifMatch !== undefined && ifMatch !== String(application.version)) throw preconditionFailed();
  const { data } = policy;
  const complete = missingFrom(application, data).length === 0;
  const result = step(situationOf(application, complete, data.mostRounds), event, by, subject);
  if (result.outcome === 'refused') {
    throw conflict(result.reason, { extra: { state: application.state } });
  }
  return result.to;
}

/** The policy of today. */
export const policyOf = ({ today }: Deps) => registrationPolicyOn(today());

/**
 * The last day of a span from today; undefined where it reaches into a year whose holidays nobody knows yet. Nothing is
 * guessed: the review stays without a due date, and the operators are told.
 */
export function dueFromToday(span: Span, { today, alarm }: Deps): string | undefined {
  try {
    return dueOn(today(), span);
  } catch (error) {
    if (!(error instanceof CalendarNotLoaded)) throw error;
    alarm('calendarNotLoaded', error.message);
    return undefined;
  }
}

/**
 * The last day for the authority's next step on an application that reaches it in a state: the acceptance of a
 * registration, else the decision.
 */
export function dueNext({ draft, matter }: Application, state: State, deps: Deps): string | undefined {
  const { accept, decide, change } = policyOf(deps).data.days;
  const track = draft.track!;
  if (track === 'registered' && state === 'pending') return dueFromToday(accept, deps);
  const registers = matter === 'founding' || matter === 'upgrade';
  return dueFromToday(registers || track !== 'registered' ? decide[track] : change, deps);
}

/** The answer that shows an application, its people masked. */
export async function applicationAnswer(
  application: Application,
  status: number,
  deps: Deps,
): Promise<Answer> {
  const { type: _, applicant, draft, version, attachments = [], commitment, ...shown } = application;
  const [opened, files] = await Promise.all([
    deps.drafts.open(draft, application.id),
    Promise.all(attachments.map((one) => opens(one, application.id, deps))),
  ]);
  return {
    status,
    body: {
      ...shown,
      applicant: { role: applicant.role },
      draft: await masked(opened),
      attachments: files,
      ...(commitment && { committed: shownCommitment(commitment) }),
      ...(mayBeEdited(application.state) && { missing: missingFrom(application, policyOf(deps).data) }),
    },
    etag: version,
    ...(status === 201 && { headers: { location: `/v1/applications/${application.id}` } }),
  };
}

/** That a commitment was given, without who gave it. */
export const shownCommitment = ({ by, at, textHash }: Commitment) => ({ by, at, textHash });

/** A file with its name in clear. */
export async function opens<F extends FileFacts & { id: string }>(
  file: F,
  application: string,
  { texts }: Deps,
) {
  return { ...file, fileName: await texts.open(file.fileName, application, fileNameOf(file.id)) };
}

/** The field under which the name of a file is encrypted. */
export const fileNameOf = (attachmentId: string) => `attachments.${attachmentId}.fileName`;

/** An audit entry of an application by whoever did it. */
export const entry = entriesOf(applicationAggregate);

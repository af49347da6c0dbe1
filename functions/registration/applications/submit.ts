import type { Caller } from '../../../shared/auth/caller.ts';
import { newEvent } from '../../../shared/events/index.ts';
import { forbidden, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { type Application, authorityFor } from '../model/application.ts';
import { missingFrom } from '../model/completeness.ts';
import { concerned } from '../organisations/concerned.ts';
import { isContact } from '../organisations/find.ts';
import { applicationAnswer, dueNext, entry, moved, policyOf } from './application.ts';
import { own } from './draft.ts';

interface Submission {
  caller: Caller;
  ifMatch?: string | undefined;
  correlationId: string;
}

/**
 * Submits a draft, or a corrected application again: the naming service is asked for its name, everything else waits for
 * the answer. One that leaves the name as it is goes to its authority at once (C2: old names stay).
 * @throws Problem 422 with everything that the track still needs, each at its field; 403 for who no longer speaks for the
 * organisation; 409, 412, 404 as `moved`, `own` and `concerned`
 */
export async function submit(
  id: string,
  event: 'submit' | 'resubmit',
  { caller, ifMatch, correlationId }: Submission,
  deps: Deps,
): Promise<Answer> {
  const application = await own(id, caller, deps);
  const policy = policyOf(deps);
  const missing = missingFrom(application, policy.data);
  if (missing.length > 0 && (application.state === 'draft' || application.state === 'correcting')) {
    throw unprocessable(`还有 ${missing.length} 处须填写或改正，补齐后再提交`, { errors: missing });
  }
  const state = moved(application, { event, by: 'applicant', subject: caller.subject, policy, ifMatch });
  if (application.about && !isContact(await concerned(application, deps), caller))
    throw forbidden('您已不是这个组织的联系人，请由现在的联系人申请');
  const { track, kind, division } = application.draft;
  const now = deps.now();
  const authority = authorityFor(track!, kind!, division!)!;
  const { dueOn: _, nameAnswer: __, taken, accepted, ...kept } = application;
  const asks = state === 'naming';
  const due = asks ? undefined : dueNext(application, state, deps);
  // Another seat can mean another authority, which begins anew.
  const same = authority.division === application.authority?.division;
  const submitted: Application = {
    ...kept,
    state,
    submission: application.submission + 1,
    submittedAt: now.toISOString(),
    authority,
    ...(same && taken && { taken }),
    ...(same && accepted && { accepted }),
    ...(due !== undefined && { dueOn: due }),
    policy: policy.version,
    version: application.version + 1,
  };
  await deps.store.save({
    application: submitted,
    ...(asks && { askAgainAt: askAgainAt(now, policy.data.nameAnswerHours) }),
    audit: [
      entry(id, event === 'submit' ? 'submitted' : 'resubmitted', caller, {
        submission: submitted.submission,
      }),
    ],
    events: asks ? [askForName(submitted, correlationId, deps)] : [],
  });
  return applicationAnswer(submitted, 200, deps);
}

/** The instant at which the naming service is asked again. */
export function askAgainAt(now: Date, hours: number): string {
  return new Date(now.getTime() + hours * 3_600_000).toISOString();
}

/** Asks the naming service to check and hold the name of a submitted application. */
export function askForName(
  { id, applicant, about, draft, submission, submittedAt }: Application,
  correlationId: string,
  deps: Deps,
) {
  const { name, kind, division, scope, reservationId } = draft;
  return newEvent(
    'registration.application.submitted',
    {
      subject: id,
      correlationId,
      data: {
        applicationId: id,
        submission,
        name: name!,
        kind: kind!,
        division: division!,
        appliedOn: deps.dayOf(submittedAt!),
        ...(scope !== undefined && { scope }),
        ...(about && { organisationId: about.organisationId }),
        ...(reservationId !== undefined && {
          reservation: { id: reservationId, holder: { kind: applicant.role, id: applicant.subject } },
        }),
      },
    },
    deps,
  );
}

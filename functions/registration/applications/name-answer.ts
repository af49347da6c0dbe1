import { type CloudEvent, newEvent, onceFor } from '../../../shared/events/index.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Application } from '../model/application.ts';
import type { NameAnswer } from '../schema.ts';
import { dueNext, entry, moved, policyOf } from './application.ts';

const NAMING = { role: 'system', subject: 'naming' } as const;

/** `naming.name.held`: the application goes on to its authority, with the due date of its next step. */
export async function nameHeld(event: CloudEvent<'naming.name.held'>, deps: Deps): Promise<void> {
  const { submission, reservationId, heldUntil, findings } = event.data;
  await answered(event, { outcome: 'held', submission, reservationId, heldUntil, findings }, deps);
}

/** `naming.name.refused`: the application comes back to the applicant, with the findings and names that would pass. */
export async function nameRefused(event: CloudEvent<'naming.name.refused'>, deps: Deps): Promise<void> {
  const { submission, findings, suggestions } = event.data;
  await answered(event, { outcome: 'refused', submission, findings, suggestions }, deps);
}

/** An answer to an earlier submission, or to one that is no longer waited for, is passed over. */
async function answered(event: CloudEvent, nameAnswer: NameAnswer, deps: Deps): Promise<void> {
  const id = event.subject;
  await retried(async () => {
    const once = onceFor(event, deps.now());
    const application = await deps.store.application(id);
    if (application?.state !== 'naming' || application.submission !== nameAnswer.submission) {
      return deps.store.save({ audit: [], once });
    }
    const held = nameAnswer.outcome === 'held';
    const state = moved(application, {
      event: held ? 'name-held' : 'name-refused',
      by: 'naming',
      subject: NAMING.subject,
      policy: policyOf(deps),
    });
    const due = held ? dueNext(application, state, deps) : undefined;
    const changed: Application = {
      ...application,
      state,
      nameAnswer,
      ...(due !== undefined && { dueOn: due }),
      version: application.version + 1,
    };
    await deps.store.save({
      application: changed,
      audit: [entry(id, held ? 'name-held' : 'name-refused', NAMING, { submission: nameAnswer.submission })],
      events: held ? [] : [returned(changed, event.correlationid, deps)],
      once,
    });
  });
}

/** Tells that an application came back to its applicant. */
export function returned({ id, submission }: Application, correlationId: string, deps: Deps) {
  return newEvent(
    'registration.application.returned',
    { subject: id, correlationId, data: { applicationId: id, submission } },
    deps,
  );
}

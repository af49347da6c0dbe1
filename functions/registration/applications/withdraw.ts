import type { Caller } from '../../../shared/auth/caller.ts';
import { newEvent } from '../../../shared/events/index.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { applicationAnswer, entry, moved, policyOf } from './application.ts';
import { own } from './draft.ts';

/**
 * Withdraws an application; its name is free again. Repeating it answers the same.
 * @throws Problem 409 once it is decided; 412, 404 as `moved` and `own`
 */
export async function withdraw(
  id: string,
  { caller, ifMatch, correlationId }: { caller: Caller; ifMatch?: string | undefined; correlationId: string },
  deps: Deps,
): Promise<Answer> {
  const application = await own(id, caller, deps);
  if (application.state === 'withdrawn') return applicationAnswer(application, 200, deps);
  const state = moved(application, {
    event: 'withdraw',
    by: 'applicant',
    subject: caller.subject,
    policy: policyOf(deps),
    ifMatch,
  });
  const { dueOn: _, ...kept } = application;
  const withdrawn = { ...kept, state, version: application.version + 1 };
  const { submission } = application;
  await deps.store.save({
    application: withdrawn,
    audit: [entry(id, 'withdrawn', caller)],
    events:
      submission === 0
        ? []
        : [
            newEvent(
              'registration.application.withdrawn',
              { subject: id, correlationId, data: { applicationId: id, submission } },
              deps,
            ),
          ],
  });
  return applicationAnswer(withdrawn, 200, deps);
}

import type { Caller } from '../../../shared/auth/caller.ts';
import type { CloudEvent } from '../../../shared/events/index.ts';
import { newEvent } from '../../../shared/events/index.ts';
import { forbidden, preconditionFailed } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import type { Application } from '../model/application.ts';
import type { Event } from '../model/workflow.ts';
import type { CorrectionRequest, RefusalRequest } from '../schema.ts';
import { applicationAnswer, decides, dueNext, entry, moved, policyOf, visible } from './application.ts';
import { returned } from './name-answer.ts';

export interface Reviewing {
  caller: Caller;
  ifMatch?: string | undefined;
  correlationId: string;
}

/**
 * Takes an application into one's own hands; taking what one has taken changes nothing.
 * @throws Problem 409 when another has it; as all steps of a review: 404, 403, 412
 */
export async function take(id: string, reviewing: Reviewing, deps: Deps): Promise<Answer> {
  const application = await reviewed(id, reviewing, deps);
  const { subject } = reviewing.caller;
  const state = next(application, 'take', reviewing, deps);
  if (application.taken?.by === subject) return applicationAnswer(application, 200, deps);
  return save({ ...application, state, taken: done(subject, deps) }, 'taken', reviewing, deps);
}

/** Gives an application back to be corrected: which fields, and why. All at once, so that nobody comes twice. */
export async function askCorrection(
  id: string,
  { reason, fields }: CorrectionRequest,
  reviewing: Reviewing,
  deps: Deps,
): Promise<Answer> {
  const application = await reviewed(id, reviewing, deps);
  const state = next(application, 'ask-correction', reviewing, deps);
  const { dueOn: _, ...kept } = application;
  const correction = { ...done(reviewing.caller.subject, deps), reason, fields };
  const changed = { ...kept, state, corrections: [...application.corrections, correction] };
  return save(changed, 'correction-asked', reviewing, deps, (saved) => [
    returned(saved, reviewing.correlationId, deps),
  ]);
}

/** Accepts a registration for examination (受理); the time for the decision begins. */
export async function accept(id: string, reviewing: Reviewing, deps: Deps): Promise<Answer> {
  const application = await reviewed(id, reviewing, deps);
  const state = next(application, 'accept', reviewing, deps);
  const { dueOn: _, taken: __, ...kept } = application;
  const due = dueNext(application, state, deps);
  const accepted = done(reviewing.caller.subject, deps);
  // Another officer takes the examination over (four eyes).
  const changed = { ...kept, state, accepted, ...(due !== undefined && { dueOn: due }) };
  return save(changed, 'accepted', reviewing, deps, ({ submission }) => [
    newEvent(
      'registration.application.accepted',
      { subject: id, correlationId: reviewing.correlationId, data: { applicationId: id, submission } },
      deps,
    ),
  ]);
}

/** Refuses an application, with the reason and the clause that it rests on; its name is free again. */
export async function refuse(
  id: string,
  { reason, clause }: RefusalRequest,
  reviewing: Reviewing,
  deps: Deps,
): Promise<Answer> {
  const application = await reviewed(id, reviewing, deps);
  const state = next(application, 'refuse', reviewing, deps);
  const { dueOn: _, ...kept } = application;
  const decision = { ...done(reviewing.caller.subject, deps), outcome: 'refused' as const, reason, clause };
  return save({ ...kept, state, decision }, 'refused', reviewing, deps, ({ submission }) => [
    newEvent(
      'registration.application.refused',
      { subject: id, correlationId: reviewing.correlationId, data: { applicationId: id, submission } },
      deps,
    ),
  ]);
}

/**
 * The application, for an officer of the authority that decides it.
 * @throws Problem 404 for whom it does not concern, 403 for authorities above, which only look on
 */
export async function reviewed(id: string, { caller, ifMatch }: Reviewing, deps: Deps): Promise<Application> {
  const application = await visible(id, caller, deps);
  if (!decides(application, caller)) throw forbidden('这个申请不由您所在的机关办理');
  if (ifMatch !== undefined && ifMatch !== String(application.version)) throw preconditionFailed();
  return application;
}

/** The state that a step of the review leads to. */
export function next(application: Application, event: Event, { caller }: Reviewing, deps: Deps) {
  return moved(application, {
    event,
    by: 'authority',
    subject: caller.subject,
    policy: policyOf(deps),
  });
}

export const done = (by: string, { now }: Deps) => ({ by, at: now().toISOString() });

async function save(
  application: Application,
  action: string,
  { caller }: Reviewing,
  deps: Deps,
  events: (saved: Application) => CloudEvent[] = () => [],
): Promise<Answer> {
  const saved = { ...application, version: application.version + 1 };
  await deps.store.save({
    application: saved,
    audit: [entry(saved.id, action, caller)],
    events: events(saved),
  });
  return applicationAnswer(saved, 200, deps);
}

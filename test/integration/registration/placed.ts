import { randomUUID } from 'node:crypto';
import { type Application, authorityFor } from '../../../functions/registration/model/application.ts';
import { founded } from '../../../functions/registration/model/outcome.ts';
import type { Matter } from '../../../functions/registration/model/terms.ts';
import type { State } from '../../../functions/registration/model/workflow.ts';
import type { Draft } from '../../../functions/registration/schema.ts';
import type { Track } from '../../../shared/events/shapes.ts';
import { papersOf } from './papers.ts';
import { ASSOCIATION, CHOIR, type RegistrationService } from './service.ts';

const DRAFTS: Readonly<Record<Track, object>> = {
  registered: ASSOCIATION,
  filed: CHOIR,
  managed: { ...CHOIR, track: 'managed', scope: undefined, founders: undefined, premises: undefined },
};

/**
 * An application of the resident li in 春秋社区 (330302025010), put into the store in a state as the steps before would
 * have left it, with its papers: `officer` of its authority took it, `another officer` accepted it; its name is its own. One that is not
 * to found an organisation is about one in the ledger.
 */
export async function placed(
  { deps }: RegistrationService,
  { matter, track, state }: { matter: Matter; track: Track; state: State },
): Promise<Application> {
  const id = randomUUID();
  const draft = {
    ...DRAFTS[track],
    name: `温州市鹿城区南汇街道${id}合唱队`,
    division: '330302025010',
    reason: '成员已散',
  } as Draft;
  const at = deps.now().toISOString();
  const submitted = state !== 'draft';
  const application: Application = {
    type: 'application',
    id,
    matter,
    applicant: { role: 'applicant', subject: 'li', division: '330302' },
    state,
    draft: await deps.drafts.seal(draft, id),
    ...(await papersOf({ id, draft }, deps)),
    submission: submitted ? 1 : 0,
    createdAt: at,
    corrections: state === 'correcting' ? [{ by: 'officer', at, reason: '场所不清', fields: [] }] : [],
    ...(submitted && {
      submittedAt: at,
      authority: authorityFor(track, draft.kind!, draft.division!)!,
      policy: 'registration.v1',
      ...(matter === 'founding' && { nameAnswer: held(id, deps.now()) }),
      ...(state !== 'naming' && { taken: { by: 'officer', at } }),
    }),
    ...(state === 'accepted' && { accepted: { by: 'another officer', at } }),
    ...((state === 'approved' || state === 'refused') && {
      decision: { by: 'officer', at, outcome: state },
    }),
    version: 1,
  };
  if (matter === 'founding') {
    await deps.store.save({ application, audit: [] });
    return application;
  }
  const organisation = founded(randomUUID(), application, { on: deps.today(), policy: 'registration.v1' });
  const { id: organisationId, name, kind } = organisation;
  const about = { organisationId, name, kind, track, fields: ['reason' as const] };
  await deps.store.save({ application: { ...application, about }, organisation, audit: [] });
  return { ...application, about };
}

const held = (id: string, now: Date) => ({
  outcome: 'held' as const,
  submission: 1,
  reservationId: `application-${id}`,
  heldUntil: new Date(now.getTime() + 90 * 86_400_000).toISOString(),
  findings: [],
});

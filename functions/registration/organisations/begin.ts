import { TRACKS, type Track } from '../../../shared/events/shapes.ts';
import { conflict, forbidden, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Once } from '../../../shared/store/index.ts';
import { applicationAnswer, entry } from '../applications/application.ts';
import type { Deps } from '../deps.ts';
import type { Application } from '../model/application.ts';
import type { Organisation } from '../model/organisation.ts';
import { STATUS_NAMES } from '../model/terms.ts';
import type { Draft } from '../schema.ts';
import { type Acting, isContact, refuseOver, visible } from './find.ts';
import type { MatterRequest } from './schema.ts';

/**
 * Begins an application about an organisation, filled in with what the ledger and its last application say: a change of
 * name, leaders or charter, an upgrade to a track further up, its end at its own wish.
 * @throws Problem 404 for whom it does not concern, 403 for others than who speaks for it, 409 when it has come to its
 * end, for an upgrade also while it is suspended, 422 for a track that is not further up
 */
export async function beginMatter(
  id: string,
  { matter, track, reason }: MatterRequest,
  { caller }: Pick<Acting, 'caller'>,
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  const organisation = await visible(id, caller, deps);
  if (!isContact(organisation, caller)) throw forbidden('由组织的联系人申请');
  refuseOver(organisation);
  if (matter === 'upgrade' && organisation.status !== 'active')
    throw conflict(`组织${STATUS_NAMES[organisation.status]}，恢复后再申请升级`);
  const target = matter === 'upgrade' ? higher(organisation.track, track) : organisation.track;
  const applicationId = deps.newId();
  const draft: Draft = {
    ...(await filledIn(organisation, deps)),
    track: target,
    ...(reason !== undefined && { reason }),
  };
  const { name, kind } = organisation;
  const application: Application = {
    type: 'application',
    id: applicationId,
    applicant: { role: caller.role, subject: caller.subject, division: caller.division },
    matter,
    about: {
      organisationId: id,
      name,
      kind,
      track: organisation.track,
      fields: reason === undefined ? [] : ['reason'],
    },
    organisationId: id,
    state: 'draft',
    draft: await deps.drafts.seal(draft, applicationId),
    submission: 0,
    createdAt: deps.now().toISOString(),
    corrections: [],
    version: 1,
  };
  const answer = await applicationAnswer(application, 201, deps);
  await deps.store.save({
    application,
    audit: [entry(applicationId, 'begun', caller, { matter, organisation: id })],
    ...once(answer),
  });
  return answer;
}

/** @throws Problem 422 for a track that is missing or not further up */
function higher(from: Track, to: Track | undefined): Track {
  if (to !== undefined && TRACKS.indexOf(to) < TRACKS.indexOf(from)) return to;
  const open = TRACKS.slice(0, TRACKS.indexOf(from));
  const detail =
    open.length > 0 ? `应为 ${open.join('、')}，比现在的办理方式高` : '组织已登记，没有更高的办理方式';
  throw unprocessable(detail, { errors: [{ pointer: '#/body/track', detail }] });
}

/** The people come from the application by which it came to be as it is; one that was imported has none. */
async function filledIn(organisation: Organisation, deps: Deps): Promise<Draft> {
  const { applicationId, name, kind, division, purpose, scope, actions, members, staff } = organisation;
  const last = applicationId === undefined ? undefined : await deps.store.application(applicationId);
  const { founders, leaders, premises } = last ? await deps.drafts.open(last.draft, last.id) : {};
  return {
    name,
    kind,
    division,
    ...(purpose !== undefined && { purpose }),
    ...(scope !== undefined && { scope }),
    actions: [...actions],
    members,
    staff,
    ...(founders && { founders }),
    ...(leaders && { leaders }),
    ...(premises && { premises }),
  };
}

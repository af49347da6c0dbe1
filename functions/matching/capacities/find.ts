import type { Caller } from '../../../shared/auth/caller.ts';
import { covers } from '../../../shared/divisions/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, notFound, preconditionFailed } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { entriesOf } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { freeCapacity, type Organisation } from '../model/organisation.ts';
import { isAuthority } from '../store/keys.ts';

export const capacityEntry = entriesOf((id) => `CAPACITY#${id}`);

/** Whether the caller's account speaks for the organisation. */
export function speaksFor({ standing: { contact } }: Organisation, { role, subject }: Caller): boolean {
  return contact?.role === role && contact.subject === subject;
}

/**
 * An organisation of which the caller may see what it can take on: his own, or, for authorities and agencies, one in their
 * subtree.
 * @throws Problem 404 for everybody else
 */
export async function visible(id: string, caller: Caller, { store }: Deps): Promise<Organisation> {
  const organisation = await store.organisation(id);
  const looks = isAuthority(caller.role) || caller.role === 'agency';
  const shown =
    organisation &&
    (speaksFor(organisation, caller) || (looks && covers(caller.division, organisation.division)));
  if (!shown) throw notFound('没有这个组织，或您无权查看');
  return organisation;
}

/**
 * An organisation that the caller speaks for, to say what it can take on.
 * @throws Problem 404 for everybody else, 412 for another version, 409 for one that has come to its end
 */
export async function own(id: string, { caller, ifMatch }: Acting, { store }: Deps): Promise<Organisation> {
  const organisation = await store.organisation(id);
  if (!organisation || !speaksFor(organisation, caller)) throw notFound('没有这个组织，或不由您办理');
  const { capacity, standing } = organisation;
  if (ifMatch !== undefined && ifMatch !== String(capacity.revision)) throw preconditionFailed();
  if (standing.status === 'dissolved' || standing.status === 'revoked')
    throw conflict('组织已注销或撤销，不能再办理', { extra: { state: standing.status } });
  return organisation;
}

/** What an organisation can take on as it is shown; who speaks for it is left out. */
export function shown(organisation: Organisation) {
  const { id, name, kind, division, standing, capacity, load, rating } = organisation;
  const { revision: _, state, ...profile } = capacity;
  return {
    id,
    name,
    kind,
    class: standing.class,
    division,
    state: standing.status === 'active' ? state : standing.status,
    ...profile,
    load: { ...load, free: freeCapacity(organisation) },
    rating,
  };
}

export const answerOf = (organisation: Organisation): Answer => ({
  status: 200,
  body: shown(organisation),
  etag: organisation.capacity.revision,
});

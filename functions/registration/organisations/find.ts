/** What the use cases of an organisation share: finding it, who may do what with it, saving a step. */
import type { Caller } from '../../../shared/auth/caller.ts';
import { covers } from '../../../shared/divisions/index.ts';
import type { CloudEvent } from '../../../shared/events/index.ts';
import { AUTHORITIES } from '../../../shared/http/acting.ts';
import { conflict, forbidden, notFound, preconditionFailed } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { authorityFor } from '../model/application.ts';
import type { Duty } from '../model/duty.ts';
import { isOver, type Organisation } from '../model/organisation.ts';
import { STATUS_NAMES } from '../model/terms.ts';
import { answerOf } from './answer.ts';
import { organisationEntry } from './told.ts';

export interface Acting {
  caller: Caller;
  ifMatch?: string | undefined;
  correlationId: string;
}

/**
 * An organisation that the caller may see: his own, or one in his authority's subtree.
 * @throws Problem 404 for everybody else, as for one that does not exist
 */
export async function visible(id: string, caller: Caller, { store }: Deps): Promise<Organisation> {
  const organisation = await store.organisation(id);
  if (!organisation || !(isContact(organisation, caller) || isAbove(organisation, caller)))
    throw notFound('没有这个组织，或您无权查看');
  return organisation;
}

/** Whether the caller speaks for the organisation. */
export function isContact({ contact }: Organisation, { role, subject }: Caller): boolean {
  return contact?.role === role && contact.subject === subject;
}

/** Whether the caller is an authority in whose subtree the organisation sits. */
export function isAbove(organisation: Organisation, { role, division }: Caller): boolean {
  return AUTHORITIES.some((one) => one === role) && covers(division, organisation.division);
}

/** Whether the caller is of the authority that registered, filed or manages the organisation: none above, none beside it. */
export function decidesOn({ track, kind, division }: Organisation, caller: Caller): boolean {
  const authority = authorityFor(track, kind, division);
  return authority?.role === caller.role && authority.division === caller.division;
}

/**
 * An organisation that is still there, for its authority.
 * @throws Problem 404 for whom it does not concern, 403 for others than its authority, 412 for another version, 409 when it
 * has come to its end
 */
export async function ruled(id: string, { caller, ifMatch }: Acting, deps: Deps): Promise<Organisation> {
  const organisation = await visible(id, caller, deps);
  if (!decidesOn(organisation, caller)) throw forbidden('这个组织不由您所在的机关登记、备案或管理');
  refuseOther(organisation, ifMatch);
  refuseOver(organisation);
  return organisation;
}

/** @throws Problem 412 for another version than the one that the caller saw */
export function refuseOther({ version }: Organisation, ifMatch: string | undefined): void {
  if (ifMatch !== undefined && ifMatch !== String(version)) throw preconditionFailed();
}

/** @throws Problem 409 for an organisation that has come to its end */
export function refuseOver(organisation: Organisation): void {
  const { status } = organisation;
  if (isOver(organisation))
    throw conflict(`组织${STATUS_NAMES[status]}，不能再办理`, { extra: { state: status } });
}

interface Step {
  before: Organisation;
  after: Organisation;
  duties?: readonly Duty[];
  /** For the audit trail. */
  action: string;
  detail?: object;
  events: readonly CloudEvent[];
}

/** Saves a step in the life of an organisation with its trail and its news, and shows it. */
export async function saved(
  { before, after, duties = [], action, detail, events }: Step,
  { caller }: Pick<Acting, 'caller'>,
  deps: Deps,
): Promise<Answer> {
  await deps.store.save({
    organisation: after,
    before,
    duties,
    audit: [organisationEntry(after.id, action, caller, detail)],
    events,
  });
  return answerOf(after);
}

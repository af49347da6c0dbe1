/** What the use cases of offers share: finding both sides, who may act, how it is shown. */
import type { Caller } from '../../../shared/auth/caller.ts';
import { covers } from '../../../shared/divisions/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, notFound, preconditionFailed } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { speaksFor } from '../capacities/find.ts';
import type { Deps } from '../deps.ts';
import { isMine } from '../listings/find.ts';
import { confirmerOf } from '../model/confirmer.ts';
import { isPast, type Need } from '../model/listing.ts';
import type { Match } from '../model/match.ts';
import type { Offer } from '../model/offer.ts';
import type { Organisation } from '../model/organisation.ts';
import type { Placed } from '../model/placing.ts';
import { budgetOf } from '../model/spending.ts';
import { OFFER_NAMES } from '../model/terms.ts';
import { isAuthority } from '../store/keys.ts';

/**
 * An offer with both its sides.
 * @throws Problem 404 when there is none; planned ones nobody sees yet
 */
export async function placed(id: string, { store }: Deps): Promise<Placed> {
  const offer = await store.offer(id);
  if (!offer || offer.state === 'planned') throw notFound('没有这个派单或认领，或您无权查看');
  const [need, organisation] = await Promise.all([
    store.listing('need', offer.need),
    store.organisation(offer.organisation),
  ]);
  return { offer, need: need as Need, organisation: organisation! };
}

/**
 * An offer that the caller may see: the organisation's, the need's owner's, and of the authorities above.
 * @throws Problem 404 for everybody else
 */
export async function visible(id: string, caller: Caller, deps: Deps): Promise<Placed> {
  const found = await placed(id, deps);
  const { need, organisation } = found;
  const above = isAuthority(caller.role) && covers(caller.division, need.division);
  if (!speaksFor(organisation, caller) && !isMine(need, caller) && !above)
    throw notFound('没有这个派单或认领，或您无权查看');
  return found;
}

/**
 * An offer to an organisation that the caller speaks for.
 * @throws Problem 404 for everybody else, 412 for another version
 */
export async function answering(id: string, { caller, ifMatch }: Acting, deps: Deps): Promise<Placed> {
  const found = await placed(id, deps);
  if (!speaksFor(found.organisation, caller)) throw notFound('没有这个派单或认领，或不由您办理');
  refuseOther(found.offer, ifMatch);
  return found;
}

/**
 * An accepted offer, for the authority that confirms it.
 * @throws Problem 404 for everybody else, 412 for another version, 409 when it does not wait for confirmation
 */
export async function confirming(id: string, { caller, ifMatch }: Acting, deps: Deps): Promise<Placed> {
  const found = await placed(id, deps);
  if (!confirms(caller, found.need.division)) throw notFound('没有这个派单或认领，或不由您确认');
  refuseOther(found.offer, ifMatch);
  refuseIn(found.offer, ['accepted'], '确认或退回');
  return found;
}

/** Whether the caller is the authority that confirms who serves a need. */
export function confirms({ role, division }: Caller, need: string): boolean {
  return role === confirmerOf(need).role && covers(division, need);
}

/** @throws Problem 409 for an offer in another state than these */
export function refuseIn({ state }: Offer, states: readonly Offer['state'][], what: string): void {
  if (!states.includes(state))
    throw conflict(`现为“${OFFER_NAMES[state]}”，不能${what}`, { extra: { state } });
}

/** @throws Problem 409 for an organisation that may not be active now (C1.2, C1.5) */
export function refuseInactive({ standing: { status } }: Organisation): void {
  if (status !== 'active')
    throw conflict('组织已停止活动、注销或撤销，不能承接', { extra: { rule: 'status' } });
}

/** @throws Problem 409 for a need whose period is over: the schedule ends what waits for it */
export function refusePast(need: Need, { today }: Deps): void {
  if (isPast(need, today()))
    throw conflict(`${pastReason(need)}，不能再承接。仍有需要的，请发布方另行发布需求`, {
      extra: { state: need.state },
    });
}

export const pastReason = ({ facts: { period } }: Need) => `需求的实施期限已于 ${period.to} 结束`;

export function refuseOther({ version }: { version: number }, ifMatch: string | undefined): void {
  if (ifMatch !== undefined && ifMatch !== String(version)) throw preconditionFailed();
}

/** An offer as it is shown. */
export function shown({ serial: _, version: __, ...offer }: Offer) {
  return offer;
}

export const answerOf = (offer: Offer, status = 200): Answer => ({
  status,
  body: shown(offer),
  etag: offer.version,
});

/** A match as it is shown: accounts are left out. */
export function shownMatch(match: Match) {
  const { version: _, agency: __, serials: ___, sources: ____, needOwner, ...shown } = match;
  return {
    ...shown,
    needOwner: { role: needOwner.role, division: needOwner.division },
    budget: budgetOf(match),
  };
}

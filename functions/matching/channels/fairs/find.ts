/** What the use cases of fairs share: finding a fair, whose it is, how it is shown. */
import type { Caller } from '../../../../shared/auth/caller.ts';
import type { Acting } from '../../../../shared/http/acting.ts';
import { conflict, notFound, preconditionFailed } from '../../../../shared/http/problem.ts';
import type { Answer } from '../../../../shared/http/route.ts';
import type { Deps } from '../../deps.ts';
import { isMine } from '../../listings/find.ts';
import type { Attendee, Fair, Outcome } from '../../model/fair.ts';
import { FAIR_NAMES } from '../../model/terms.ts';

/** @throws Problem 404 when there is none; announced fairs everybody sees */
export async function fairOf(id: string, { store }: Deps): Promise<Fair> {
  const fair = await store.fair(id);
  if (!fair) throw notFound('没有这个对接会');
  return fair;
}

/**
 * A fair of the caller's own authority.
 * @throws Problem 404 for everybody else, 412 for another version
 */
export async function ownFair(id: string, { caller, ifMatch }: Acting, deps: Deps): Promise<Fair> {
  const fair = await fairOf(id, deps);
  if (!isMine(fair, caller)) throw notFound('没有这个对接会，或不由您办理');
  if (ifMatch !== undefined && ifMatch !== String(fair.version)) throw preconditionFailed();
  return fair;
}

/** @throws Problem 409 for a fair that is over or called off */
export function refuseEnded({ state }: Fair, what: string): void {
  if (state !== 'announced') throw conflict(`对接会${FAIR_NAMES[state]}，不能${what}`, { extra: { state } });
}

/** A fair as it is shown: accounts are left out. */
export function shownFair({ version: _, facts, owner, ...fair }: Fair, caller: Caller) {
  return {
    ...fair,
    ...facts,
    owner: { role: owner.role, division: owner.division },
    mine: isMine({ owner }, caller),
  };
}

export const fairAnswer = (fair: Fair, caller: Caller, status = 200): Answer => ({
  status,
  body: shownFair(fair, caller),
  etag: fair.version,
});

export const shownAttendee = ({ fair: _, ...attendee }: Attendee) => attendee;
export const shownOutcome = ({ fair: _, ...outcome }: Outcome) => outcome;

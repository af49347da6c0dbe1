/** What the use cases of delivery share: finding a match, who has which part in it, how it is shown. */
import type { Caller } from '../../../shared/auth/caller.ts';
import { covers } from '../../../shared/divisions/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, forbidden, notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { speaksFor } from '../capacities/find.ts';
import type { Deps } from '../deps.ts';
import { isMine } from '../listings/find.ts';
import { confirmerOf } from '../model/confirmer.ts';
import { SIDE_NAMES, type Side } from '../model/dispute.ts';
import type { Match } from '../model/match.ts';
import { type MatchEvent, matchRefusal } from '../model/match-life.ts';
import type { Organisation } from '../model/organisation.ts';
import type { MatchState } from '../model/terms.ts';
import { confirms, refuseOther, shownMatch } from '../offers/find.ts';
import { isAuthority } from '../store/keys.ts';

export interface Found {
  match: Match;
  organisation: Organisation;
  /** Which of its two sides the caller is; undefined for everybody else. */
  side?: Side;
}

/** The platform that guides delivery (M1.4), and rules where the two sides do not agree. */
type Part = Side | 'platform' | 'judge';

const NOT_FOUND = '没有这个项目，或您无权查看';

/**
 * A match that the caller may see: its two sides, the authorities above, the agency that designed its project, and the
 * providers of its resources.
 * @throws Problem 404 for everybody else
 */
export async function visible(id: string, caller: Caller, deps: Deps): Promise<Found> {
  const found = await lookUp(id, caller, deps);
  if (found?.side || (found && (await looksOn(found.match, caller, deps)))) return found;
  throw notFound(NOT_FOUND);
}

async function lookUp(id: string, caller: Caller, { store }: Deps): Promise<Found | undefined> {
  const match = await store.match(id);
  if (!match) return undefined;
  const organisation = (await store.organisation(match.organisation))!;
  const side = speaksFor(organisation, caller)
    ? 'organisation'
    : isMine({ owner: match.needOwner }, caller)
      ? 'owner'
      : undefined;
  return { match, organisation, ...(side && { side }) };
}

async function looksOn(match: Match, caller: Caller, { store }: Deps): Promise<boolean> {
  const { role, subject, division } = caller;
  if (isAuthority(role) && covers(division, match.division)) return true;
  if (role === 'agency') return match.agency === subject;
  const resources = await store.listings('resource', Object.keys(match.providers));
  return resources.some((resource) => isMine(resource, caller));
}

/**
 * A match in which the caller has one of these parts, to which something may happen now.
 * @throws Problem 404 for who may not see it, 403 for who has another part, 412 for another version, 409 when it may not happen
 * in its state
 * @param already the state to which it leads, where saying so again changes nothing
 */
export async function having(
  parts: readonly Part[],
  event: MatchEvent,
  id: string,
  { caller, ifMatch }: Acting,
  deps: Deps,
  already?: MatchState,
): Promise<Found> {
  const found = await visible(id, caller, deps);
  const { match } = found;
  if (!parts.some((part) => has(part, found, caller)))
    throw forbidden(`由${parts.map((part) => partName(part, match)).join('或')}办理`);
  refuseOther(match, ifMatch);
  if (match.state !== already) refuseNow(match, event);
  return found;
}

function has(part: Part, { match, side }: Found, caller: Caller): boolean {
  if (part === 'platform') return confirms(caller, match.division);
  if (part !== 'judge') return side === part;
  const judge = judgeOf(match);
  return caller.role === judge.role && covers(caller.division, match.division);
}

function partName(part: Part, match: Match): string {
  if (part === 'platform') return AUTHORITY_NAMES[confirmerOf(match.division).role];
  return part === 'judge' ? AUTHORITY_NAMES[judgeOf(match).role] : SIDE_NAMES[part];
}
const AUTHORITY_NAMES = { township: '乡镇（街道）', county: '县（市、区）民政' } as const;

/** @throws Problem 409 when something may not happen to a match in its state */
function refuseNow({ state }: Match, event: MatchEvent): void {
  const why = matchRefusal(state, event);
  if (why !== undefined) throw conflict(why, { extra: { state } });
}

/** Who rules on a dispute: whoever confirmed the match; the county, where that is a side of it itself. */
export function judgeOf({ division, needOwner }: Match) {
  const confirmer = confirmerOf(division);
  if (needOwner.role !== confirmer.role) return confirmer;
  return { role: 'county', division: division.slice(0, 6) } as const;
}

/** The answer that shows a match. */
export const answerOf = (match: Match): Answer => ({
  status: 200,
  body: shownMatch(match),
  etag: match.version,
});

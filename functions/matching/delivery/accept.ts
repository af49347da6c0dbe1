/** What was delivered is accepted: by the need's owner, or because he says nothing in time. */
import { addDays } from '../../../shared/calendar/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { ConditionFailed } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { closed, roomAgain } from '../listings/told.ts';
import { accepted } from '../model/delivery.ts';
import { settled } from '../model/funds.ts';
import type { Need, Resource } from '../model/listing.ts';
import type { Match } from '../model/match.ts';
import type { Organisation } from '../model/organisation.ts';
import { finish } from '../model/placing.ts';
import { budgetOf } from '../model/spending.ts';
import { withoutPortion } from '../model/supply.ts';
import { told } from '../money/told.ts';
import { matchEntry } from '../offers/confirm.ts';
import { putListing } from '../store/listings.ts';
import { putMatch } from '../store/matches.ts';
import { putEntries } from '../store/money.ts';
import { putOrganisation } from '../store/organisations.ts';
import { putTaken } from '../store/resources.ts';
import { answerOf, having } from './find.ts';
import { completedEvent, tell } from './told.ts';

/** Matches that one run deals with: the next comes in a quarter of an hour. */
const A_RUN = 100;
const SYSTEM = { role: 'system', subject: 'schedule' } as const;

/**
 * The need's owner agrees that all is done: the match is completed, its organisation free for another, what was not spent free
 * again, and the need closed with the last of its matches. Saying so again changes nothing.
 * @throws Problem 409 while something is in dispute; else as `having`
 */
export async function accept(id: string, acting: Acting, deps: Deps): Promise<Answer> {
  const { match, organisation } = await having(['owner'], 'accept', id, acting, deps, 'completed');
  if (match.state === 'completed') return answerOf(match);
  if (match.disputes > 0)
    throw conflict(`有 ${match.disputes} 个争议尚未解决，解决后再验收`, { extra: { state: match.state } });
  const { caller, correlationId } = acting;
  return answerOf(await completed(match, organisation, { actor: caller, correlationId }, deps));
}

/**
 * Accepts what nobody said anything of in time. Safe to repeat.
 * @returns how many
 */
export async function acceptUnanswered(deps: Deps): Promise<number> {
  const yesterday = addDays(deps.today(), -1);
  const page = await deps.store.unaccepted(yesterday, { limit: A_RUN, scope: 'unaccepted' });
  let count = 0;
  for (const { id, organisation } of page.items) {
    // The index may lag behind.
    const match = await deps.store.match(id);
    if (match?.state !== 'delivered' || match.disputes > 0 || match.acceptBy! > yesterday) continue;
    const serving = (await deps.store.organisation(organisation))!;
    try {
      await completed(match, serving, { actor: SYSTEM, correlationId: '' }, deps);
      count += 1;
    } catch (error) {
      // Somebody acts on it at this moment: the next run finds what came of it.
      if (!(error instanceof ConditionFailed)) throw error;
    }
  }
  return count;
}

async function completed(
  match: Match,
  organisation: Organisation,
  { actor, correlationId }: { actor: { role: string; subject: string }; correlationId: string },
  deps: Deps,
): Promise<Match> {
  const [need, resources] = await Promise.all([
    deps.store.listing('need', match.need) as Promise<Need>,
    deps.store.listings('resource', Object.keys(match.providers)) as Promise<Resource[]>,
  ]);
  const day = deps.today();
  const after = accepted(match, day);
  const at = deps.now().toISOString();
  const both = finish(need, organisation, at);
  const left = new Map(budgetOf(match).map((budget) => [budget.resource, budget.left]));
  const entries = settled(match, resources, 'completed', day);
  const text = actor === SYSTEM ? '逾期未答复，视为通过验收' : '已通过验收';
  await deps.store.save({
    writes: [
      putMatch(after),
      ...putListing(both.need, need),
      ...putOrganisation(both.organisation, organisation),
      ...resources.flatMap((resource) => {
        const fen = left.get(resource.id) ?? 0;
        if (fen === 0) return [];
        return putTaken(withoutPortion(resource, { fen, quantity: 0, minutes: 0 }, match.id), resource);
      }),
      ...putEntries(entries, at),
      ...tell(after, ['owner', 'organisation'], { key: 'completed', kind: 'delivery', text }, deps),
    ],
    audit: [matchEntry(match.id, 'completed', actor)],
    events: [
      completedEvent(after, correlationId, deps),
      ...told(entries, correlationId, deps),
      ...(both.need.state === 'closed' ? [closed(both.need, 'served', correlationId, deps)] : []),
      ...roomAgain(organisation, both.organisation, correlationId, deps),
    ],
  });
  return after;
}

import { addDays } from '../../../shared/calendar/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { delivered, unfinished } from '../model/delivery.ts';
import { matchEntry } from '../offers/confirm.ts';
import { putMatch } from '../store/matches.ts';
import { answerOf, having } from './find.ts';
import { tell } from './told.ts';

/**
 * The organisation says that all is done; the need's owner is asked whether it is. Saying so again changes nothing.
 * @throws Problem 409 with all that is still to be done; else as `having`
 */
export async function complete(id: string, acting: Acting, deps: Deps): Promise<Answer> {
  const { match } = await having(['organisation'], 'complete', id, acting, deps, 'delivered');
  if (match.state === 'delivered') return answerOf(match);
  const missing = unfinished(match);
  if (missing.length > 0)
    throw conflict(`还不能提请验收：${missing.join('；')}`, { extra: { state: match.state } });
  const after = delivered(match, deps.today(), acceptanceEnds(deps));
  const text = `已完成，请在 ${after.acceptBy} 前验收或提出争议，逾期视为通过`;
  await deps.store.save({
    writes: [putMatch(after), ...tell(after, ['owner'], { key: 'delivered', kind: 'delivery', text }, deps)],
    audit: [matchEntry(id, 'delivered', acting.caller)],
  });
  return answerOf(after);
}

/** The last day on which the need's owner is heard, counted from today. */
export const acceptanceEnds = ({ today, policy }: Deps) =>
  addDays(today(), policy().data.delivery.acceptDays);

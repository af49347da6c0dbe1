import type { Acting } from '../../../shared/http/acting.ts';
import { conflict } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { started, windowOf } from '../model/delivery.ts';
import type { Organisation } from '../model/organisation.ts';
import { matchEntry } from '../offers/confirm.ts';
import { putMatch } from '../store/matches.ts';
import { answerOf, having } from './find.ts';
import { startedEvent, tell } from './told.ts';

/**
 * The organisation begins to serve the need (M1.4). Saying so again while it does changes nothing.
 * @throws Problem 409 before the first day of the period, or while the organisation is suspended; else as `having`
 */
export async function start(id: string, acting: Acting, deps: Deps): Promise<Answer> {
  const { match, organisation } = await having(['organisation'], 'start', id, acting, deps, 'running');
  if (match.state === 'running') return answerOf(match);
  refuseInactive(organisation);
  const day = deps.today();
  const { from } = windowOf(match);
  if (day < from)
    throw conflict(`实施期限从 ${from} 开始，请在当日或之后开始实施`, { extra: { state: match.state } });
  const running = started(match, day);
  await deps.store.save({
    writes: [
      putMatch(running),
      ...tell(running, ['owner'], { key: 'started', kind: 'delivery', text: '已开始实施' }, deps),
    ],
    audit: [matchEntry(id, 'started', acting.caller)],
    events: [startedEvent(running, acting.correlationId, deps)],
  });
  return answerOf(running);
}

/** @throws Problem 409 for an organisation that has to stop its activities, or is no more */
export function refuseInactive({ standing: { status } }: Organisation): void {
  if (status !== 'active')
    throw conflict('组织已被责令停止活动、注销或撤销，不能开展活动', { extra: { status } });
}

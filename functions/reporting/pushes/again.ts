/** Sending a push once more: because somebody in the city wants it, or because the province does not hold it as confirmed. */
import type { Caller } from '../../../shared/auth/caller.ts';
import { conflict, notFound } from '../../../shared/http/problem.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { again, type Push } from '../model/push.ts';
import { pushesEntry, putPush } from '../store/pushes.ts';
import { wakeUp } from './request.ts';

/**
 * Sends a push once more, at its turn, with the same id and bytes: a receiver that has it takes it for what it is.
 * @throws Problem 404; 409 while it is under way
 */
export async function replay(
  id: string,
  { caller, correlationId }: { caller: Caller; correlationId: string },
  deps: Deps,
): Promise<Push> {
  const push = await deps.store.push(id);
  if (!push) throw notFound('没有这次推送');
  if (push.state === 'waiting')
    throw conflict('这次推送正在进行，不必重发', { extra: { state: push.state } });
  return saved(push, 'replayed', caller, correlationId, deps);
}

/** Sends what was confirmed once more; what waits or is parked is left as it is. */
export async function resend(id: string, correlationId: string, deps: Deps): Promise<boolean> {
  return retried(async () => {
    const push = await deps.store.push(id);
    if (push?.state !== 'delivered') return false;
    await saved(push, 'found-missing', { role: 'system', subject: 'reconciliation' }, correlationId, deps);
    return true;
  });
}

async function saved(
  push: Push,
  action: string,
  actor: { role: string; subject: string },
  correlationId: string,
  deps: Deps,
): Promise<Push> {
  const next = again(push);
  await deps.store.save({
    writes: putPush(next),
    audit: [pushesEntry(push.county, action, actor, { push: push.id, sequence: push.sequence })],
    events: [wakeUp(push, correlationId, deps)],
  });
  return next;
}

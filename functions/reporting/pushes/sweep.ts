/** Looks by schedule whether pushes wait that nothing wakes: a message that was lost loses nothing. */
import { CITY, divisionsWithin } from '../../../shared/divisions/index.ts';
import type { Deps } from '../deps.ts';
import { wakeUp } from './request.ts';

/** Everybody who may have pushes. */
export const senders = (): string[] => [
  CITY.code,
  ...divisionsWithin(CITY.code, 'county').map(({ code }) => code),
];

/** Wakes the counties whose next push is due. @returns how many */
export async function sweep(deps: Deps): Promise<number> {
  const { store, province } = deps;
  if (!province.send) return 0;
  const now = province.now().toISOString();
  // While the receiver is left alone, a probe is enough to find it well again: those who wait come by themselves.
  const { state, until } = await store.receiver();
  if (state !== 'closed' && until! > now) return 0;
  const due = await Promise.all(
    senders().map(async (county) => {
      const first = await store.firstWaiting(county);
      const push = first && (await store.push(first.pushId));
      return push?.state === 'waiting' && (push.nextAttemptAt ?? '') <= now ? push : undefined;
    }),
  );
  const pushes = due.filter((push) => push !== undefined);
  await store.save({
    writes: [],
    events: pushes.map((push) => wakeUp(push, `sweep-${push.id}`, deps)),
  });
  return pushes.length;
}

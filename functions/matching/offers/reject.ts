import type { Acting } from '../../../shared/http/acting.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { answerOf, confirming } from './find.ts';
import { released } from './release.ts';

/**
 * The township does not confirm an organisation: the need goes to the next best.
 * @throws Problem as `confirming`
 */
export async function reject(
  id: string,
  { reason }: { reason: string },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const found = await confirming(id, acting, deps);
  const { caller, correlationId } = acting;
  const { offer, change } = await released(found, 'rejected', { reason, actor: caller, correlationId }, deps);
  await deps.store.save(change);
  return answerOf(offer);
}

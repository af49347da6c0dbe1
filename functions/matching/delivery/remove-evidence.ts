import { conflict, notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { withEvidence } from '../model/evidence.ts';
import { matchEntry } from '../offers/confirm.ts';
import type { Acting } from '../routes-common.ts';
import { removeEvidence as without } from '../store/delivery.ts';
import { putMatch } from '../store/matches.ts';
import { having } from './find.ts';
import { keptKey } from './keys.ts';

/**
 * Takes a file out again to which nothing refers, or gives an awaited upload up. Repeating it changes nothing.
 * @throws Problem 404 for another side's, 409 for one that a report, a spending or a dispute refers to; else as `having`
 */
export async function removeEvidence(
  id: string,
  evidenceId: string,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  await retried(async () => {
    const { match, side } = await having(['organisation', 'owner'], 'upload', id, acting, deps);
    const found = await deps.store.evidence(id, evidenceId);
    if (!found) return;
    if (found.by !== side) throw notFound('没有这个文件，或不由您办理');
    if (found.usedBy.length > 0)
      throw conflict('进展、支出或争议引用了这个文件，不能删去；写错的请先作废', {
        extra: { usedBy: found.usedBy },
      });
    if (found.state === 'awaited') {
      await deps.store.save({ writes: [without(found)] });
      return;
    }
    await deps.store.save({
      writes: [without(found), putMatch(withEvidence(match, found, -1))],
      audit: [matchEntry(id, 'evidence-removed', acting.caller, { evidence: evidenceId })],
    });
  });
  // Also when it was taken out before: that time this may not have been reached.
  await deps.files.remove(keptKey(id, evidenceId));
  return { status: 204 };
}

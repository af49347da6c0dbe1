import type { Acting } from '../../../shared/http/acting.ts';
import { conflict } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { type Evidence, withEvidence } from '../model/evidence.ts';
import type { Match } from '../model/match.ts';
import { matchEntry } from '../offers/confirm.ts';
import { removeEvidence as without } from '../store/delivery.ts';
import { putMatch } from '../store/matches.ts';
import { having } from './find.ts';
import { keptKey } from './keys.ts';

/**
 * One side takes a file of its own out again to which nothing refers, or gives an awaited upload up. Repeating it changes
 * nothing, and what the other side showed stays.
 * @throws Problem 409 for one that a report, a spending or a dispute refers to; else as `having`
 */
export async function removeEvidence(
  id: string,
  evidenceId: string,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const which = await retried(async () => {
    const { match, side } = await having(['organisation', 'owner'], 'upload', id, acting, deps);
    const which = { match: id, id: evidenceId, by: side! };
    const found = await deps.store.evidence(id, evidenceId, which.by);
    if (found) await takeOut(found, match, acting, deps);
    return which;
  });
  // Also when it was taken out before: that time this may not have been reached.
  await deps.files.remove(keptKey(which));
  return { status: 204 };
}

async function takeOut(found: Evidence, match: Match, { caller }: Acting, { store }: Deps): Promise<void> {
  const { id, state, usedBy } = found;
  if (usedBy.length > 0)
    throw conflict('进展、支出或争议引用了这个文件，不能删去；写错的请先作废', { extra: { usedBy } });
  await store.save(
    state === 'awaited'
      ? { writes: [without(found)] }
      : {
          writes: [without(found), putMatch(withEvidence(match, found, -1))],
          audit: [matchEntry(match.id, 'evidence-removed', caller, { evidence: id })],
        },
  );
}

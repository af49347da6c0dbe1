/** The matching queue (M1.4): candidates of a need, found anew whenever it or what may serve it changes. */
import { type CloudEvent, onceFor } from '../../../shared/events/index.ts';
import { type Once, retried, type TransactWrite } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Candidates } from '../model/candidates.ts';
import { isOpenOn, type Need } from '../model/listing.ts';
import { notice, toOrganisation, toOwner } from '../model/notice.ts';
import { proposed } from '../offers/propose.ts';
import { putCandidates } from '../store/candidates.ts';
import { putNotice } from '../store/notices.ts';
import { findCandidates } from './find.ts';

/**
 * `matching.match.due`: finds the candidates of a need, keeps the best and tells both sides. Where an offer came to nothing,
 * the next best is asked at once, and the need does not wait for the next round. What comes again, late or in another order
 * finds the same from what is there.
 */
export async function matchDue(event: CloudEvent<'matching.match.due'>, deps: Deps): Promise<void> {
  const { needId, cause } = event.data;
  const once = onceFor(event, deps.now());
  await retried(async () => {
    const need = await deps.store.listing('need', needId);
    if (need?.state !== 'open' || !isOpenOn(need, deps.today())) return;
    const found = await findCandidates(need, deps);
    const told = await tell(need, found, deps);
    const next = cause === 'returned' ? await nextBest(need, found, deps) : undefined;
    await deps.store.save({
      writes: [putCandidates(found), ...told, ...(next?.writes ?? [])],
      audit: next?.audit ?? [],
      once: once as Once,
    });
  });
}

/** Notices to the need's owner, and to organisations that were not among its candidates before. */
export async function tell(need: Need, { kept, at }: Candidates, { store }: Deps): Promise<TransactWrite[]> {
  const before = new Set((await store.candidates(need.id))?.kept.map(({ organisation }) => organisation));
  const fresh = kept.filter(({ organisation }) => !before.has(organisation));
  if (fresh.length === 0) return [];
  const link = `/v1/needs/${need.id}`;
  const text = `需求《${need.facts.title}》找到 ${kept.length} 家候选组织，最高 ${kept[0]!.score.points} 分`;
  return [
    notice(toOwner(need.owner), { key: need.id, kind: 'candidates', text, link: `${link}/candidates`, at }),
    ...fresh.map(({ organisation, score }) =>
      notice(toOrganisation(organisation), {
        key: need.id,
        kind: 'opportunity',
        text: `附近有适合的需求《${need.facts.title}》，匹配度 ${score.points} 分，可以认领`,
        link,
        at,
      }),
    ),
  ].map(putNotice);
}

/** The best candidate that still has room is asked. */
async function nextBest(need: Need, { kept }: Candidates, deps: Deps) {
  for (const { organisation: id, project, score } of kept) {
    const organisation = await deps.store.organisation(id);
    const asked =
      organisation &&
      proposed(
        need,
        organisation,
        { origin: 'next', score, ...(project !== undefined && { project }) },
        deps,
      );
    if (asked) return asked;
  }
  return undefined;
}

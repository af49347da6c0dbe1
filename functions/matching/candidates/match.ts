/** The matching queue (M1.4): candidates of a need, found anew whenever it or what may serve it changes. */
import { type CloudEvent, onceFor } from '../../../shared/events/index.ts';
import { retried, type TransactWrite } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { notice, toOrganisation, toOwner } from '../model/notice.ts';
import { proposed } from '../offers/propose.ts';
import { putCandidates } from '../store/candidates.ts';
import { putNotice } from '../store/notices.ts';
import { type Found, findCandidates } from './find.ts';

/** Milliseconds by which the clocks of two functions may differ. */
const SKEW = 1_000;

/**
 * `matching.match.due`: finds the candidates of a need, keeps the best and tells both sides. Where an offer came to nothing,
 * the next best is asked at once, and the need does not wait for the next round. What comes again, late or in another order
 * finds the same from what is there.
 */
export async function matchDue(event: CloudEvent<'matching.match.due'>, deps: Deps): Promise<void> {
  const { needId, cause } = event.data;
  const once = onceFor(event, deps.now());
  // What told of the event was saved before it: of many for one need the first that is done does for all.
  const since = new Date(Date.parse(event.time) + SKEW).toISOString();
  await retried(async () => {
    const found = await findCandidates(needId, deps, cause === 'returned' ? undefined : since);
    if (!found) return;
    const next = cause === 'returned' ? await nextBest(found, deps) : undefined;
    await deps.store.save({
      writes: [...kept(found, deps), ...(next?.writes ?? [])],
      audit: next?.audit ?? [],
      once,
    });
  });
}

/** Candidates to be saved, and told to the need's owner and to the best, unless they were told before. */
export function kept({ need, candidates, fresh }: Found, { policy }: Deps): TransactWrite[] {
  const { kept, at } = candidates;
  const told = fresh.size > 0;
  const link = `/v1/needs/${need.id}`;
  const text = `需求《${need.facts.title}》找到 ${kept.length} 家候选组织，最高 ${kept[0]?.score.points} 分`;
  const notices = [
    ...(told
      ? [
          notice(toOwner(need.owner), {
            key: need.id,
            kind: 'candidates',
            text,
            link: `${link}/candidates`,
            at,
          }),
        ]
      : []),
    ...kept
      .slice(0, policy().data.candidates.told)
      .filter(({ organisation }) => fresh.has(organisation))
      .map(({ organisation, score }) =>
        notice(toOrganisation(organisation), {
          key: need.id,
          kind: 'opportunity',
          text: `附近有适合的需求《${need.facts.title}》，匹配度 ${score.points} 分，可以认领`,
          link,
          at,
        }),
      ),
  ];
  return [putCandidates(candidates), ...notices.map(putNotice)];
}

/** The best candidate that still has room is asked. */
async function nextBest({ need, candidates }: Found, deps: Deps) {
  for (const { organisation: id, project, score } of candidates.kept) {
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

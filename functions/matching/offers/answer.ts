/** What an organisation answers to a proposal. */

import type { Acting } from '../../../shared/http/acting.ts';
import { conflict } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { listingEntry } from '../listings/find.ts';
import { notice, toConfirmer, toOwner } from '../model/notice.ts';
import { moved, type Placed } from '../model/placing.ts';
import { putNotice } from '../store/notices.ts';
import { putOffer } from '../store/offers.ts';
import { answering, answerOf, refuseIn, refuseInactive, refusePast } from './find.ts';
import { released } from './release.ts';

/**
 * Takes a proposal on; the township confirms it. Saying so again changes nothing.
 * @throws Problem 404 for others than who speaks for the organisation, 412 for another version, 409 when it is too late,
 * answered already, or the need's period is over
 */
export async function accept(id: string, acting: Acting, deps: Deps): Promise<Answer> {
  const found = await answering(id, acting, deps);
  const { offer, need } = found;
  if (offer.state === 'accepted') return answerOf(offer);
  refuseIn(offer, ['proposed'], '接受');
  refusePast(need, deps);
  refuseLate(found, deps);
  refuseInactive(found.organisation);
  const at = deps.now().toISOString();
  const accepted = moved(offer, 'accepted', at);
  const text = `${offer.organisationName}同意承接需求《${offer.title}》，待乡镇（街道）确认`;
  await deps.store.save({
    writes: [
      putOffer(accepted),
      ...[...new Set([toOwner(need.owner), toConfirmer(need.division)])].map((recipient) =>
        putNotice(notice(recipient, { key: id, kind: 'accepted', text, link: `/v1/offers/${id}`, at })),
      ),
    ],
    audit: [listingEntry(need, 'accepted', acting.caller, { offer: id })],
  });
  return answerOf(accepted);
}

/**
 * Turns a proposal down, or gives up a claim before it is confirmed: the need goes to the next best.
 * @throws Problem as `accept`
 */
export async function decline(
  id: string,
  { reason }: { reason: string },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const found = await answering(id, acting, deps);
  if (found.offer.state === 'declined') return answerOf(found.offer);
  refuseIn(found.offer, ['proposed', 'accepted'], '谢绝');
  const { caller, correlationId } = acting;
  const { offer, change } = await released(found, 'declined', { reason, actor: caller, correlationId }, deps);
  await deps.store.save(change);
  return answerOf(offer);
}

function refuseLate({ offer }: Placed, { now }: Deps): void {
  if (offer.answerBy !== undefined && offer.answerBy <= now().toISOString())
    throw conflict('已过答复期限，需求转给其他组织。仍愿承接的，请与发布方联系，由其另行发布需求', {
      extra: { state: offer.state },
    });
}

import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { listingEntry } from '../listings/find.ts';
import { matchDue } from '../listings/told.ts';
import { isOpenOn } from '../model/listing.ts';
import { isReady } from '../model/organisation.ts';
import { moved } from '../model/placing.ts';
import type { Round, RoundRow } from '../model/round.ts';
import { answerBy, askingNotice } from '../offers/propose.ts';
import { putNotice } from '../store/notices.ts';
import { putOffer } from '../store/offers.ts';
import { putRow } from '../store/rounds.ts';
import { undone } from './undo.ts';

/**
 * Announces the offer of a row: the organisation is asked, unless it takes nothing on any more. A place that the one chosen
 * did not get, and that is still open, goes back to the queue: the next best is asked. What was dealt with already stays as
 * it is.
 */
export async function announceRow(round: Round, number: number, deps: Deps): Promise<void> {
  await retried(async () => {
    const [row] = await deps.store.rowsAt(round, [number]);
    if (row?.chosen && row.overtaken !== undefined) return returned(round, row, deps);
    const offer = row?.offer === undefined ? undefined : await deps.store.offer(row.offer);
    if (offer?.state !== 'planned') return;
    const [need, organisation] = await Promise.all([
      deps.store.listing('need', offer.need),
      deps.store.organisation(offer.organisation),
    ]);
    if (!need || need.state === 'draft') return;
    if (!organisation || !isReady(organisation)) {
      const { offer: _, ...without } = row!;
      const overtaken = '组织已停止活动，或暂不承接需求';
      const passed = putRow(round, { ...without, overtaken, returned: true });
      const { writes, events } = await undone(offer, deps);
      return deps.store.save({
        writes: [...writes, passed],
        events: [...events, matchDue(need, 'returned', '', deps)],
      });
    }
    const at = deps.now().toISOString();
    const asked = { ...moved(offer, 'proposed', at), answerBy: answerBy(need, deps) };
    await deps.store.save({
      writes: [putOffer(asked), putNotice(askingNotice(asked, at))],
      audit: [
        listingEntry(need, 'proposed', round.by, {
          offer: offer.id,
          organisation: offer.organisation,
          origin: 'round',
          round: round.id,
        }),
      ],
    });
  });
}

async function returned(round: Round, row: RoundRow, deps: Deps): Promise<void> {
  if (row.returned) return;
  const need = await deps.store.listing('need', row.need);
  if (!need || need.state === 'draft' || !isOpenOn(need, deps.today())) return;
  await deps.store.save({
    writes: [putRow(round, { ...row, returned: true }, 'overtaken')],
    events: [matchDue(need, 'returned', '', deps)],
  });
}

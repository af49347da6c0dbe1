import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { listingEntry } from '../listings/find.ts';
import { isReady } from '../model/organisation.ts';
import { moved } from '../model/placing.ts';
import type { Round } from '../model/round.ts';
import { answerBy, askingNotice } from '../offers/propose.ts';
import { putNotice } from '../store/notices.ts';
import { putOffer } from '../store/offers.ts';
import { putRow } from '../store/rounds.ts';
import { undone } from './undo.ts';

/**
 * Announces the offer of a row: the organisation is asked, unless it takes nothing on any more. One that was announced
 * already stays as it is.
 */
export async function announceRow(round: Round, number: number, deps: Deps): Promise<void> {
  await retried(async () => {
    const [row] = await deps.store.rowsAt(round, [number]);
    const offer = row?.offer === undefined ? undefined : await deps.store.offer(row.offer);
    if (offer?.state !== 'planned') return;
    const [need, organisation] = await Promise.all([
      deps.store.listing('need', offer.need),
      deps.store.organisation(offer.organisation),
    ]);
    if (!need || need.state === 'draft') return;
    if (!organisation || !isReady(organisation)) {
      const { offer: _, ...without } = row!;
      const passed = putRow(round, { ...without, overtaken: '组织已停止活动，或暂不承接需求' });
      const { writes, events } = await undone(offer, deps);
      return deps.store.save({ writes: [...writes, passed], events });
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

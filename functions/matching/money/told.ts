import { type CloudEvent, newEvent } from '../../../shared/events/index.ts';
import type { Deps } from '../deps.ts';
import type { Entry } from '../model/ledger.ts';
import { headingOf, type Purchase } from '../model/purchase.ts';

/** What others hear of entries: money promised to matches, given back, spent. */
export function told(entries: readonly Entry[], correlationId: string, deps: Deps): CloudEvent[] {
  return entries.flatMap((entry): CloudEvent[] => {
    if (entry.form !== 'money' || !('match' in entry)) return [];
    const { id, kind, source, on, year, division, match, organisation } = entry;
    const takesBack = kind === 'release' || kind === 'return' || kind === 'correct';
    const data = {
      entryId: id,
      matchId: match,
      organisationId: organisation,
      division,
      source,
      fen: takesBack ? -entry.fen : entry.fen,
      year,
    };
    const about = { subject: match, correlationId };
    return kind === 'spend' || kind === 'correct'
      ? [newEvent('matching.funds.spent', { ...about, data: { ...data, spentOn: on } }, deps)]
      : [newEvent('matching.funds.committed', { ...about, data: { ...data, committedOn: on } }, deps)];
  });
}

/** What others hear of a government purchase (O2): recorded, or taken back. */
export function toldPurchase(purchase: Purchase, correlationId: string, deps: Deps): CloudEvent {
  const { id, division, on, fen, reversed, version } = purchase;
  const heading = headingOf(purchase).slice('bought-'.length) as 'platform' | 'support' | 'other' | 'renewed';
  return newEvent(
    'matching.purchase.recorded',
    {
      subject: id,
      correlationId,
      data: { purchaseId: id, division, on, fen, heading, counts: !reversed, revision: version },
    },
    deps,
  );
}

import { type CloudEvent, newEvent } from '../../../shared/events/index.ts';
import type { Deps } from '../deps.ts';
import type { Entry } from '../model/ledger.ts';

/** What others hear of entries: money promised to matches, given back, spent. */
export function told(entries: readonly Entry[], correlationId: string, deps: Deps): CloudEvent[] {
  return entries.flatMap((entry): CloudEvent[] => {
    if (entry.form !== 'money' || !('match' in entry)) return [];
    const { id, kind, source, on, division, match, organisation } = entry;
    const takesBack = kind === 'release' || kind === 'return' || kind === 'correct';
    const data = {
      entryId: id,
      matchId: match,
      organisationId: organisation,
      division,
      source,
      fen: takesBack ? -entry.fen : entry.fen,
    };
    const about = { subject: match, correlationId };
    return kind === 'spend' || kind === 'correct'
      ? [newEvent('matching.funds.spent', { ...about, data: { ...data, spentOn: on } }, deps)]
      : [newEvent('matching.funds.committed', { ...about, data: { ...data, committedOn: on } }, deps)];
  });
}

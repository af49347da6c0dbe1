import { type CloudEvent, newEvent } from '../../../shared/events/index.ts';
import type { Deps } from '../deps.ts';
import type { Entry } from '../model/ledger.ts';

/** What others hear of entries: money promised to matches, given back, spent. */
export function told(entries: readonly Entry[], correlationId: string, deps: Deps): CloudEvent[] {
  return entries.flatMap((entry): CloudEvent[] => {
    const { id, kind, form, source, fen, on, division, match, organisation } = entry;
    if (form !== 'money' || match === undefined || organisation === undefined) return [];
    const data = { entryId: id, matchId: match, organisationId: organisation, division, source };
    const about = { subject: match, correlationId };
    switch (kind) {
      case 'commit':
        return [
          newEvent('matching.funds.committed', { ...about, data: { ...data, fen, committedOn: on } }, deps),
        ];
      case 'release':
        return [
          newEvent(
            'matching.funds.committed',
            { ...about, data: { ...data, fen: -fen, committedOn: on } },
            deps,
          ),
        ];
      case 'spend':
        return [newEvent('matching.funds.spent', { ...about, data: { ...data, fen, spentOn: on } }, deps)];
      case 'correct':
        return [
          newEvent('matching.funds.spent', { ...about, data: { ...data, fen: -fen, spentOn: on } }, deps),
        ];
      default:
        return [];
    }
  });
}

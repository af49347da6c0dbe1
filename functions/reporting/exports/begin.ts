import { newEvent } from '../../../shared/events/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { sha256 } from '../../../shared/sha256.ts';
import type { Once } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { type Export, mayBeginAgain, waiting } from '../model/export.ts';
import type { Report } from '../model/report.ts';
import type { Id } from '../reports/find.ts';
import { visible } from '../reports/read.ts';
import { putExport } from '../store/exports.ts';
import { exportEntry } from './entry.ts';
import type { ExportRequest } from './schema.ts';
import { shown } from './shown.ts';

/** Raised when documents come to look otherwise: reports are then made into files anew. */
const FORM = 1;
/** So much of a hash is enough to tell files apart. */
const ID_LENGTH = 32;

/**
 * Has a report made into a file in the background; one that is there, or is being made, is given as it is.
 * @throws Problem 404 when there is no such report that the caller may see
 */
export async function beginExport(
  id: Id,
  { format, version }: ExportRequest,
  { caller, correlationId }: Acting,
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  const report = await visible(id, version, caller, deps);
  const what = exportOf(report, format);
  const known = await deps.store.export(what.id);
  if (known && !mayBeginAgain(known, deps.now()))
    return { status: known.state === 'done' ? 200 : 202, body: shown(known) };
  const begun = waiting(what, known, deps.now().toISOString());
  const answer: Answer = { status: 202, body: shown(begun) };
  const { division, period, edition, contentHash, attempt } = begun;
  const detail = { division, period, version: edition, format, contentHash, attempt };
  await deps.store.save({
    writes: [putExport(begun)],
    audit: [{ ...exportEntry(begun.id, 'begun', caller, detail), ...(!known && { first: true as const }) }],
    events: [
      newEvent(
        'reporting.export.due',
        { subject: begun.id, correlationId, data: { exportId: begun.id, attempt } },
        deps,
      ),
    ],
    ...once(answer),
  });
  return answer;
}

/** What is to be made: by what the report says and how far it has come, which stands on its cover. */
function exportOf(report: Report, format: Export['format']) {
  const { division, period, version, state, contentHash, contentKey, checks, signed } = report;
  const what = [division, period, version, state, contentHash, signed?.at ?? '', format, FORM].join('/');
  const checkedAt = checks.findLast(({ agreed }) => agreed)?.at;
  return {
    id: sha256(what).slice(0, ID_LENGTH),
    division,
    period,
    edition: version,
    reportState: state,
    contentHash,
    contentKey,
    ...(checkedAt !== undefined && { checkedAt }),
    ...(signed && { signedAt: signed.at }),
    format,
  };
}

import { ConditionFailed } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Changed } from '../model/content.ts';
import { type Head, putReport } from '../store/reports.ts';
import { drafted } from './draft.ts';
import { reportEntry, SYSTEM } from './find.ts';
import { changingPush } from './push.ts';

/**
 * Drafts the next version of a signed report (重述), which goes the same way to signature; the signed one stays as it is. That it
 * is being restated is told to the province with it.
 * @param material whether changes are worth it: facts of the last minute are not in the draft yet, and the next run sees them
 */
export async function restate(
  signed: Head,
  material: (changes: readonly Changed[]) => boolean,
  deps: Deps,
): Promise<void> {
  const { report, content } = await drafted(signed, { version: signed.version + 1, draft: 1 }, deps);
  const changes = content.changes ?? [];
  if (!material(changes)) return;
  const by = { actor: SYSTEM, correlationId: `restate-${report.division}-${report.period}` };
  const push = await changingPush(signed, changes, by, deps);
  try {
    await deps.store.save({
      writes: [...putReport(report), ...push.writes],
      audit: [
        reportEntry(report, 'restated', SYSTEM, { restates: signed.version, changes: changes.length }),
        ...push.audit,
      ],
      events: push.events,
    });
  } catch (error) {
    // Another run restated it, or a push of its county came in between: what is left is seen by the next.
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

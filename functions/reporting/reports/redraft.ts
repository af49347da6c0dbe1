import type { Acting } from '../../../shared/http/acting.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { type Report, stateAfter } from '../model/report.ts';
import { putRedraft, putReport } from '../store/reports.ts';
import { type Id, ready, reportEntry } from './find.ts';
import { withRemark } from './remarks.ts';
import { shownReport } from './shown.ts';

/**
 * Asks for a new draft, after late records came in. Checks of the draft before are taken back at once; the new one is made by the
 * schedule, for the facts of a year are more than a request has time for.
 * @throws Problem as `ready`
 */
export async function redraft(id: Id, reason: string, acting: Acting, deps: Deps): Promise<Answer> {
  const before = await ready(id, 'redraft', acting, deps);
  const { role, subject } = acting.caller;
  const by = { role, subject, at: deps.now().toISOString() };
  const after: Report = {
    ...withRemark(before, { ...by, kind: 'redraft', text: reason }),
    state: stateAfter('redraft'),
    checks: [],
    redrafting: true,
    revision: before.revision + 1,
  };
  await deps.store.save({
    writes: [...putReport(after), putRedraft(after)],
    audit: [reportEntry(after, 'redraft-asked', by)],
  });
  return { ...shownReport(after, deps), status: 202 };
}

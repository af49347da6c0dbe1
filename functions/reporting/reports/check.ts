import type { Acting } from '../../../shared/http/acting.ts';
import { unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { sha256 } from '../../../shared/sha256.ts';
import type { Deps } from '../deps.ts';
import { type Check, type Report, stateAfter } from '../model/report.ts';
import { putReport } from '../store/reports.ts';
import { type Id, isOfCity, ready, reportEntry } from './find.ts';
import { withRemark } from './remarks.ts';
import { shownReport } from './shown.ts';

/**
 * A county checks the draft of its report. Agreed, it goes to the city for signature; not agreed, it stays a draft with the
 * objection open, until a new draft is made or the county agrees after all.
 * @throws Problem 422 for the city's own report, which no county checks; else as `ready`
 */
export async function check(
  id: Id,
  { agreed, comment }: { agreed: boolean; comment?: string | undefined },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  if (isOfCity(id)) throw unprocessable('市级报告不经县级核对，由市级签发');
  const event = agreed ? 'agree' : 'object';
  const before = await ready(id, event, acting, deps);
  const { role, subject } = acting.caller;
  const by = { role, subject, at: deps.now().toISOString() };
  const one: Check = {
    ...by,
    agreed,
    ...(comment !== undefined && { comment, commentHash: sha256(comment) }),
  };
  const after: Report = {
    ...(comment === undefined
      ? before
      : withRemark(before, { ...by, kind: agreed ? 'agreed' : 'objected', text: comment })),
    state: stateAfter(event),
    checks: [...before.checks, one],
    revision: before.revision + 1,
  };
  const { commentHash } = one;
  await deps.store.save({
    writes: putReport(after),
    audit: [reportEntry(after, agreed ? 'checked' : 'objected', by, commentHash ? { commentHash } : {})],
  });
  return shownReport(after, deps);
}

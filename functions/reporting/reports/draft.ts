/** Drafts reports: the first of a period, a new one when it is asked for, and the next version of one that is signed. */
import { addDays } from '../../../shared/calendar/days.ts';
import { kindOf } from '../../../shared/calendar/periods.ts';
import { ConditionFailed } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Report } from '../model/report.ts';
import { dropRedraft, putReport } from '../store/reports.ts';
import { contentFor, keepContent } from './contents.ts';
import { type Id, isOfCity, reportEntry, SYSTEM } from './find.ts';

/**
 * What was recorded within the last minute may not be saved yet: the time of a fact is taken before its transaction, which goes
 * through seconds later or is tried again. A report is of what was recorded before, so that none comes in afterwards.
 */
const UNSETTLED_MS = 60_000;

/** Drafts the first version of a report; nothing happens when another run was faster. */
export async function draftFirst(id: Id, deps: Deps): Promise<void> {
  const { report } = await drafted(id, { version: 1, draft: 1 }, deps);
  await unlessOutrun(async () =>
    deps.store.save({ writes: putReport(report), audit: [reportEntry(report, 'drafted', SYSTEM)] }),
  );
}

/** Drafts a report anew that waits for it: late facts are in it, and no check of the draft before holds. */
export async function draftAnew({ division, period }: Id, deps: Deps): Promise<void> {
  const before = await deps.store.report(division, period);
  // Another run made it, and took back that it was asked for: who asks again meanwhile is not to be forgotten.
  if (!before?.redrafting) return;
  const { version, remarks, revision } = before;
  const { report } = await drafted(before, { version, draft: before.draft + 1 }, deps);
  const after: Report = { ...report, remarks, revision: revision + 1 };
  await unlessOutrun(async () =>
    deps.store.save({
      writes: [...putReport(after), dropRedraft(before)],
      audit: [reportEntry(after, 'drafted', SYSTEM)],
    }),
  );
}

/** A draft of a report from the facts that are there, and its content kept. */
export async function drafted(
  { division, period }: Id,
  { version, draft }: { version: number; draft: number },
  deps: Deps,
) {
  const now = deps.now();
  const asOf = new Date(now.getTime() - UNSETTLED_MS).toISOString();
  const content = await contentFor({ division, period, version, asOf }, deps);
  const kept = await keepContent(content, draft, deps);
  const today = deps.today();
  const { checkDays } = deps.policyOn(today).data.reports;
  const report: Report = {
    division,
    period,
    level: content.level,
    kind: kindOf(period),
    version,
    draft,
    state: 'draft',
    draftedAt: now.toISOString(),
    asOf,
    policy: content.policy,
    ...kept,
    ...(content.changes && { changes: content.changes.length }),
    ...(!isOfCity({ division }) && { due: addDays(today, checkDays) }),
    checks: [],
    remarks: [],
    revision: 1,
  };
  return { report, content };
}

/** Two runs at one time draft the same: the first that is saved holds, and the other's is as if never made. */
async function unlessOutrun(save: () => Promise<void>): Promise<void> {
  try {
    await save();
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

import { newEvent } from '../../../shared/events/index.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { monthsLookedAt } from '../model/criteria.ts';
import { after, type Operation, verdictsOn } from '../model/operation.ts';
import type { Platform } from '../model/platform.ts';
import type { Report } from '../model/report.ts';
import { platformEntry } from '../register/find.ts';
import { putOperation } from '../store/operations.ts';

const SYSTEM = { role: 'system', subject: 'schedule' } as const;

/**
 * How a platform stands today (T1), and what is to be saved for it: with what changed it, in one transaction.
 * @param fresh a report that is saved in the same transaction
 */
export async function judgement(platform: Platform, correlationId: string, deps: Deps, fresh?: Report) {
  const { township, facts } = platform;
  const { store } = deps;
  const on = deps.today();
  const { version: policy, data } = deps.policyOn(on);
  const { dueDays } = data.reports;
  const months = monthsLookedAt(data.criteria, on, dueDays);
  const [before, kept, figures] = await Promise.all([
    store.operation(township),
    store.reports(months.reports.map((month) => ({ place: township, month }))),
    store.figures(township, months.figures),
  ]);
  const reports = new Map([...kept, ...(fresh ? [fresh] : [])].map((report) => [report.month, report]));
  const verdicts = verdictsOn(data.criteria, { facts, reports, figures, on, dueDays });
  const operation = after(before, verdicts, { township, on, policy });
  const changed = before?.operating !== operation.operating;
  return {
    operation,
    writes: [putOperation(operation, facts.base.kind)],
    audit: changed ? [platformEntry(township, 'judged', SYSTEM, told(operation))] : [],
    events: changed
      ? [
          newEvent(
            'platform.platform.judged',
            { subject: township, correlationId, data: { ...told(operation), revision: operation.version } },
            deps,
          ),
        ]
      : [],
  };
}

/** Judges a platform by what is there today; again on the same day it comes to the same. */
export async function judgeNow(township: string, deps: Deps): Promise<void> {
  await retried(async () => {
    const platform = await deps.store.platform(township);
    if (!platform) return;
    const { writes, audit, events } = await judgement(platform, '', deps);
    await deps.store.save({ writes, audit, events });
  });
}

function told({ township, operating, since, judgedOn, policy, verdicts }: Operation) {
  const unmet = verdicts.filter(({ met }) => !met).map(({ id }) => id);
  return { platformId: township, operating, since, judgedOn, unmet, policy };
}

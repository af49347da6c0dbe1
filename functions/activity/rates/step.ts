import { CITY } from '../../../shared/divisions/index.ts';
import type { CloudEvent } from '../../../shared/events/index.ts';
import { retried } from '../../../shared/store/index.ts';
import { lookOver } from '../attention/look-over.ts';
import type { Deps } from '../deps.ts';
import { type Check, finished, handedOver, NO_CHECK, type Run } from '../model/run.ts';
import { putRun } from '../store/runs.ts';
import { stepDue } from './begin.ts';
import { check, repair } from './check.ts';
import { isDirty, workOff } from './work-off.ts';

/** After which the next event takes over: a third of the worker's timeout, so that what is under way fits in. */
const PATIENCE_MS = 100_000;
/** How often figures are held against their parts while something still changes them. */
const MOST_CHECKS = 3;

/**
 * `activity.rates.due`: works off a county in a run, or the city after all counties, looks which of its organisations need
 * attention, and holds the figures against their parts. It may come again, late, or be broken off anywhere: what is left to compute stands in the table, and only the
 * event that is due hands over.
 * @param patience milliseconds after which the next event takes over
 */
export async function countyDue(
  { data: { runId: id, division, step }, correlationid }: CloudEvent<'activity.rates.due'>,
  deps: Deps,
  patience = PATIENCE_MS,
): Promise<void> {
  const due = async (): Promise<Run | undefined> => {
    const run = await deps.store.run(id);
    return run?.pending[division] === step ? run : undefined;
  };
  const run = await due();
  if (!run) return;
  const begun = performance.now();
  const done = await workedOff(run, division, deps, () => performance.now() - begun >= patience);
  await retried(async () => {
    const now = await due();
    if (!now) return;
    const at = deps.now().toISOString();
    const after = done.check
      ? finished(now, division, { changed: done.changed, check: done.check }, at)
      : handedOver(now, division, done.changed, at);
    const next = done.check ? (division === CITY.code ? [] : [CITY.code]) : [division];
    await deps.store.save({
      writes: [putRun(after)],
      events: next
        .filter((one) => after.pending[one] !== undefined)
        .map((one) => stepDue(after, one, correlationid, deps)),
    });
  });
}

/** @returns without a check when the time was used up before all was computed */
async function workedOff(
  { startedAt }: Run,
  county: string,
  deps: Deps,
  isOver: () => boolean,
): Promise<{ changed: number; check?: Check }> {
  let changed = 0;
  for (let round = 1; ; round++) {
    const worked = await workOff(county, deps, isOver);
    changed += worked.changed;
    if (!worked.finished) return { changed };
    if (!(await lookOver(county, deps, isOver))) return { changed };
    const found = await check(county, startedAt, deps);
    if (found.mismatches === 0) return { changed, check: found };
    if (await isDirty(county, deps)) {
      // Something changed meanwhile: the next round, or the next run, has it right.
      if (round < MOST_CHECKS) continue;
      return { changed, check: { ...NO_CHECK, figures: found.figures } };
    }
    deps.measure('RateMismatches', found.mismatches);
    await repair(county, found, deps);
    return { changed, check: found };
  }
}

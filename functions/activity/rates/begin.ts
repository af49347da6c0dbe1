import { newEvent } from '../../../shared/events/index.ts';
import { ConditionFailed } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { newRun, type Run, resumed } from '../model/run.ts';
import { putRun } from '../store/runs.ts';

/** The time of the day in Asia/Shanghai from which the day's run may begin: by then all clocks agree on the day. */
const BEGINS_AT = '00:15';
/** A run on which nothing was done for so long lost its worker. */
const STALLED_MS = 15 * 60_000;

/**
 * Begins the run of the day (T2), once, and takes up runs that stopped half way.
 * @returns how many began or were taken up
 */
export const ratesDue = async (deps: Deps): Promise<number> =>
  (await beginDaily(deps)) + (await resumeStalled(deps));

async function beginDaily(deps: Deps): Promise<number> {
  if (SHANGHAI_TIME.format(deps.now()) < BEGINS_AT) return 0;
  const day = deps.today();
  if (await deps.store.run(day)) return 0;
  return saved(newRun(day, day, deps.now().toISOString()), deps);
}

async function resumeStalled(deps: Deps): Promise<number> {
  const since = new Date(deps.now().getTime() - STALLED_MS).toISOString();
  const { items } = await deps.store.stalledRuns(since, { limit: 20, scope: 'stalled' });
  let taken = 0;
  for (const { id } of items) {
    const run = await deps.store.run(id);
    if (run?.state === 'running' && run.touchedAt <= since)
      taken += await saved(resumed(run, deps.now().toISOString()), deps);
  }
  return taken;
}

/** Saves a run with an event for each division that is due in it, unless another schedule did. */
async function saved(run: Run, deps: Deps): Promise<number> {
  try {
    await deps.store.save({
      writes: [putRun(run)],
      events: Object.keys(run.pending).map((division) => stepDue(run, division, '', deps)),
    });
    return 1;
  } catch (error) {
    if (error instanceof ConditionFailed) return 0;
    throw error;
  }
}

/** Has the step of a division carried on that is due in a run. */
export function stepDue({ id, pending }: Run, division: string, correlationId: string, deps: Deps) {
  const data = { runId: id, division, step: pending[division]! };
  return newEvent('activity.rates.due', { subject: id, correlationId, data }, deps);
}

const SHANGHAI_TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

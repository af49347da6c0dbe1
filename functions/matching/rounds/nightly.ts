import { CITY, divisionsWithin } from '../../../shared/divisions/index.ts';
import { ConditionFailed } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Round } from '../model/round.ts';
import { putRound } from '../store/rounds.ts';
import { begun, newRound, stepDue } from './begin.ts';
import { failed } from './fail.ts';

/** The hour of the day in Asia/Shanghai at which counties have their round. */
const HOUR = '02';
const SYSTEM = { role: 'system', subject: 'schedule' } as const;

/**
 * Begins the round of each county that has open needs, once a night; counties with one under way keep it.
 * @returns how many began
 */
export async function beginNightly(deps: Deps): Promise<number> {
  if (SHANGHAI_HOUR.format(deps.now()) !== HOUR) return 0;
  let begunRounds = 0;
  for (const { code } of divisionsWithin(CITY.code, 'county')) {
    const open = { limit: 1, scope: `nightly ${code}` };
    const { items } = await deps.store.list('need', code, { state: 'open' }, open);
    if (items.length === 0) continue;
    // One a day: its id says which.
    const round = newRound(`${code}-${deps.today()}`, code, SYSTEM, deps);
    begunRounds += await saved(begun(round, '', deps), deps);
  }
  return begunRounds;
}

/** How often a round is begun to be solved: one that kills its worker each time would do so for ever. */
const MOST_TRIES = 3;

/**
 * Takes up rounds that stopped half way, as when their worker died and its message was lost; gives up those that nothing
 * solves.
 * @returns how many were dealt with
 */
export async function resumeStalled(deps: Deps): Promise<number> {
  const { stalledMinutes } = deps.policy().data.rounds;
  const since = new Date(deps.now().getTime() - stalledMinutes * 60_000).toISOString();
  const { items } = await deps.store.stalledRounds(since, { limit: 50, scope: 'stalled' });
  let resumed = 0;
  for (const { id } of items) {
    const round = await deps.store.round(id);
    if (!round || round.touchedAt > since) continue;
    const touched: Round = {
      ...round,
      due: round.due + 1,
      touchedAt: deps.now().toISOString(),
      version: round.version + 1,
    };
    const change =
      round.state === 'queued' && touched.due >= MOST_TRIES
        ? failed(round, `求解 ${MOST_TRIES} 次都没有完成，没有占位，也没有公布；可重新开始一轮`, deps)
        : { writes: putRound(touched), events: [stepDue(touched, '', deps)] };
    resumed += await saved(change, deps);
  }
  return resumed;
}

async function saved(change: Parameters<Deps['store']['save']>[0], deps: Deps): Promise<number> {
  try {
    await deps.store.save(change);
    return 1;
  } catch (error) {
    if (error instanceof ConditionFailed) return 0;
    throw error;
  }
}

const SHANGHAI_HOUR = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  hourCycle: 'h23',
});

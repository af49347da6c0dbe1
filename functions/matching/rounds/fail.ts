import type { Deps } from '../deps.ts';
import type { Round } from '../model/round.ts';
import { putRound } from '../store/rounds.ts';
import { roundEntry } from './begin.ts';

const SYSTEM = { role: 'system', subject: 'rounds' } as const;

/** What gives a round up that cannot be solved: nothing is held yet, and the county may begin another one. */
export function failed(round: Round, fault: string, { now }: Deps) {
  const at = now().toISOString();
  const after: Round = {
    ...round,
    state: 'failed',
    fault,
    touchedAt: at,
    finishedAt: at,
    version: round.version + 1,
  };
  return { writes: putRound(after), audit: [roundEntry(round.id, 'failed', SYSTEM, { fault })] };
}

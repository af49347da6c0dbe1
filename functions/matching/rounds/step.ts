import { atOnce } from '../../../shared/at-once.ts';
import type { CloudEvent } from '../../../shared/events/index.ts';
import { ConditionFailed } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { isOver, type Round, type RoundRow } from '../model/round.ts';
import { putRound } from '../store/rounds.ts';
import { announceRow } from './announce.ts';
import { roundEntry, stepDue } from './begin.ts';
import { holdRow } from './hold.ts';
import { solve } from './solve.ts';
import { undoRow } from './undo.ts';

/** Rows between two saves of the progress, and how many of them at once. */
const ROWS_A_SAVE = 64;
const AT_ONCE = 8;
/** After which the next event takes over: a third of the worker's timeout, so that rows under way fit in. */
const PATIENCE_MS = 100_000;

const SYSTEM = { role: 'system', subject: 'rounds' } as const;

/** What is done with each row in a state, and which state follows. */
const PASSES = {
  holding: { row: holdRow, leadsTo: 'announcing' },
  announcing: { row: announceRow, leadsTo: 'done' },
  cancelling: { row: undoRow, leadsTo: 'cancelled' },
} as const;

/**
 * `matching.round.due`: carries a round on from where its progress stands, until its end or until the time is used up and the
 * next event takes over. It may come again, late, or be broken off anywhere: each row knows what became of it, and only the
 * event that is due does anything.
 * @param patience milliseconds after which the next event takes over
 * @throws ConditionFailed when another worker is at the same round: the event comes again and finds what is left
 */
export async function roundDue(
  { data: { roundId, step }, correlationid }: CloudEvent<'matching.round.due'>,
  deps: Deps,
  patience = PATIENCE_MS,
): Promise<void> {
  const due = async () => {
    const round = await deps.store.round(roundId);
    return round?.due === step && !isOver(round) ? round : undefined;
  };
  const round = await due();
  try {
    if (round?.state === 'queued') await solve(round, correlationid, deps);
    else if (round) await carryOn(round, correlationid, deps, patience);
  } catch (error) {
    // Cancelled meanwhile, or carried on by the next event: this one has nothing left to do.
    if (!(error instanceof ConditionFailed) || (await due())) throw error;
  }
}

async function carryOn(round: Round, correlationid: string, deps: Deps, patience: number): Promise<void> {
  const begun = performance.now();
  let current: Round = round;
  while (!isOver(current)) {
    const { row, leadsTo } = PASSES[current.state as keyof typeof PASSES];
    const numbers = Array.from(
      { length: Math.min(ROWS_A_SAVE, current.rows - current.next) },
      (_, at) => current.next + at,
    );
    const here = current;
    const rows = await deps.store.rowsAt(here, numbers);
    // Places of one need go one after the other: its offers are numbered in the order of the rows.
    const byNeed = Map.groupBy(
      rows.toSorted((a, b) => a.number - b.number),
      ({ need }) => need,
    );
    await atOnce([...byNeed.values()], AT_ONCE, async (places) => {
      for (const { number } of places) await row(here, number, deps);
    });
    const over = performance.now() - begun >= patience;
    current = await advanced(current, numbers, leadsTo, { over, correlationId: correlationid }, deps);
    if (over) return;
  }
}

async function advanced(
  round: Round,
  numbers: readonly number[],
  leadsTo: (typeof PASSES)[keyof typeof PASSES]['leadsTo'],
  { over, correlationId }: { over: boolean; correlationId: string },
  deps: Deps,
): Promise<Round> {
  const rows = await deps.store.rowsAt(round, numbers);
  const next = round.next + numbers.length;
  const finished = next >= round.rows;
  const at = deps.now().toISOString();
  const after: Round = {
    ...round,
    counts: finished ? summed(counted(round, rows), leadsTo) : counted(round, rows),
    next: finished ? 0 : next,
    ...(finished && { state: leadsTo }),
    ...(finished && (leadsTo === 'done' || leadsTo === 'cancelled') && { finishedAt: at }),
    touchedAt: at,
    ...(over && { due: round.due + 1 }),
    version: round.version + 1,
  };
  const ended = isOver(after);
  await deps.store.save({
    writes: putRound(after),
    audit: ended ? [roundEntry(round.id, after.state, SYSTEM, { ...after.counts })] : [],
    events: over && !ended ? [stepDue(after, correlationId, deps)] : [],
  });
  return after;
}

function counted({ state, counts }: Round, rows: readonly RoundRow[]): Round['counts'] {
  const held = rows.filter(({ offer }) => offer !== undefined).length;
  switch (state) {
    case 'holding':
      return {
        ...counts,
        held: counts.held + held,
        overtaken: counts.overtaken + rows.filter(({ overtaken }) => overtaken !== undefined).length,
      };
    case 'announcing':
      return { ...counts, announced: counts.announced + held };
    case 'cancelling':
      return { ...counts, held: Math.max(0, counts.held - held) };
    default:
      return counts;
  }
}

/** What an organisation that stopped while places were announced did not get was overtaken as well. */
const summed = (counts: Round['counts'], state: Round['state']): Round['counts'] =>
  state === 'done'
    ? { ...counts, held: counts.announced, overtaken: counts.chosen - counts.announced }
    : counts;

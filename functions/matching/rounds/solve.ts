import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Allocation } from '../allocation/allocate.ts';
import type { Deps } from '../deps.ts';
import type { Prepared, Situation } from '../model/instance.ts';
import type { Round, RoundRow } from '../model/round.ts';
import { putRound, putRow } from '../store/rounds.ts';
import { stepDue } from './begin.ts';
import { best } from './best.ts';
import { explain } from './explain.ts';
import { failed } from './fail.ts';
import { gather } from './gather.ts';

/** Rows that are saved in one transaction. */
const ROWS_A_SAVE = 90;

const packed = promisify(gzip);

/**
 * Solves a round: the instance, as it was solved, and its result are kept as files under its hash, for two workers may be at
 * it at once; its rows say whom each place was given to and why, saved before the round says that it is solved.
 * @throws what the solver throws, for the log: the round has failed
 */
export async function solve(round: Round, correlationId: string, deps: Deps): Promise<void> {
  const situation = await gather(round, deps);
  const { instance, result, rows } = await solved(situation, deps).catch(async (error) => {
    await deps.store.save(failed(round, '求解程序出错，没有占位，也没有公布；可重新开始一轮', deps));
    throw error;
  });
  const written = JSON.stringify(instance);
  const hash = createHash('sha256').update(written).digest('hex');
  const keep = async (what: 'instance' | 'result', json: string) =>
    deps.files.write(`rounds/${round.id}/${hash}/${what}.json.gz`, 'application/gzip', await packed(json));
  await keep('instance', written);
  const assignment = result.chosen.map((at) => {
    const { need, organisation } = instance.candidates[at]!;
    return { need, organisation };
  });
  const { objective, bound, gap, proven, ms } = result;
  await keep('result', JSON.stringify({ objective, bound, gap, ms, assignment }));
  const attempt = deps.newId();
  for (let at = 0; at < rows.length; at += ROWS_A_SAVE)
    await deps.store.save({
      writes: rows.slice(at, at + ROWS_A_SAVE).map((row) => putRow({ id: round.id, attempt }, row)),
    });
  const now = deps.now().toISOString();
  const holding: Round = {
    ...round,
    state: 'holding',
    touchedAt: now,
    solvedAt: now,
    due: round.due + 1,
    attempt,
    instance: hash,
    needs: instance.needs.length,
    organisations: instance.organisations.length,
    candidates: instance.candidates.length,
    objective,
    bound,
    gap,
    proven,
    ms: Math.round(ms),
    rows: rows.length,
    next: 0,
    counts: { ...round.counts, chosen: assignment.length },
    version: round.version + 1,
  };
  await deps.store.save({ writes: putRound(holding), events: [stepDue(holding, correlationId, deps)] });
}

/** The best allocation, and what it says of each need. */
async function solved(situation: Situation, { policy }: Deps) {
  const { prepared, result } = await best(situation, policy().data.rounds.timeLimitSeconds);
  return { instance: prepared.instance, result, rows: rowsOf(situation, prepared, result) };
}

/** One row for each place that was chosen, and one for each need of which places stay open. */
function rowsOf(situation: Situation, prepared: Prepared, result: Allocation): RoundRow[] {
  const explanations = explain(situation, prepared, result);
  const chosen = Map.groupBy(result.chosen, (at) => prepared.instance.candidates[at]!.need);
  const byId = new Map(situation.needs.map((need) => [need.id, need]));
  const rows = prepared.instance.needs.flatMap(({ id, demand }) => {
    const { facts, division } = byId.get(id)!;
    const about = { need: id, title: facts.title, division, explanation: explanations.get(id) ?? [] };
    const places = chosen.get(id) ?? [];
    return [
      ...places.map((at) => ({ ...about, chosen: prepared.choices[at]! })),
      ...(places.length < demand ? [about] : []),
    ];
  });
  return rows.map((row, number) => ({ number, ...row }));
}

/** Rounds as they are read. */
import type { Caller } from '../../../shared/auth/caller.ts';
import { covers } from '../../../shared/divisions/index.ts';
import { notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import type { Round, RoundRow } from '../model/round.ts';

interface PageQuery {
  limit: number;
  cursor?: string | undefined;
}

/**
 * A round of the caller's county, or of one below the city.
 * @throws Problem 404 for another
 */
export async function visible(id: string, { division }: Caller, { store }: Deps): Promise<Round> {
  const round = await store.round(id);
  if (!round || !(covers(division, round.county) || covers(round.county, division)))
    throw notFound('没有这一轮统一分配，或您无权查看');
  return round;
}

/** The rounds of a county, the newest first. */
export async function listRounds({ county, limit, cursor }: PageQuery & { county: string }, { store }: Deps) {
  const page = await store.roundsOf(county, { limit, scope: `rounds ${county}`, cursor });
  return { ...page, items: page.items.map(shown) };
}

/**
 * What a round says of the needs in the caller's division, by division.
 * @throws Problem 404 as `visible`
 */
export async function listRows(id: string, { limit, cursor }: PageQuery, caller: Caller, deps: Deps) {
  const round = await visible(id, caller, deps);
  // Nobody hears of what a round chose before it is announced.
  if (round.state !== 'done' && round.state !== 'announcing') return { items: [] as RoundRow[] };
  const { division } = caller;
  return deps.store.rows(round, division, { limit, scope: `rows ${id} ${division}`, cursor });
}

export function shown({ version: _, due: __, next: ___, attempt: ____, by, ...round }: Round) {
  return { ...round, by: { role: by.role } };
}

export const answerOf = (round: Round, status = 200): Answer => ({
  status,
  body: shown(round),
  etag: round.version,
});

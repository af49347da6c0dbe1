/** What happens to an entry before it is judged: its organisation agrees, or it is taken back. */

import type { Acting } from '../../../../shared/http/acting.ts';
import { conflict, notFound, preconditionFailed } from '../../../../shared/http/problem.ts';
import type { Answer } from '../../../../shared/http/route.ts';
import type { Deps } from '../../deps.ts';
import type { Judged } from '../../model/conflict.ts';
import type { Contest, Entry } from '../../model/contest.ts';
import { deleteEntering, moveContest, putEntry } from '../../store/contests.ts';
import { channelEntry } from '../entries.ts';
import { contestOf, entryAnswer, is, judgedOf, refuseAt } from './find.ts';

/** Which entry of which contest. */
export interface Which {
  id: string;
  entry: string;
}

/**
 * The organisation agrees to carry out what an agency entered; saying so again changes nothing.
 * @throws Problem 404 for others than who speaks for it, 409 when entries are closed or it was withdrawn
 */
export async function agree({ id, entry: which }: Which, { caller }: Acting, deps: Deps): Promise<Answer> {
  const contest = await contestOf(id, deps);
  const { entry, speaker } = await judged(contest, which, deps);
  if (!speaker || !is(speaker, caller)) throw notFound('没有这个参赛项目，或不由您办理');
  if (entry.state === 'entered') return entryAnswer(entry);
  if (entry.state === 'withdrawn') throw conflict('已退出大赛', { extra: { state: entry.state } });
  refuseAt(contest, ['open'], '同意', deps);
  const { role, subject } = caller;
  const agreed: Entry = {
    ...entry,
    state: 'entered',
    parties: [...entry.parties, { role, subject }],
    at: deps.now().toISOString(),
    version: entry.version + 1,
  };
  await deps.store.save({
    writes: [moveContest(contest), putEntry(agreed)],
    audit: [channelEntry(id, 'agreed', caller, { entry: which })],
  });
  return entryAnswer(agreed);
}

/**
 * Whoever entered takes the entry back, or its organisation does, until the contest is decided. Both may enter again while
 * entries are open.
 * @throws Problem 404 for everybody else, 412 for another version, 409 once it is decided
 */
export async function takeBack(
  { id, entry: which }: Which,
  { reason }: { reason: string },
  { caller, ifMatch }: Acting,
  deps: Deps,
): Promise<Answer> {
  const contest = await contestOf(id, deps);
  const { entry, speaker } = await judged(contest, which, deps);
  if (!is(entry.entrant, caller) && !(speaker && is(speaker, caller)))
    throw notFound('没有这个参赛项目，或不由您办理');
  if (ifMatch !== undefined && ifMatch !== String(entry.version)) throw preconditionFailed();
  if (entry.state === 'withdrawn') return entryAnswer(entry);
  refuseAt(contest, ['open', 'judging'], '退出', deps);
  const withdrawn: Entry = {
    ...entry,
    state: 'withdrawn',
    reason,
    at: deps.now().toISOString(),
    version: entry.version + 1,
  };
  const { entrant, organisation } = entry;
  await deps.store.save({
    writes: [
      moveContest(contest, -1),
      putEntry(withdrawn),
      deleteEntering(id, { organisation }),
      ...(entrant.role === 'agency' ? [deleteEntering(id, { agency: entrant.subject })] : []),
    ],
    audit: [channelEntry(id, 'withdrawn', caller, { entry: which, reason })],
  });
  return entryAnswer(withdrawn);
}

async function judged({ id }: Contest, which: string, deps: Deps): Promise<Judged> {
  const entry = await deps.store.entry(id, which);
  if (!entry) throw notFound('没有这个参赛项目，或不由您办理');
  return judgedOf(entry, deps);
}

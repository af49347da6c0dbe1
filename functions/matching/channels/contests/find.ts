/** What the use cases of contests share: finding a contest and its entries, whose they are, how they are shown. */
import type { Caller } from '../../../../shared/auth/caller.ts';
import { covers } from '../../../../shared/divisions/index.ts';
import type { Acting } from '../../../../shared/http/acting.ts';
import { conflict, notFound, preconditionFailed } from '../../../../shared/http/problem.ts';
import type { Answer } from '../../../../shared/http/route.ts';
import type { Deps } from '../../deps.ts';
import { isMine } from '../../listings/find.ts';
import type { Judged } from '../../model/conflict.ts';
import { type Account, type Contest, type Entry, type Judge, stageOf } from '../../model/contest.ts';
import { CONTEST_NAMES, type ContestStage } from '../../model/terms.ts';
import { isAuthority } from '../../store/keys.ts';

/** @throws Problem 404 when there is none; announced contests everybody sees */
export async function contestOf(id: string, { store }: Deps): Promise<Contest> {
  const contest = await store.contest(id);
  if (!contest) throw notFound('没有这个大赛');
  return contest;
}

/**
 * A contest of the caller's own authority.
 * @throws Problem 404 for everybody else, 412 for another version
 */
export async function ownContest(id: string, { caller, ifMatch }: Acting, deps: Deps): Promise<Contest> {
  const contest = await contestOf(id, deps);
  if (!isMine(contest, caller)) throw notFound('没有这个大赛，或不由您办理');
  if (ifMatch !== undefined && ifMatch !== String(contest.version)) throw preconditionFailed();
  return contest;
}

/** @throws Problem 409 when the contest is at another stage than these */
export function refuseAt(contest: Contest, stages: readonly ContestStage[], what: string, deps: Deps): void {
  const stage = stageOf(contest, deps.today());
  if (stages.includes(stage)) return;
  const when = stages.map((one) => `“${CONTEST_NAMES[one]}”`).join('、');
  throw conflict(`大赛现为“${CONTEST_NAMES[stage]}”，不能${what}，须在${when}时办理`, {
    extra: { state: stage },
  });
}

/** The judge that the caller is in a contest; an authority's judge acts for its division. */
export function judgeIn({ facts: { judges } }: Contest, caller: Caller): Judge | undefined {
  return judges.find(
    ({ role, subject, division }) =>
      role === caller.role &&
      subject === caller.subject &&
      (!isAuthority(role) || division === caller.division),
  );
}

/** Whether the caller sees all of a contest: its organiser, the authorities above, its judges. */
export const seesAll = (contest: Contest, caller: Caller) =>
  isMine(contest, caller) ||
  (isAuthority(caller.role) && covers(caller.division, contest.facts.division)) ||
  judgeIn(contest, caller) !== undefined;

/** An entry with who speaks for its organisation now. */
export async function judgedOf(entry: Entry, { store }: Deps): Promise<Judged> {
  const organisation = await store.organisation(entry.organisation);
  return { entry, speaker: organisation?.standing.contact };
}

/** Entries with who speaks for their organisations now. */
export async function allJudged(entries: readonly Entry[], { store }: Deps): Promise<Judged[]> {
  const organisations = await store.organisations(entries.map(({ organisation }) => organisation));
  const speakers = new Map(organisations.map(({ id, standing }) => [id, standing.contact]));
  return entries.map((entry) => ({ entry, speaker: speakers.get(entry.organisation) }));
}

/** Whether the caller entered it, designed it, or speaks for its organisation. */
export const isParty = ({ entry: { entrant, agency }, speaker }: Judged, caller: Caller) =>
  is(entrant, caller) ||
  (agency !== undefined && is({ role: 'agency', subject: agency }, caller)) ||
  (speaker !== undefined && is(speaker, caller));

/** Whether the caller's is an account. */
export const is = (account: Account, { role, subject }: Caller) =>
  account.role === role && account.subject === subject;

/** A contest as it is shown: who judges only to its organiser, the names to all once it is decided. */
export function shownContest(contest: Contest, caller: Caller, { today }: Deps) {
  const { id, owner, facts, entries, reason, createdAt, endedAt } = contest;
  const { judges, ...rest } = facts;
  const stage = stageOf(contest, today());
  const mine = isMine(contest, caller);
  return {
    id,
    stage,
    owner: { role: owner.role, division: owner.division },
    mine,
    judging: judgeIn(contest, caller) !== undefined,
    ...rest,
    judges: judges.length,
    ...((mine || stage === 'decided') && {
      panel: judges.map(({ number: _, name, ...about }) => (mine ? { name, ...about } : { name })),
    }),
    entries,
    ...(reason !== undefined && { reason }),
    createdAt,
    ...(endedAt !== undefined && { endedAt }),
  };
}

export const contestAnswer = (contest: Contest, caller: Caller, deps: Deps, status = 200): Answer => ({
  status,
  body: shownContest(contest, caller, deps),
  etag: contest.version,
});

/** An entry as it is shown: accounts are left out. */
export function shownEntry({
  contest: _,
  agency: __,
  entrant: ___,
  parties: ____,
  version: _____,
  ...entry
}: Entry) {
  return entry;
}

export const entryAnswer = (entry: Entry, status = 200): Answer => ({
  status,
  body: shownEntry(entry),
  etag: entry.version,
});

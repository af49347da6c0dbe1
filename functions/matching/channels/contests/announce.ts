/** Contests are announced, changed as long as that harms nobody, and called off. */
import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '../../../../shared/auth/caller.ts';
import { covers } from '../../../../shared/divisions/index.ts';
import type { Acting } from '../../../../shared/http/acting.ts';
import { conflict, type FieldError, unprocessable } from '../../../../shared/http/problem.ts';
import type { Answer } from '../../../../shared/http/route.ts';
import type { Once, TransactWrite } from '../../../../shared/store/index.ts';
import type { Deps } from '../../deps.ts';
import {
  type Contest,
  type ContestFacts,
  faultsOf,
  type Judge,
  lateChanges,
  stageOf,
} from '../../model/contest.ts';
import type { Resource } from '../../model/listing.ts';
import { notice, toOwner } from '../../model/notice.ts';
import { left } from '../../model/supply.ts';
import { yuan } from '../../model/yuan.ts';
import { putContest } from '../../store/contests.ts';
import { putNotice } from '../../store/notices.ts';
import { channelEntry } from '../entries.ts';
import { contestAnswer, ownContest, refuseAt } from './find.ts';
import type { ContestPatch, ContestRequest } from './schema.ts';

/**
 * Announces a contest (M1.5), and tells its judges. Criteria that it does not name are policy's.
 * @throws Problem 422 with everything that does not fit
 */
export async function announce(
  { criteria, entriesFrom, judges, description, ...request }: ContestRequest,
  caller: Caller,
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  const facts: ContestFacts = {
    ...request,
    ...(description !== undefined && { description }),
    prizes: request.prizes as ContestFacts['prizes'],
    criteria: criteria ?? deps.policy().data.contest.criteria,
    entriesFrom: entriesFrom ?? deps.today(),
    judges: numbered(judges),
  };
  await refuseUnfit(facts, deps);
  if (facts.entriesUntil < deps.today())
    throw unfit([{ pointer: '#/body/entriesUntil', detail: `应不早于今天（${deps.today()}）` }]);
  const { role, subject, division } = caller;
  const contest: Contest = {
    id: deps.newId(),
    owner: { role, subject, division },
    facts,
    state: 'running',
    entries: 0,
    moves: 0,
    createdAt: deps.now().toISOString(),
    version: 1,
  };
  const answer = contestAnswer(contest, caller, deps, 201);
  await deps.store.save({
    writes: [putContest(contest), ...tellJudges(contest, facts.judges, deps)],
    audit: [{ ...channelEntry(contest.id, 'announced', caller), first: true }],
    ...once(answer),
  });
  return answer;
}

/**
 * Changes a contest: all of it until entries begin, then only days are put off and judges added.
 * @throws Problem 409 once it is decided or called off, 422 for what comes too late or does not fit; else as `ownContest`
 */
export async function change(id: string, patch: ContestPatch, acting: Acting, deps: Deps): Promise<Answer> {
  const before = await ownContest(id, acting, deps);
  refuseAt(before, ['announced', 'open', 'judging'], '修改', deps);
  const { description = before.facts.description, judges, ...changed } = patch;
  const { description: _, ...kept } = before.facts;
  const facts = {
    ...kept,
    ...changed,
    ...(description != null && { description }),
    ...(judges && { judges: numbered(judges) }),
  } as ContestFacts;
  const late = lateChanges(before.facts, facts, stageOf(before, deps.today()));
  if (late.length > 0) throw unfit(late);
  if (patch.entriesUntil !== undefined && facts.entriesUntil < deps.today())
    throw unfit([{ pointer: '#/body/entriesUntil', detail: `应不早于今天（${deps.today()}）` }]);
  await refuseUnfit(facts, deps, before.facts);
  const added = facts.judges.slice(before.facts.judges.length);
  if (before.entries > 0 && added.length > 0) await refuseEntrants(before, facts.judges, deps);
  const contest = { ...before, facts, version: before.version + 1 };
  const fresh = facts.judges.filter(
    ({ subject }) => !before.facts.judges.some((judge) => judge.subject === subject),
  );
  await deps.store.save({
    writes: [putContest(contest), ...tellJudges(contest, fresh, deps)],
    audit: [channelEntry(id, 'changed', acting.caller, { fields: Object.keys(patch) })],
  });
  return contestAnswer(contest, acting.caller, deps);
}

/**
 * Calls a contest off, with the reason.
 * @throws Problem 409 once it is decided or called off; else as `ownContest`
 */
export async function callOff(
  id: string,
  { reason }: { reason: string },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const before = await ownContest(id, acting, deps);
  refuseAt(before, ['announced', 'open', 'judging'], '取消', deps);
  const contest: Contest = {
    ...before,
    state: 'cancelled',
    reason,
    endedAt: deps.now().toISOString(),
    version: before.version + 1,
  };
  await deps.store.save({
    writes: [putContest(contest)],
    audit: [channelEntry(id, 'cancelled', acting.caller, { reason })],
  });
  return contestAnswer(contest, acting.caller, deps);
}

const numbered = (judges: ContestRequest['judges']): Judge[] =>
  judges.map(({ division, affiliations = [], ...judge }, index) => ({
    ...judge,
    number: index + 1,
    affiliations,
    ...(division !== undefined && { division }),
  }));

const unfit = (errors: readonly FieldError[]) =>
  unprocessable(`有 ${errors.length} 处须改正`, { errors: [...errors] });

/** @throws Problem 422 with everything that does not fit; prizes are looked at when they are new */
async function refuseUnfit(facts: ContestFacts, deps: Deps, before?: ContestFacts): Promise<void> {
  const errors = faultsOf(facts, deps.policy().data.contest);
  const same = before && isDeepStrictEqual(before.prizes, facts.prizes);
  if (errors.length === 0 && !same) errors.push(...(await unpaid(facts, deps)));
  if (errors.length > 0) throw unfit(errors);
}

/** Prizes for which there is no money: funds in force for all of the contest's division, with enough left for all places. */
async function unpaid({ prizes, division }: ContestFacts, { store, today }: Deps): Promise<FieldError[]> {
  const ids = prizes.flatMap(({ funding }) => (funding ? [funding.resource] : []));
  const found = await store.listings('resource', ids);
  const known = new Map(found.map((resource) => [resource.id, resource as Resource]));
  const asked = new Map<string, number>();
  return prizes.flatMap(({ funding, places }, index): FieldError[] => {
    if (!funding) return [];
    const pointer = `#/body/prizes/${index}/funding`;
    const resource = known.get(funding.resource);
    const sum = (asked.get(funding.resource) ?? 0) + funding.fen * places;
    asked.set(funding.resource, sum);
    if (resource?.publishedAt === undefined || resource.facts.gift.type !== 'funds')
      return [{ pointer: `${pointer}/resource`, detail: '没有这项资金' }];
    if (resource.state !== 'open' || resource.facts.openUntil < today())
      return [{ pointer: `${pointer}/resource`, detail: '这项资金已不再提供' }];
    if (!covers(resource.facts.division, division))
      return [{ pointer: `${pointer}/resource`, detail: '这项资金不用于大赛所在的整个区域' }];
    const rest = left(resource);
    return sum <= rest
      ? []
      : [{ pointer: `${pointer}/fen`, detail: `这项资金只剩 ${yuan(rest)}，各奖项共需 ${yuan(sum)}` }];
  });
}

/** @throws Problem 409 for a judge who has entered */
async function refuseEntrants({ id }: Contest, judges: readonly Judge[], { store }: Deps): Promise<void> {
  const entrants = new Set(
    (await store.entriesOf(id))
      .filter(({ state }) => state !== 'withdrawn')
      .map(({ entrant }) => entrant.subject),
  );
  const both = judges.find(({ subject }) => entrants.has(subject));
  if (both) throw conflict(`${both.name}已申报参赛，不能担任评委`);
}

function tellJudges({ id, facts }: Contest, judges: readonly Judge[], { now }: Deps): TransactWrite[] {
  const at = now().toISOString();
  const text = `请担任《${facts.title}》的评委，评审时间至 ${facts.judgingUntil}；与参赛项目有利害关系的请申报回避`;
  const recipients = judges.map(({ role, subject, division = '' }) => toOwner({ role, subject, division }));
  return [...new Set(recipients)].map((recipient) =>
    putNotice(notice(recipient, { key: id, kind: 'channel', text, link: `/v1/contests/${id}`, at })),
  );
}

import type { Acting } from '../../../../shared/http/acting.ts';
import { conflict } from '../../../../shared/http/problem.ts';
import type { Answer } from '../../../../shared/http/route.ts';
import type { Deps } from '../../deps.ts';
import type { Contest, Entry, Ranked, Result } from '../../model/contest.ts';
import { mostFen, type Need, type Project } from '../../model/listing.ts';
import { NO_SUPPLY, type Supply } from '../../model/offer.ts';
import { awaited, rank } from '../../model/ranking.ts';
import { putContest } from '../../store/contests.ts';
import { channelEntry } from '../entries.ts';
import { type Pair, placeAll } from '../place.ts';
import { allJudged, ownContest, refuseAt } from './find.ts';
import { shownResult } from './read.ts';

/**
 * The organiser decides a contest, once and in one step: entries are ranked by the means of the judges without a conflict,
 * winners get their prizes, and each is put to its need with the prize's money, as far as it is there, for the township to
 * confirm (M1.3).
 * @throws Problem 409 while judging goes on and a judge has not scored yet, and when it is decided already
 */
export async function decide(id: string, acting: Acting, deps: Deps): Promise<Answer> {
  const contest = await ownContest(id, acting, deps);
  refuseAt(contest, ['judging'], '公布结果', deps);
  const { store } = deps;
  const [entries, scores, recusals] = await Promise.all([
    store.entriesOf(id),
    store.scoresOf(id),
    store.recusalsOf(id),
  ]);
  const entered = entries.filter(({ state }) => state === 'entered');
  const judgeds = await allJudged(entered, deps);
  const missing = awaited(contest, judgeds, scores, recusals);
  const { judgingUntil } = contest.facts;
  if (missing.length > 0 && deps.today() <= judgingUntil)
    throw conflict(`还有 ${missing.length} 项评分未完成；评审至 ${judgingUntil} 截止，之后按已有的评分公布`, {
      extra: { state: 'judging', missing: missing.length },
    });
  const policy = deps.policy();
  const ranking = rank(contest, judgeds, scores, recusals, policy.data.contest);
  const winners = ranking.ranked.filter(({ prize }) => prize !== undefined);
  const pairs = await pairsOf(contest, winners, entered, deps);
  const { caller } = acting;
  const { outcomes, writes, audit } = await placeAll(pairs, { origin: 'contest', id, actor: caller }, deps);
  const result: Result = {
    ...ranking,
    policy: policy.version,
    ties: policy.data.contest.ties,
    placed: Object.fromEntries(
      winners.map(({ entry }, index) => {
        const outcome = outcomes[index]!;
        if ('refused' in outcome) return [entry, outcome];
        const { offer, short } = outcome;
        return [entry, { offer: offer.id, ...(short && { unpaid: short.why }) }];
      }),
    ),
  };
  const decided: Contest = {
    ...contest,
    state: 'decided',
    result,
    endedAt: deps.now().toISOString(),
    version: contest.version + 1,
  };
  await store.save({
    writes: [putContest(decided), ...writes],
    audit: [channelEntry(id, 'decided', caller, { winners: winners.map(({ entry }) => entry) }), ...audit],
  });
  return { status: 200, body: shownResult(decided, result), etag: decided.version };
}

/** Winners with their needs as they are now, and the money of their prizes. */
async function pairsOf(
  { facts: { prizes } }: Contest,
  winners: readonly Ranked[],
  entered: readonly Entry[],
  { store }: Deps,
): Promise<Pair[]> {
  const won = winners.map(({ entry, prize }) => ({
    entry: entered.find(({ id }) => id === entry)!,
    funding: prizes[prize!]!.funding,
  }));
  const projectIds = won.flatMap(({ entry: { project } }) => project ?? []);
  const [needs, organisations, projects] = await Promise.all([
    store.listings(
      'need',
      won.map(({ entry: { need } }) => need),
    ),
    store.organisations(won.map(({ entry: { organisation } }) => organisation)),
    store.listings('project', projectIds),
  ]);
  return won.map(({ entry, funding }) => {
    const need = needs.find(({ id }) => id === entry.need) as Need;
    const project = projects.find(({ id }) => id === entry.project) as Project | undefined;
    return {
      need,
      organisation: organisations.find(({ id }) => id === entry.organisation)!,
      project,
      supply: supplyOf(funding, mostFen(need, project)),
    };
  });
}

/** A prize pays what is to be done: not more than it costs. */
function supplyOf(
  funding: { resource: string; fen: number } | undefined,
  budgetFen: number | undefined,
): Supply {
  const fen = Math.min(funding?.fen ?? 0, budgetFen ?? Number.POSITIVE_INFINITY);
  return funding && fen > 0 ? { ...NO_SUPPLY, fundings: [{ resource: funding.resource, fen }] } : NO_SUPPLY;
}

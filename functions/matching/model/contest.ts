/** A contest (社区微公益创投大赛, M1.5): plans for needs compete for prizes before judges. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { MatchingData } from '../policy/schema.ts';
import type { FieldError } from './complete.ts';
import type { Owner } from './listing.ts';
import type { ContestStage, EntryState, Tie } from './terms.ts';

export interface Account {
  role: string;
  subject: string;
}

export interface Criterion {
  name: string;
  /** The most that it gives. */
  points: number;
}

/** Prizes go down the ranking: the first to as many as it has places, then the next. */
export interface Prize {
  name: string;
  places: number;
  /** Money for each of them, in fen, and the resource that it comes from (M2.3). */
  funding?: { resource: string; fen: number };
}

export interface Judge extends Account {
  /** From 1, for ever: what scores are kept under. */
  number: number;
  name: string;
  /** Of an authority's judge. */
  division?: string;
  /** Ids of organisations and accounts of agencies to which the judge belongs. */
  affiliations: readonly string[];
}

export interface ContestFacts {
  title: string;
  description?: string;
  /** Entries are for needs in its subtree. */
  division: string;
  /** Days YYYY-MM-DD, all included. */
  entriesFrom: string;
  entriesUntil: string;
  judgingUntil: string;
  criteria: readonly Criterion[];
  prizes: readonly Prize[];
  judges: readonly Judge[];
}

export interface Contest {
  id: string;
  owner: Owner;
  facts: ContestFacts;
  state: 'running' | 'decided' | 'cancelled';
  /** Entries that stand: what was withdrawn makes room for another. */
  entries: number;
  /** Raised with whatever happens to its entries and scores: a decision is about all of them or does not come about. */
  moves: number;
  /** Why it was cancelled. */
  reason?: string;
  result?: Result;
  /** ISO 8601 instants. */
  createdAt: string;
  endedAt?: string;
  version: number;
}

export interface Ranked {
  entry: string;
  title: string;
  organisation: string;
  organisationName: string;
  /** From 1; none is given twice. */
  rank: number;
  /** Judges who counted, and what they gave by criterion, all together: divided it is the mean. */
  judges: number;
  sums: readonly number[];
  /** Position of the prize that it won. */
  prize?: number;
}

export interface Ranking {
  ranked: readonly Ranked[];
  /** Entries with too few scores to be ranked, in the order of their ids. */
  unranked: readonly { entry: string; title: string; judges: number }[];
}

/** What came of the contest, under which policy. */
export interface Result extends Ranking {
  policy: string;
  ties: readonly Tie[];
  /** By entry that won: the offer that it was given, and why not with its prize's money, or why none could be made. */
  placed: Readonly<Record<string, { offer: string; unpaid?: string } | { refused: string }>>;
}

export interface Entry {
  id: string;
  contest: string;
  title: string;
  /** What is to be done, in words. */
  plan: string;
  need: string;
  needTitle: string;
  /** Of the need. */
  division: string;
  /** Who will carry it out. */
  organisation: string;
  organisationName: string;
  project?: string;
  /** Account of the agency whose project it is. */
  agency?: string;
  /** Township that backs it. */
  backedBy?: string;
  /** What it asks for, in fen. */
  budgetFen: number;
  /** Who entered it. */
  entrant: Account;
  /** Whoever has had a hand in it: entrant, agency, who spoke for the organisation. */
  parties: readonly Account[];
  state: EntryState;
  /** Why it was withdrawn. */
  reason?: string;
  /** ISO 8601 instants. */
  createdAt: string;
  at: string;
  version: number;
}

/** What a judge gives an entry. */
export interface Score {
  entry: string;
  /** Number of the judge. */
  judge: number;
  /** By criterion, in their order. */
  points: readonly number[];
  comment?: string;
  at: string;
  version: number;
}

/** A conflict of interest that a judge declared himself. */
export interface Recusal {
  entry: string;
  judge: number;
  reason: string;
  at: string;
}

/** The most entries of a contest, and the most prize winners: a decision is one transaction. */
export const MOST_ENTRIES = 100;
export const MOST_WINNERS = 10;

/**
 * How far a contest is on a day: its days say so until it is decided or cancelled.
 * @param day YYYY-MM-DD
 */
export function stageOf({ state, facts }: Pick<Contest, 'state' | 'facts'>, day: string): ContestStage {
  if (state !== 'running') return state;
  if (day < facts.entriesFrom) return 'announced';
  return day <= facts.entriesUntil ? 'open' : 'judging';
}

/** What is wrong with a contest, each at its field. */
export function faultsOf(facts: ContestFacts, { leastJudges, mostPoints }: Bounds): FieldError[] {
  const { entriesFrom, entriesUntil, judgingUntil, criteria, prizes, judges } = facts;
  const errors: FieldError[] = [];
  const at = (field: string, detail: string) => errors.push({ pointer: `#/body/${field}`, detail });
  if (entriesUntil < entriesFrom) at('entriesUntil', `应不早于申报开始日期 ${entriesFrom}`);
  if (judgingUntil <= entriesUntil) at('judgingUntil', `应晚于申报截止日期 ${entriesUntil}`);
  const sum = criteria.reduce((total, { points }) => total + points, 0);
  if (sum !== mostPoints) at('criteria', `各项满分之和应为 ${mostPoints}，现为 ${sum}`);
  for (const index of repeated(criteria.map(({ name }) => name)))
    at(`criteria/${index}/name`, '与前面的评分项重名');
  const winners = prizes.reduce((total, { places }) => total + places, 0);
  if (winners > MOST_WINNERS) at('prizes', `获奖名额合计不超过 ${MOST_WINNERS} 个，现为 ${winners} 个`);
  if (judges.length < leastJudges) at('judges', `至少应有 ${leastJudges} 名评委`);
  for (const index of repeated(judges.map(({ subject }) => subject)))
    at(`judges/${index}/subject`, '同一账号不能担任两名评委');
  return errors;
}
type Bounds = Pick<MatchingData['contest'], 'leastJudges' | 'mostPoints'>;

/**
 * What of a change comes too late, each at its field: from the first day of entries on the rules stand, days are only put
 * off, and judges only added, for their numbers are what scores are kept under.
 */
export function lateChanges(before: ContestFacts, after: ContestFacts, stage: ContestStage): FieldError[] {
  if (stage === 'announced') return [];
  const errors: FieldError[] = [];
  const at = (field: string, detail: string) => errors.push({ pointer: `#/body/${field}`, detail });
  for (const field of ['division', 'entriesFrom', 'criteria', 'prizes'] as const)
    if (!isDeepStrictEqual(before[field], after[field])) at(field, '已开始申报，这一项不能再改');
  if (after.entriesUntil !== before.entriesUntil && stage !== 'open')
    at('entriesUntil', '申报已截止，不能再改');
  else if (after.entriesUntil < before.entriesUntil) at('entriesUntil', '已开始申报，只能延后');
  if (after.judgingUntil < before.judgingUntil) at('judgingUntil', '已开始申报，只能延后');
  const kept = before.judges.every((judge, index) => isDeepStrictEqual(judge, after.judges[index]));
  if (!kept) at('judges', '已开始申报，只能在原有评委之后增加；有利害关系的由评委逐项申报回避');
  return errors;
}

/** Positions of what stands in a list before already. */
const repeated = (list: readonly string[]) =>
  list.flatMap((one, index) => (list.indexOf(one) < index ? [index] : []));

/** What is wrong with the points of a score, each at its field. */
export function pointFaults(points: readonly number[], criteria: readonly Criterion[]): FieldError[] {
  if (points.length !== criteria.length)
    return [
      {
        pointer: '#/body/points',
        detail: `应按评分项的顺序给出 ${criteria.length} 个分数：${criteria.map(({ name }) => name).join('、')}`,
      },
    ];
  return criteria.flatMap(({ name, points: most }, index) =>
    points[index]! <= most
      ? []
      : [{ pointer: `#/body/points/${index}`, detail: `“${name}”应为 0 至 ${most} 的整数` }],
  );
}

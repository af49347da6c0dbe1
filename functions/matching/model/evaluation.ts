/** What the need's owner, and those who were served, think of what was done. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { GROUP_NAMES, type Group } from '../../../shared/actions/index.ts';
import type { MatchingData } from '../policy/schema.ts';
import type { FieldError } from './complete.ts';
import type { Match } from './match.ts';
import type { Organisation } from './organisation.ts';

export const EVALUATORS = ['community', 'served'] as const;
export type Evaluator = (typeof EVALUATORS)[number];

/** Points of the need's owner, by criterion of the policy. */
export interface ByCommunity {
  by: 'community';
  points: Readonly<Record<string, number>>;
  comment?: string | undefined;
}

/** How many of those served gave each number of points, from one up, by group: nobody is named. */
export interface ByServed {
  by: 'served';
  counts: Readonly<Partial<Record<Group, readonly number[]>>>;
  comment?: string | undefined;
}

export type EvaluationFacts = ByCommunity | ByServed;

export type Evaluation = EvaluationFacts & {
  /** Sum of all points, and how many were given. */
  sum: number;
  count: number;
  /** What it counts for in the organisation's rating: the average, as an integer. */
  rating: number;
  /** Raised with each correction, from 1. */
  revision: number;
  /** YYYY-MM-DD. */
  on: string;
  /** Policy that it was made under. */
  policy: string;
};

/** What of an evaluation cannot be, each at its field. */
export function evaluationFaults(
  facts: EvaluationFacts,
  { done }: Match,
  { evaluation: { criteria, mostPoints } }: MatchingData,
): FieldError[] {
  return facts.by === 'community'
    ? pointFaults(facts, criteria, mostPoints)
    : countFaults(facts, done.served, mostPoints);
}

function pointFaults(
  { points }: ByCommunity,
  criteria: MatchingData['evaluation']['criteria'],
  most: number,
): FieldError[] {
  const missing = criteria
    .filter(({ id }) => points[id] === undefined)
    .map(({ id, name }) => ({ pointer: `#/body/points/${id}`, detail: `“${name}”须评分，1 至 ${most} 分` }));
  const wrong = Object.entries(points).flatMap(([id, given]) => {
    const at = (detail: string) => [{ pointer: `#/body/points/${id}`, detail }];
    if (!criteria.some((one) => one.id === id)) return at('没有这个评价项目，请去掉');
    return given > most ? at(`应为 1 至 ${most} 分`) : [];
  });
  return [...missing, ...wrong];
}

/** No more can have said what they think than were served. */
function countFaults({ counts }: ByServed, served: Match['done']['served'], most: number): FieldError[] {
  const groups = Object.entries(counts) as [Group, readonly number[]][];
  const errors = groups.flatMap(([group, given]) => {
    const at = (detail: string) => [{ pointer: `#/body/counts/${group}`, detail }];
    if (given.length !== most) return at(`应有 ${most} 个数，依次为打 1 至 ${most} 分的人数`);
    const people = total(given);
    const known = served[group] ?? 0;
    return people > known ? at(`${GROUP_NAMES[group]}服务过 ${known} 人次，评价人数 ${people} 不能更多`) : [];
  });
  if (errors.length > 0 || groups.some(([, given]) => total(given) > 0)) return errors;
  return [{ pointer: '#/body/counts', detail: '至少应有一人评价' }];
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);

/**
 * An evaluation, or the correction of the one before.
 * @param on YYYY-MM-DD
 */
export function evaluated(
  facts: EvaluationFacts,
  before: Evaluation | undefined,
  { on, policy }: { on: string; policy: string },
): Evaluation {
  const { sum, count } = facts.by === 'community' ? ofPoints(facts) : ofCounts(facts);
  const rating = Math.round(sum / count);
  return { ...facts, sum, count, rating, revision: (before?.revision ?? 0) + 1, on, policy };
}

function ofPoints({ points }: ByCommunity) {
  const given = Object.values(points);
  return { sum: total(given), count: given.length };
}

function ofCounts({ counts }: ByServed) {
  const all = Object.values(counts);
  return {
    sum: total(all.map((given) => total(given.map((people, index) => people * (index + 1))))),
    count: total(all.map(total)),
  };
}

/** Whether an evaluation says the same as the one before. */
export function saysTheSame(facts: EvaluationFacts, before: Evaluation | undefined): boolean {
  if (!before) return false;
  const { sum: _, count: __, rating: ___, revision: ____, on: _____, policy: ______, ...known } = before;
  return isDeepStrictEqual(known, facts);
}

/** The organisation's rating with an evaluation, which counts once however often it is corrected. */
export function rated(
  organisation: Organisation,
  evaluation: Evaluation,
  before: Evaluation | undefined,
): Organisation {
  const { sum, count } = organisation.rating;
  return {
    ...organisation,
    rating: { sum: sum + evaluation.rating - (before?.rating ?? 0), count: count + (before ? 0 : 1) },
    version: organisation.version + 1,
  };
}

/** The candidates of a need: who may serve it, in the order of what speaks for them. Pure. */
import type { MatchingPolicy } from '../policy/index.ts';
import type { Need, Project } from './listing.ts';
import type { Organisation } from './organisation.ts';
import { obstacle, type Rule } from './rules.ts';
import { type Score, score } from './score.ts';

export interface Candidate {
  organisation: string;
  organisationName: string;
  project?: string;
  score: Score;
}

/** What was found for a need. */
export interface Candidates {
  need: string;
  /** Version of the need that was matched. */
  needVersion: number;
  at: string;
  policy: string;
  /** Organisations looked at, and how many were out by which rule. */
  looked: number;
  out: Readonly<Partial<Record<Rule, number>>>;
  /** The best, the most points first. */
  kept: readonly Candidate[];
}

/**
 * Ranks organisations for a need: hard rules first, then points; equal points in the order of their ids.
 * @param at ISO 8601 instant
 */
export function rank(
  need: Need,
  organisations: readonly Organisation[],
  projects: readonly Project[],
  { version, data }: MatchingPolicy,
  at: string,
): Candidates {
  const out: Partial<Record<Rule, number>> = {};
  const found: Candidate[] = [];
  for (const organisation of organisations) {
    const broken = obstacle(need, organisation, data);
    if (broken) {
      out[broken.rule] = (out[broken.rule] ?? 0) + 1;
      continue;
    }
    const project = projectFor(organisation, projects);
    found.push({
      organisation: organisation.id,
      organisationName: organisation.name,
      ...(project && { project: project.id }),
      score: score(need.facts, organisation, project, { version, data }),
    });
  }
  return {
    need: need.id,
    needVersion: need.version,
    at,
    policy: version,
    looked: organisations.length,
    out,
    kept: found.sort(better).slice(0, data.candidates.kept),
  };
}

/** The project that an organisation would carry out: one whose skills it has, the cheapest of them. */
function projectFor({ capacity }: Organisation, projects: readonly Project[]): Project | undefined {
  return projects
    .filter(({ facts: { skills = [] } }) => skills.every((skill) => capacity.skills.includes(skill)))
    .toSorted((a, b) => a.facts.budgetFen - b.facts.budgetFen || (a.id < b.id ? -1 : 1))[0];
}

const better = (a: Candidate, b: Candidate) =>
  b.score.points - a.score.points || (a.organisation < b.organisation ? -1 : 1);

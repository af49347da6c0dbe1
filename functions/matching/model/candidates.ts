/** The candidates of a need: who may serve it, in the order of what speaks for them. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { MatchingPolicy } from '../policy/index.ts';
import type { Need, Project } from './listing.ts';
import type { Organisation } from './organisation.ts';
import { obstacle, type Rule } from './rules.ts';
import { type Score, score } from './score.ts';

export interface Candidate {
  organisation: string;
  organisationName: string;
  project?: string;
  /** It agreed to be sent at once (A3): in an emergency it goes before all others. */
  agreed?: true;
  score: Score;
}

/** What was found for a need. */
export interface Candidates {
  need: string;
  /** Version of the need that was matched. */
  needVersion: number;
  /** ISO 8601 instant: nothing that was known then is left out. */
  at: string;
  policy: string;
  /** Open projects that are for it. */
  projects: number;
  /** Organisations looked at, and how many were out by which rule. */
  looked: number;
  out: Readonly<Partial<Record<Rule, number>>>;
  /** The best, the most points first. */
  kept: readonly Candidate[];
  version: number;
}

/**
 * Ranks organisations for a need: hard rules first, then points; equal points in the order of their ids. In an emergency those
 * go first who agreed to it.
 * @param at ISO 8601 instant from which on all was read
 * @param before what was found last
 */
export function rank(
  need: Need,
  organisations: readonly Organisation[],
  projects: readonly Project[],
  { version, data }: MatchingPolicy,
  at: string,
  before?: Candidates,
): Candidates {
  const out: Partial<Record<Rule, number>> = {};
  const found: Candidate[] = [];
  for (const organisation of organisations) {
    const broken = obstacle(need, organisation, data);
    if (broken) {
      out[broken.rule] = (out[broken.rule] ?? 0) + 1;
      continue;
    }
    found.push(candidate(need, organisation, projectFor(need, organisation, projects), { version, data }));
  }
  return {
    need: need.id,
    needVersion: need.version,
    at,
    policy: version,
    looked: organisations.length,
    projects: projects.length,
    out,
    kept: found.sort(better).slice(0, data.candidates.kept),
    version: (before?.version ?? 0) + 1,
  };
}

/**
 * Whether what was found for a need is otherwise since an organisation changed: it is among the candidates with other points
 * or should not be, or it is not and should.
 * @param found what was found last; undefined when nothing was yet
 */
export function concerns(
  organisation: Organisation,
  need: Need,
  found: Candidates | undefined,
  { version, data }: MatchingPolicy,
): boolean {
  if (!found) return true;
  const there = found.kept.find((one) => one.organisation === organisation.id);
  if (obstacle(need, organisation, data)) return there !== undefined;
  // Which of its projects an organisation would carry out is looked at when the need is matched.
  if (found.projects > 0) return true;
  const would = candidate(need, organisation, undefined, { version, data });
  if (there) return !isDeepStrictEqual(would, there);
  const last = found.kept[data.candidates.kept - 1];
  return !last || better(would, last) < 0;
}

const candidate = (
  need: Need,
  organisation: Organisation,
  project: Project | undefined,
  { version, data }: MatchingPolicy,
): Candidate => ({
  organisation: organisation.id,
  organisationName: organisation.name,
  ...(project && { project: project.id }),
  ...(need.facts.urgency === 'emergency' && organisation.capacity.emergency && { agreed: true }),
  score: score(need.facts, organisation, project, { version, data }),
});

/** The project that an organisation would carry out: one whose skills it has and that the need can pay, the cheapest. */
function projectFor(
  { facts: { budgetFen: most = Number.POSITIVE_INFINITY } }: Need,
  { capacity }: Organisation,
  projects: readonly Project[],
): Project | undefined {
  return projects
    .filter(({ facts: { budgetFen } }) => budgetFen <= most)
    .filter(({ facts: { skills = [] } }) => skills.every((skill) => capacity.skills.includes(skill)))
    .toSorted((a, b) => a.facts.budgetFen - b.facts.budgetFen || (a.id < b.id ? -1 : 1))[0];
}

const better = (a: Candidate, b: Candidate) =>
  Number(b.agreed ?? false) - Number(a.agreed ?? false) ||
  b.score.points - a.score.points ||
  (a.organisation < b.organisation ? -1 : 1);

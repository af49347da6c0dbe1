import type { Candidate } from '../../functions/matching/model/candidates.ts';
import { rank } from '../../functions/matching/model/candidates.ts';
import { told } from '../../functions/matching/model/capacity.ts';
import type { Situation } from '../../functions/matching/model/instance.ts';
import type { Need, Resource } from '../../functions/matching/model/listing.ts';
import type { Organisation } from '../../functions/matching/model/organisation.ts';
import { matchingPolicyOn } from '../../functions/matching/policy/index.ts';
import { countyOf } from '../../infra/matching-county.ts';
import { randomOf } from '../../infra/random.ts';
import { ACTIONS } from '../../shared/actions/index.ts';
import { Class } from '../../shared/events/shapes.ts';

const DAY = '2026-11-25';
const AT = `${DAY}T02:00:00.000Z`;

/** A county as a round finds it: published needs and resources, organisations in its villages, candidates found. */
export function situationOf({ county = '330302', needs = 60, organisations = 20, seed = 1 } = {}): Situation {
  const policy = matchingPolicyOn(DAY);
  const made = countyOf({ county, today: DAY, needs, projects: 0, providers: Math.ceil(needs / 10), seed });
  const random = randomOf(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const listed = <T extends 'need' | 'resource'>(type: T, id: string, division: string) => ({
    type,
    id,
    division,
    owner: { role: 'community', subject: 'wang', division },
    state: 'open' as const,
    createdAt: AT,
    publishedAt: AT,
    version: 2,
  });
  const number = (index: number) => String(index).padStart(5, '0');
  const published: Need[] = made.needs.map((facts, index) => ({
    ...listed('need', `N-${number(index)}`, facts.division),
    facts,
    places: { held: 0, taken: 0, done: 0 },
    offers: 0,
    serving: [],
    passed: [],
  }));
  const resources: Resource[] = made.resources.map((facts, index) => ({
    ...listed('resource', `R-${number(index)}`, facts.division),
    facts,
    used: { fen: 0, quantity: 0, minutes: 0, slots: [] },
    promised: { fen: 0, quantity: 0, minutes: 0 },
  }));
  const all: Organisation[] = Array.from({ length: organisations }, (_, index) => {
    const id = `O-${number(index)}`;
    const division = pick(published).division;
    const standing = {
      version: 1,
      track: 'filed' as const,
      class: pick(Class.options),
      status: 'active' as const,
      actions: [pick(ACTIONS), pick(ACTIONS)].filter((one, at, both) => both.indexOf(one) === at),
      hub: false,
    };
    return told(undefined, { id, name: `${id}服务队`, kind: 'team', division, standing }, policy.data);
  });
  return {
    needs: published,
    candidates: new Map<string, readonly Candidate[]>(
      published.map((need) => [need.id, rank(need, all, [], policy, AT).kept]),
    ),
    organisations: new Map(all.map((one) => [one.id, one])),
    projects: new Map(),
    resources,
    policy: policy.data,
    day: DAY,
  };
}

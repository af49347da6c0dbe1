/** What speaks for an organisation at a need: points by reason, as policy weighs them (M2.2). Pure. */
import { KIND_OF_SERVICE_NAMES } from '../../../shared/actions/index.ts';
import type { MatchingData } from '../policy/schema.ts';
import type { NeedFacts, Project } from './listing.ts';
import { freeCapacity, type Organisation } from './organisation.ts';
import { URGENCY_NAMES } from './terms.ts';

/** How near an organisation is: same village, same township, same county, neighbouring county. */
export const NEARNESS_NAMES = {
  village: '本村（社区）',
  township: '本乡镇（街道）',
  county: '本县（市、区）',
  neighbour: '相邻县（市、区）',
} as const;
export type Nearness = keyof typeof NEARNESS_NAMES;

const CLASS_NAMES = { 'start-up': '初创型', growing: '成长型', mature: '成熟型' } as const;

/** One reason and its points; `why` says it to users. */
export interface ScorePart {
  reason: 'kinds' | 'distance' | 'class' | 'satisfaction' | 'load' | 'urgency' | 'project';
  points: number;
  most: number;
  why: string;
}

export interface Score {
  /** Sum of the parts: an integer. */
  points: number;
  parts: readonly ScorePart[];
  policy: string;
}

/** How far apart two divisions are, by the longest prefix that they have in common. */
export function nearness(need: string, home: string): Nearness {
  if (home.slice(0, 6) !== need.slice(0, 6)) return 'neighbour';
  if (need.length === 12 && home === need) return 'village';
  return need.slice(0, 9) === home.slice(0, 9) && need.length >= 9 ? 'township' : 'county';
}

/** The points of an organisation at a need, with a project that is for it where there is one. */
export function score(
  need: NeedFacts,
  organisation: Organisation,
  project: Project | undefined,
  { version, data }: { version: string; data: MatchingData },
): Score {
  const parts = [
    ofKinds(need, organisation, data),
    ofDistance(need, organisation, data),
    ofClass(organisation, data),
    ofSatisfaction(organisation, data),
    ofLoad(organisation, data),
    ofUrgency(need, data),
    ofProject(project, data),
  ];
  return { points: parts.reduce((sum, { points }) => sum + points, 0), parts, policy: version };
}

/** The part of the most points that a share of it gives, as an integer. */
const part = (reason: ScorePart['reason'], most: number, share: number, why: string): ScorePart => ({
  reason,
  points: Math.round(most * Math.min(1, Math.max(0, share))),
  most,
  why,
});

/** Who names the kinds asked for fits better than who does all of the action; skills and groups count as well. */
function ofKinds(
  { kinds, groups = [], skills = [] }: NeedFacts,
  { capacity }: Organisation,
  { weights }: MatchingData,
) {
  const named = kinds.filter((kind) => capacity.kinds.includes(kind));
  const kind = capacity.kinds.length === 0 ? 0.6 : named.length / kinds.length;
  const share = (asked: readonly string[], has: readonly string[], unsaid: number) =>
    asked.length === 0
      ? 1
      : has.length === 0
        ? unsaid
        : asked.filter((one) => has.includes(one)).length / asked.length;
  const fit =
    0.6 * kind + 0.2 * share(groups, capacity.groups, 0.5) + 0.2 * share(skills, capacity.skills, 0);
  const why =
    capacity.kinds.length === 0
      ? '承接该行动的各类服务，没有写明专长'
      : `专长包括${named.map((one) => KIND_OF_SERVICE_NAMES[one]).join('、')}`;
  return part('kinds', weights.kinds, fit, why);
}

function ofDistance({ division }: NeedFacts, { division: home }: Organisation, data: MatchingData) {
  const near = nearness(division, home);
  return part('distance', data.weights.distance, data.nearness[near], `组织在${NEARNESS_NAMES[near]}`);
}

/** Resources lean to the growing, and to whoever plays a strong role (C1.3). */
function ofClass({ standing, rating }: Organisation, { weights, classes }: MatchingData) {
  const { strongRole } = classes;
  const strong = rating.count >= strongRole.ratings && rating.sum >= strongRole.average * rating.count;
  const why = `${CLASS_NAMES[standing.class]}组织${strong ? `，作用发挥好（${rating.count} 次评价平均不低于 ${strongRole.average} 分）` : ''}（C1.3）`;
  return part('class', weights.class, classes[standing.class] + (strong ? strongRole.share : 0), why);
}

/** Without ratings it counts as if they were in the middle. */
function ofSatisfaction({ rating: { sum, count } }: Organisation, { weights, evaluation }: MatchingData) {
  if (count === 0) return part('satisfaction', weights.satisfaction, 0.5, '还没有服务评价，按中间分计');
  const average = sum / count;
  const why = `以往 ${count} 次评价平均 ${average.toFixed(1)} 分`;
  return part('satisfaction', weights.satisfaction, (average - 1) / (evaluation.mostPoints - 1), why);
}

function ofLoad(organisation: Organisation, { weights }: MatchingData) {
  const { atATime } = organisation.capacity;
  const free = freeCapacity(organisation);
  return part('load', weights.load, free / atATime, `可同时承接 ${atATime} 个，尚余 ${free} 个`);
}

const URGENT = { normal: 0, soon: 0.6, emergency: 1 } as const;

function ofUrgency({ urgency }: NeedFacts, { weights }: MatchingData) {
  return part('urgency', weights.urgency, URGENT[urgency], `需求为“${URGENCY_NAMES[urgency]}”`);
}

function ofProject(project: Project | undefined, { weights }: MatchingData) {
  const why = project ? `有为此设计的项目《${project.facts.title}》（M1.2）` : '没有为此设计的项目';
  return part('project', weights.project, project ? 1 : 0, why);
}

/** What an organisation has to meet to be a candidate for a need at all: hard rules, each explained. Pure. */
import { covers } from '../../../shared/divisions/index.ts';
import type { MatchingData } from '../policy/schema.ts';
import type { Need } from './listing.ts';
import { fullMonth } from './monthly.ts';
import { freeCapacity, type Organisation } from './organisation.ts';

/** A rule that an organisation does not meet, why, and what would change it. */
export interface Obstacle {
  rule: Rule;
  why: string;
  remedy: string;
}

interface Facts {
  need: Need;
  organisation: Organisation;
  policy: Pick<MatchingData, 'neighbours'>;
}

/** The rules in the order in which they are looked at. */
const RULES = {
  status: ({ organisation: { standing } }) =>
    standing.status === 'active' ? undefined : ['组织已停止活动、注销或撤销', '恢复活动后可以承接'],
  paused: ({ organisation: { capacity } }) =>
    capacity.state === 'open' ? undefined : ['组织暂不承接需求', '组织恢复承接即可'],
  passed: ({ need, organisation: { id } }) =>
    need.passed.includes(id)
      ? [
          '组织已谢绝这个需求，或逾期未答复、未获确认，或承接后中止',
          '愿意承接的，请与发布方联系，由其另行发布需求',
        ]
      : undefined,
  serving: ({ need, organisation: { id } }) =>
    need.serving.includes(id) ? ['组织已认领或承接这个需求', '可以认领其他需求'] : undefined,
  action: ({ need, organisation: { capacity } }) =>
    capacity.actions.includes(need.facts.action)
      ? undefined
      : ['组织不开展这个行动', '组织在承接能力中增加这个行动'],
  kind: ({ need, organisation: { capacity } }) =>
    capacity.kinds.length === 0 || need.facts.kinds.some((kind) => capacity.kinds.includes(kind))
      ? undefined
      : ['组织不提供所需的服务种类', '组织在承接能力中增加所需的种类'],
  class: ({ need, organisation: { standing } }) =>
    need.facts.classes === undefined || need.facts.classes.includes(standing.class)
      ? undefined
      : ['需求只由指定类型的组织承接（C1.1）', '发布方放宽类型要求，或组织升级'],
  period: ({ need: { facts }, organisation: { capacity } }) =>
    capacity.period === undefined ||
    (capacity.period.from <= facts.period.from && capacity.period.to >= facts.period.to)
      ? undefined
      : ['需求的时间不在组织承接的期间内', '组织调整承接期间'],
  area: ({ need, organisation, policy }) =>
    serves(organisation, need.division, policy)
      ? undefined
      : ['需求不在组织的服务区域内', '组织扩大服务区域，或同意到相邻区域服务'],
  capacity: ({ organisation }) =>
    freeCapacity(organisation) > 0
      ? undefined
      : [`组织同时承接的项目已满（${organisation.capacity.atATime} 个）`, '有项目完成，或组织提高同时承接数'],
  time: ({ need, organisation }) => {
    const month = fullMonth(organisation, need.facts);
    return month === undefined
      ? undefined
      : [`组织在 ${month} 的服务时间已排满`, '组织提高每月服务时间，或需求错开时间'];
  },
} as const satisfies Record<string, (facts: Facts) => readonly [why: string, remedy: string] | undefined>;
export type Rule = keyof typeof RULES;

/** The first rule that an organisation does not meet for a need; undefined when it is a candidate. */
export function obstacle(
  need: Need,
  organisation: Organisation,
  policy: Facts['policy'],
): Obstacle | undefined {
  for (const [rule, check] of Object.entries(RULES)) {
    const broken = check({ need, organisation, policy });
    if (broken) return { rule: rule as Rule, why: broken[0], remedy: broken[1] };
  }
  return undefined;
}

/** Whether an organisation serves a division: it lies in its areas, or beside them and it goes beyond. */
export function serves(
  { capacity: { areas, beyond }, division: home }: Organisation,
  division: string,
  { neighbours }: Facts['policy'],
): boolean {
  if (areas.some((area) => covers(area, division))) return true;
  if (!beyond) return false;
  const [own, there] = [home.slice(0, 6), division.slice(0, 6)];
  return own === there || (neighbours[there] ?? []).includes(own);
}

/**
 * The places at which the candidates of a need are looked for, the nearest first; for an emergency first of all those of
 * whoever agreed to be sent to it.
 */
export function placesFor(
  { division, facts: { action, urgency } }: Need,
  { neighbours }: Facts['policy'],
): string[] {
  const county = division.slice(0, 6);
  const counties = [county, ...(neighbours[county] ?? [])];
  const areas = [...new Set([12, 9, 6, 4].map((length) => division.slice(0, length)))];
  return [
    ...(urgency === 'emergency' ? counties.map((one) => `${action}#EMERGENCY#${one}`) : []),
    ...areas.map((area) => `${action}#${area}`),
    ...counties.map((one) => `${action}#BEYOND#${one}`),
  ];
}

/** The divisions in which all needs lie that an organisation may serve; none of them lies in another. */
export function reachOf(
  { capacity: { areas, beyond }, division: home }: Pick<Organisation, 'capacity' | 'division'>,
  { neighbours }: Facts['policy'],
): string[] {
  const county = home.slice(0, 6);
  const around = Object.keys(neighbours).filter((one) => neighbours[one]!.includes(county));
  return outermost(beyond ? [...areas, county, ...around] : areas);
}

/** Divisions without those that lie in another of them. */
export const outermost = (divisions: readonly string[]): string[] =>
  [...new Set(divisions)]
    .filter((one) => !divisions.some((other) => other !== one && one.startsWith(other)))
    .toSorted();

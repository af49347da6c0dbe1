/**
 * A county's invented needs, projects, providers and what its organisations can take on, in its real villages: the same for
 * the same seed.
 */

import type { NeedFacts, ProjectFacts, ResourceFacts } from '../functions/matching/model/listing.ts';
import {
  type Action,
  GROUP_NAMES,
  type Group,
  KIND_OF_SERVICE_NAMES,
  SERVICE_KINDS,
  type ServiceKind,
} from '../shared/actions/index.ts';
import { addDays } from '../shared/calendar/index.ts';
import { childrenOf, divisionByCode, divisionsWithin } from '../shared/divisions/index.ts';
import { randomOf } from './random.ts';

interface Wanted {
  county: string;
  /** The day on which all is published, YYYY-MM-DD. */
  today: string;
  needs: number;
  projects: number;
  providers: number;
  seed?: number;
}

export interface County {
  needs: NeedFacts[];
  /** Each for needs by their position, of one action. */
  projects: { facts: Omit<ProjectFacts, 'needs'>; needs: number[] }[];
  resources: ResourceFacts[];
}

/** How the needs of a county are spread over the four actions. */
const SHARES: readonly [Action, number][] = [
  ['relief', 0.4],
  ['culture', 0.65],
  ['safety', 0.85],
  ['consultation', 1],
];
const TARGETS: Readonly<Record<Action, readonly Group[]>> = {
  relief: ['low-income', 'destitute', 'empty-nest', 'left-behind', 'children', 'disabled', 'migrants'],
  consultation: ['residents'],
  safety: ['residents'],
  culture: ['residents', 'empty-nest', 'children'],
};
const GIVERS = [
  { donor: 'department', name: '民政局', source: 'government-purchase' },
  { donor: 'department', name: '残联', source: 'government-purchase' },
  { donor: 'enterprise', name: '鞋业有限公司', source: 'social-capital' },
  { donor: 'enterprise', name: '电器有限公司', source: 'social-capital' },
  { donor: 'organisation', name: '慈善总会', source: 'donation' },
  { donor: 'organisation', name: '社区发展基金会', source: 'venture-philanthropy' },
  { donor: 'philanthropist', name: '爱心人士', source: 'donation' },
] as const;

export function countyOf({ county, today, needs, projects, providers, seed = 1 }: Wanted): County {
  const random = randomOf(seed);
  const upTo = (most: number) => Math.floor(random() * most);
  const pick = <T>(from: readonly T[]): T => from[upTo(from.length)]!;
  const villages = divisionsWithin(county, 'township').flatMap(({ code }) => childrenOf(code));
  const name = divisionByCode(county)!.name;

  const need = (): NeedFacts => {
    const drawn = random();
    const action = SHARES.find(([, upper]) => drawn < upper)![0];
    const kind = pick(Object.keys(SERVICE_KINDS[action]) as ServiceKind[]);
    const groups = [pick(TARGETS[action])];
    const village = pick(villages);
    const from = addDays(today, 10 + upTo(40));
    const costs = random() < 0.5;
    return {
      title: `${village.name}${GROUP_NAMES[groups[0]!]}${KIND_OF_SERVICE_NAMES[kind]}`,
      description: '由社区组织，每周一次',
      division: village.code,
      action,
      kinds: [kind],
      groups,
      period: { from, to: addDays(from, 30 + upTo(120)) },
      openUntil: addDays(today, 5 + upTo(30)),
      urgency: random() < 0.2 ? 'soon' : 'normal',
      demand: random() < 0.9 ? 1 : 2,
      people: 5 + upTo(60),
      minutes: 60 * (5 + upTo(60)),
      ...(costs && { budgetFen: 100_000 * (1 + upTo(20)) }),
    };
  };
  const published = Array.from({ length: needs }, need);

  const project = () => {
    const first = upTo(needs);
    const { action, kinds, division } = published[first]!;
    const township = division.slice(0, 9);
    const alike = published.flatMap((one, index) =>
      one.action === action && one.division.startsWith(township) && index !== first ? [index] : [],
    );
    const from = addDays(today, 10);
    const to = addDays(today, 200);
    // No dearer than the need it was designed for allows.
    const half = Math.min(100_000 * (1 + upTo(6)), (published[first]!.budgetFen ?? 2_000_000) / 2);
    return {
      facts: {
        title: `${divisionByCode(township)!.name}${KIND_OF_SERVICE_NAMES[kinds[0]!]}项目`,
        description: '由专业社工设计，分两个阶段实施',
        division: township,
        action,
        kinds: [...new Set([first, ...alike.slice(0, 2)].flatMap((index) => published[index]!.kinds))],
        period: { from, to },
        openUntil: addDays(today, 60),
        budgetFen: 2 * half,
        phases: [
          { title: '筹备和启动', from, to: addDays(today, 60), budgetFen: half },
          { title: '实施和总结', from: addDays(today, 61), to, budgetFen: half },
        ],
        staff: 1 + upTo(4),
      },
      needs: [first, ...alike.slice(0, 2)],
    };
  };

  const resource = (_: unknown, index: number): ResourceFacts => {
    const giver = pick(GIVERS);
    const where = index % 3 === 0 ? pick(villages).code.slice(0, 9) : county;
    const common = {
      title: `${name}${giver.name}支持社区服务`,
      division: where,
      period: { from: today, to: addDays(today, 365) },
      openUntil: addDays(today, 300),
      donor: giver.donor,
      donorName: `${name}${giver.name}${index + 1}`,
    };
    if (index % 6 === 5)
      return {
        ...common,
        gift: { type: 'people', people: 5 + upTo(20), skills: [], minutes: 60 * (50 + upTo(200)) },
      };
    if (index % 6 === 4)
      return {
        ...common,
        gift: {
          type: 'goods',
          source: giver.source,
          what: '慰问包',
          unit: '份',
          quantity: 50 + upTo(200),
          unitFen: 5_000,
        },
      };
    return { ...common, gift: { type: 'funds', source: giver.source, fen: 1_000_000 * (2 + upTo(20)) } };
  };

  return {
    needs: published,
    projects: Array.from({ length: projects }, project),
    resources: Array.from({ length: providers }, resource),
  };
}

/** What a round of a county allocates (M2.2): its open needs, who may serve them, and what pays for it. Pure. */
import type { Instance, Limit, Use, Candidate as Way } from '../allocation/instance.ts';
import type { MatchingData } from '../policy/schema.ts';
import type { Candidate } from './candidates.ts';
import { freePlaces, mostFen, type Need, type Project, type Resource } from './listing.ts';
import { freeMinutes, monthly } from './monthly.ts';
import { NO_SUPPLY, type Supply } from './offer.ts';
import { freeCapacity, type Organisation } from './organisation.ts';
import { payeeFault } from './payee.ts';
import type { Choice } from './round.ts';
import { obstacle } from './rules.ts';
import { isFree, left, misfit } from './supply.ts';
import type { ChannelCaps, Source } from './terms.ts';

/** Ways to serve needs that a solver of 2 GB takes: a county of 600 needs has 100,000. */
const MOST_WAYS = 300_000;
/** So many of a candidate are always among them. */
const LEAST_WAYS = 6;

export interface Situation {
  needs: readonly Need[];
  /** What was last found for each need. */
  candidates: ReadonlyMap<string, readonly Candidate[]>;
  organisations: ReadonlyMap<string, Organisation>;
  projects: ReadonlyMap<string, Project>;
  resources: readonly Resource[];
  /** The most that the county wants to give from a channel, whoever provides it (M2.3). */
  channelCaps?: ChannelCaps;
  policy: MatchingData;
  /** YYYY-MM-DD. */
  day: string;
}

/** What a limit of the instance stands for. */
export type Bound =
  | { of: 'funds' | 'venue'; resource: Resource }
  | { of: 'channel'; source: Source }
  /** What an organisation can do in a month, YYYY-MM. */
  | { of: 'time'; month: string };

export interface Prepared {
  instance: Instance;
  /** What each of the instance's limits stands for, by its id. */
  bounds: ReadonlyMap<string, Bound>;
  /** What each of the instance's candidates stands for, in the same order. */
  choices: Choice[];
  /** Ways that the instance has no room for, made one by one; none in a county of ordinary size. */
  others: () => Iterable<Way>;
  /** Needs for which there are candidates and no money, or no venue. */
  unfunded: ReadonlySet<string>;
  unhoused: ReadonlySet<string>;
}

/** The instance of a county, in the order of its ids: the same situation gives the same instance. */
export function prepare(situation: Situation, most = MOST_WAYS): Prepared {
  const { policy, organisations, channelCaps } = situation;
  const byId = <T extends { id: string }>(all: readonly T[]) =>
    all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const needs = byId(situation.needs);
  const resources = byId(situation.resources);
  const limits: Limits = new Map();
  const ways: Way[] = [];
  const choices: Choice[] = [];
  const slots = slotsOf(needs);
  const able = needs.flatMap((need) => ableTo(need, resources, situation));
  const share = most / able.reduce((sum, { fundings, venues }) => sum + fundings.length * venues.length, 0);

  /** The ways that are given to the solver, or those that are not. */
  function* waysOf(given: boolean, limits: Limits): Generator<{ way: Way; choice: Choice }> {
    for (const [turn, one] of able.entries()) {
      const { need, candidate, organisation, project, cost, fundings, venues } = one;
      const count = fundings.length * venues.length;
      const part = Math.max(LEAST_WAYS, Math.floor(count * share));
      for (let at = 0; at < count; at++) {
        // Each begins where the one before it ended, so that together they look at everything.
        if ((at + turn * (count - part)) % count < part !== given) continue;
        const fund = fundings[Math.floor(at / venues.length)];
        const venue = venues[at % venues.length];
        const uses = [
          ...(fund ? moneyOf(fund, cost, channelCaps, limits) : []),
          ...(venue ? placesOf(venue, need, slots, limits) : []),
          ...timeOf(need, organisation, limits),
        ];
        const { score, organisationName } = candidate;
        const way = { need: need.id, organisation: organisation.id, score: score.points };
        yield {
          way: uses.length > 0 ? { ...way, uses } : way,
          choice: {
            organisation: organisation.id,
            organisationName,
            ...(project && { project: project.id }),
            supply: supplyOf(need, fund, cost, venue),
            score,
          },
        };
      }
    }
  }

  for (const { way, choice } of waysOf(true, limits)) {
    ways.push(way);
    choices.push(choice);
  }
  const lacking = (what: 'fundings' | 'venues') =>
    new Set(able.filter((one) => one[what].length === 0).map(({ need }) => need.id));
  const serving = new Set(ways.map(({ organisation }) => organisation));
  const relief = needs.filter(({ facts }) => facts.action === 'relief').map(({ id }) => id);
  const { maxShare, reliefShare } = policy.rounds;
  return {
    instance: {
      needs: needs.map((need) => ({ id: need.id, demand: freePlaces(need) })),
      organisations: byId([...organisations.values()])
        .filter(({ id }) => serving.has(id))
        .map((organisation) => ({ id: organisation.id, capacity: freeCapacity(organisation) })),
      candidates: ways,
      limits: [...limits].map(([id, { amount }]): Limit => ({ id, amount })),
      maxShare,
      minShares: [{ name: 'relief', needs: relief, share: reliefShare }],
    },
    bounds: limits,
    choices,
    *others() {
      for (const { way } of waysOf(false, new Map())) yield way;
    },
    unfunded: lacking('fundings'),
    unhoused: lacking('venues'),
  };
}

/** Who may serve a need, and what can pay for each and house it. */
function ableTo(need: Need, resources: readonly Resource[], situation: Situation) {
  const venues = venuesOf(need, resources, situation.day);
  return (situation.candidates.get(need.id) ?? []).flatMap((candidate) => {
    const organisation = situation.organisations.get(candidate.organisation);
    if (!organisation || obstacle(need, organisation, situation.policy)) return [];
    const project = candidate.project === undefined ? undefined : situation.projects.get(candidate.project);
    const cost = mostFen(need, project) ?? 0;
    const fundings = fundingsOf({ need, project, organisation }, cost, resources, situation);
    return [{ need, candidate, organisation, project, cost, fundings, venues }];
  });
}

type Limits = Map<string, Bound & { amount: number }>;

function use(limits: Limits, limit: string, bound: Bound & { amount: number }, amount: number): Use {
  limits.set(limit, bound);
  return { limit, amount };
}

/** What each provider gives from a channel is a limit of its own; what the county gives from it in all is another. */
function moneyOf(resource: Resource, cost: number, caps: ChannelCaps | undefined, limits: Limits): Use[] {
  const funds = { of: 'funds' as const, resource, amount: left(resource) };
  const source = sourceOf(resource)!;
  const cap = caps?.[source];
  return [
    use(limits, `funds.${resource.id}`, funds, cost),
    ...(cap === undefined
      ? []
      : [use(limits, `channel.${source}`, { of: 'channel', source, amount: cap }, cost)]),
  ];
}

const sourceOf = ({ facts: { gift } }: Resource) => (gift.type === 'funds' ? gift.source : undefined);

/** Who may pay what a need costs, those with the most left first; undefined stands for nothing to pay. */
function fundingsOf(
  { need, project, organisation }: { need: Need; project: Project | undefined; organisation: Organisation },
  cost: number,
  resources: readonly Resource[],
  { policy, day }: Situation,
): (Resource | undefined)[] {
  if (cost === 0) return [undefined];
  return resources
    .filter(
      (resource) =>
        resource.facts.gift.type === 'funds' &&
        left(resource) >= cost &&
        misfit(resource, need, day, project) === undefined &&
        payeeFault(resource, organisation.standing.class, policy.payees) === undefined,
    )
    .toSorted((a, b) => left(b) - left(a) || (a.id < b.id ? -1 : 1));
}

/** Venues that are free when a need asks for one; undefined stands for no venue asked for. */
function venuesOf(need: Need, resources: readonly Resource[], day: string): (Resource | undefined)[] {
  const { slot } = need.facts;
  if (!slot) return [undefined];
  return resources.filter((resource) => misfit(resource, need, day) === undefined && isFree(resource, slot));
}

/**
 * Needs that overlap at a venue stand in each other's way: at the moment at which any of them begins, one of those going on
 * can be there.
 */
function slotsOf(needs: readonly Need[]): readonly number[] {
  return [...new Set(needs.flatMap(({ facts: { slot } }) => (slot ? [Date.parse(slot.from)] : [])))].sort(
    (a, b) => a - b,
  );
}

function placesOf(
  resource: Resource,
  { facts: { slot } }: Need,
  begins: readonly number[],
  limits: Limits,
): Use[] {
  const [from, to] = [Date.parse(slot!.from), Date.parse(slot!.to)];
  return begins
    .filter((at) => at >= from && at < to)
    .map((at) => {
      const id = `venue.${resource.id}.${new Date(at).toISOString()}`;
      return use(limits, id, { of: 'venue', resource, amount: 1 }, 1);
    });
}

/** The minutes of a need in each month, where the organisation sets a bound. */
function timeOf(need: Need, organisation: Organisation, limits: Limits): Use[] {
  return [...monthly(need.facts)].flatMap(([month, minutes]) => {
    const free = freeMinutes(organisation, month);
    if (free === undefined) return [];
    const bound = { of: 'time' as const, month, amount: Math.max(0, free) };
    return [use(limits, `time.${organisation.id}.${month}`, bound, minutes)];
  });
}

function supplyOf(need: Need, fund: Resource | undefined, fen: number, venue: Resource | undefined): Supply {
  return {
    ...NO_SUPPLY,
    fundings: fund ? [{ resource: fund.id, fen }] : [],
    ...(venue && { venue: { resource: venue.id, slot: need.facts.slot! } }),
  };
}

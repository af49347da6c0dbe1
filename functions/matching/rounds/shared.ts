/** Resources that several counties share: what one round plans of them the others leave alone (M2.1, M2.2). */
import { covers } from '../../../shared/divisions/index.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Prepared, Situation } from '../model/instance.ts';
import type { Resource } from '../model/listing.ts';
import { counts, fitting, type Plan, together } from '../model/plans.ts';
import { isOver, type Round } from '../model/round.ts';
import { portions } from '../model/supply.ts';
import { putPlans } from '../store/plans.ts';

/** What other rounds plan, as it was when a round looked. */
export interface Others {
  /** Rounds under way that plan something, and what they plan of each resource. */
  rounds: ReadonlySet<string>;
  plans: ReadonlyMap<string, readonly Plan[]>;
  /** Solutions that were looked at, and those of them that nobody has to look at any more. */
  attempts: ReadonlySet<string>;
  old: ReadonlySet<string>;
}

/** After the end of a round no other one is at work still that began before it. */
const OLD_MS = 15 * 60_000;

const shared = (county: string, resources: readonly Resource[]) =>
  resources.filter(({ division }) => !covers(county, division));

/** What other rounds plan of the resources that a round may give. */
export async function othersOf(
  { id, county }: Pick<Round, 'id' | 'county'>,
  resources: readonly Resource[],
  { store, now }: Deps,
): Promise<Others> {
  const found = await store.plansOf(shared(county, resources).map((one) => one.id));
  const all = found.flatMap(({ plans }) => plans);
  const ids = [...new Set(all.map(({ round }) => round))].filter((other) => other !== id);
  const rounds = new Map(
    (await Promise.all(ids.map((other) => store.round(other))))
      .filter((other) => other !== undefined)
      .map((other) => [other.id, other]),
  );
  const underWay = new Map([...rounds].filter(([, other]) => !isOver(other)));
  const before = new Date(now().getTime() - OLD_MS).toISOString();
  const old = all.filter(({ round }) => (rounds.get(round)?.finishedAt ?? before) < before);
  return {
    rounds: new Set(underWay.keys()),
    plans: new Map(
      found.map(({ resource, plans }) => [
        resource,
        plans.filter((plan) => counts(plan, underWay.get(plan.round))),
      ]),
    ),
    attempts: new Set(all.map(({ attempt }) => attempt)),
    old: new Set(old.map(({ attempt }) => attempt)),
  };
}

/**
 * Plans what a solution takes of shared resources, before its round counts as solved. Where another round was faster, those
 * of the fewest points do without.
 * @returns why the chosen fall away that do, by their place in the instance
 */
export async function planned(
  { round, attempt }: { round: Round; attempt: string },
  chosen: readonly number[],
  { choices }: Prepared,
  { resources, others }: { resources: Situation['resources']; others: Others },
  deps: Deps,
): Promise<ReadonlyMap<number, string>> {
  const fallen = new Map<number, string>();
  const best = chosen.toSorted((a, b) => choices[b]!.score.points - choices[a]!.score.points || a - b);
  for (const resource of shared(round.county, resources)) {
    const { id } = resource;
    const asked = best.flatMap((at) => {
      const portion = portions(choices[at]!.supply).get(id);
      return portion && !fallen.has(at) ? [{ at, portion }] : [];
    });
    if (asked.length === 0) continue;
    const over = await retried(async () => {
      const [before = { resource: id, plans: [], version: 0 }] = await deps.store.plansOf([id]);
      const since = before.plans.filter(
        (plan) => plan.round !== round.id && !others.attempts.has(plan.attempt),
      );
      const { fit, over } = fitting(resource, since, asked);
      const own = { round: round.id, attempt, portions: together(fit.map(({ portion }) => portion)) };
      const plans = [...before.plans.filter((plan) => !others.old.has(plan.attempt)), own];
      await deps.store.save({ writes: [putPlans({ resource: id, plans, version: before.version + 1 })] });
      return over;
    });
    const why = `“${resource.facts.title}”已由其他县（市、区）同时进行的统一分配安排，需求转回匹配队列`;
    for (const { at } of over) fallen.set(at, why);
  }
  return fallen;
}

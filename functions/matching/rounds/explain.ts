import type { Allocation } from '../allocation/allocate.ts';
import { mostOfOne } from '../allocation/instance.ts';
import type { Prepared, Situation } from '../model/instance.ts';
import type { Need } from '../model/listing.ts';

/** Better candidates that are explained for one need. */
const MOST = 3;

/** What there is, and what of it the result takes. */
interface Amounts {
  demands: ReadonlyMap<string, number>;
  capacities: ReadonlyMap<string, number>;
  limits: ReadonlyMap<string, number>;
  /** The most that one organisation may serve. */
  most: number;
  used: { organisations: ReadonlyMap<string, number>; limits: ReadonlyMap<string, number> };
}

/**
 * What a round says to each need: why those whom it chose, what stopped the better ones, what would have made it match.
 * Amounts of points come from the prices of the proof (dual values): what one more unit would bring the whole county.
 * @returns sentences by need
 */
export function explain(
  situation: Situation,
  prepared: Prepared,
  result: Allocation,
): ReadonlyMap<string, readonly string[]> {
  const { instance } = prepared;
  const amounts = amountsOf(prepared, result);
  const ways = Map.groupBy(instance.candidates.keys(), (at) => instance.candidates[at]!.need);
  const chosen = new Set(result.chosen);
  return new Map(
    situation.needs.map((need) => {
      const own = ways.get(need.id) ?? [];
      const given = own.filter((at) => chosen.has(at));
      const sentences = given.map((at) => whyChosen(prepared, at));
      const least = Math.min(...given.map((at) => instance.candidates[at]!.score), Infinity);
      const served = given.length;
      const demand = amounts.demands.get(need.id) ?? 0;
      const better = bestOf(own, prepared).filter(
        (at) =>
          !given.some((one) => prepared.choices[one]!.organisation === prepared.choices[at]!.organisation) &&
          (served < demand || instance.candidates[at]!.score > least),
      );
      sentences.push(...better.slice(0, MOST).map((at) => whyNot(at, need, prepared, result, amounts)));
      if (served < demand && own.length === 0) sentences.push(whyNobody(need, situation, prepared));
      return [need.id, sentences] as const;
    }),
  );
}

/** One way of each organisation, the most points first. */
function bestOf(own: readonly number[], { instance, choices }: Prepared): number[] {
  const seen = new Set<string>();
  return own
    .toSorted((a, b) => instance.candidates[b]!.score - instance.candidates[a]!.score || a - b)
    .filter((at) => {
      const { organisation } = choices[at]!;
      return !seen.has(organisation) && Boolean(seen.add(organisation));
    });
}

function amountsOf({ instance }: Prepared, { chosen }: Allocation): Amounts {
  const organisations = new Map<string, number>();
  const limits = new Map<string, number>();
  for (const at of chosen) {
    const { organisation, uses = [] } = instance.candidates[at]!;
    organisations.set(organisation, (organisations.get(organisation) ?? 0) + 1);
    for (const { limit, amount } of uses) limits.set(limit, (limits.get(limit) ?? 0) + amount);
  }
  return {
    demands: new Map(instance.needs.map(({ id, demand }) => [id, demand])),
    capacities: new Map(instance.organisations.map(({ id, capacity }) => [id, capacity])),
    limits: new Map(instance.limits.map(({ id, amount }) => [id, amount])),
    most: mostOfOne(instance),
    used: { organisations, limits },
  };
}

function whyChosen({ choices }: Prepared, at: number): string {
  const { organisationName, score } = choices[at]!;
  const parts = score.parts
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points)
    .map(({ why, points, most }) => `${why}（${points}/${most}）`);
  return `选定${organisationName}，共 ${score.points} 分：${parts.join('；')}`;
}

/** What stopped a candidate, and what would have let it through. */
function whyNot(
  at: number,
  need: Need,
  prepared: Prepared,
  { prices }: Allocation,
  amounts: Amounts,
): string {
  const { instance, choices } = prepared;
  const { organisation, score, uses = [] } = instance.candidates[at]!;
  const name = `${choices[at]!.organisationName}（${score} 分）`;
  const loss =
    (prices.needs.get(need.id) ?? 0) +
    (prices.organisations.get(organisation) ?? 0) +
    uses.reduce((sum, { limit, amount }) => sum + amount * (prices.limits.get(limit) ?? 0), 0) -
    score;
  const cost = loss > 0.5 ? `，改由它承接全县总分约少 ${Math.round(loss)} 分` : '';
  const { most, used } = amounts;
  const capacity = amounts.capacities.get(organisation)!;
  const count = used.organisations.get(organisation) ?? 0;
  if (count >= capacity)
    return `没有选${name}：它可承接的 ${capacity} 个名额都给了对全县更合算的需求${cost}。它多一个名额，就可能匹配`;
  if (count >= most)
    return `没有选${name}：一家组织最多承接 ${most} 个，以免过于集中${cost}。放宽这一比例，就可能匹配`;
  for (const { limit, amount } of uses) {
    const rest = amounts.limits.get(limit)! - (used.limits.get(limit) ?? 0);
    if (rest >= amount) continue;
    if (limit.startsWith('funds.'))
      return `没有选${name}：可用的资金已安排给其他需求，只剩 ${yuan(rest)}，需要 ${yuan(amount)}${cost}。再有 ${yuan(amount - rest)}，就可能匹配`;
    if (limit.startsWith('venue.'))
      return `没有选${name}：这段时间的场地已安排给其他需求${cost}。换一段时间或另有场地，就可能匹配`;
    return `没有选${name}：它在 ${limit.slice(-7)} 的服务时间已排满${cost}。错开时间，就可能匹配`;
  }
  return `没有选${name}：从全县总分看，其他安排更合算${cost}`;
}

/** Why there was nobody to choose from at all. */
function whyNobody(need: Need, { candidates }: Situation, { unfunded, unhoused }: Prepared): string {
  const found = candidates.get(need.id)?.length ?? 0;
  if (found === 0) return '服务区域内没有符合条件的组织。扩大服务区域、放宽条件，或培育这类组织，就可能匹配';
  if (unfunded.has(need.id))
    return `有 ${found} 家候选组织，但没有足够的资金可用。有资源方为这类需求提供资金，或降低预算，就可能匹配`;
  if (unhoused.has(need.id))
    return `有 ${found} 家候选组织，但这段时间没有空闲的场地。换一段时间或另有场地，就可能匹配`;
  return `原有 ${found} 家候选组织，现在都已排满或不再符合条件。组织有空后会重新匹配`;
}

const yuan = (fen: number) => `${(fen / 100).toFixed(2)} 元`;

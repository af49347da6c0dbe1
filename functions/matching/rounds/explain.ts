import type { Allocation } from '../allocation/allocate.ts';
import { explainer, type NotChosen } from '../allocation/explain.ts';
import type { Prepared, Situation } from '../model/instance.ts';
import type { Need } from '../model/listing.ts';
import { remedyOf, type Spoken, whyOf } from './stops.ts';

/** Better organisations that are explained for one need. */
const MOST = 3;

/**
 * What a round says to each need: why those whom it chose, what stopped the better ones, what would have made it match (M2.2).
 * @returns sentences by need
 */
export function explain(
  situation: Situation,
  prepared: Prepared,
  result: Allocation,
): ReadonlyMap<string, readonly string[]> {
  const of = explainer(prepared.instance, result);
  const titles = new Map(situation.needs.map(({ id, facts }) => [id, facts.title]));
  const spoken: Spoken = { bounds: prepared.bounds, titleOf: (need) => titles.get(need)! };
  return new Map(
    situation.needs.map((need) => {
      const { chosen, notChosen, unserved } = of(need.id);
      const sentences = [
        ...chosen.map((at) => whyChosen(prepared, at)),
        ...notChosen.slice(0, MOST).map((one) => whyNot(one, prepared, spoken)),
      ];
      if (unserved > 0 && notChosen.length === 0)
        sentences.push(
          chosen.length > 0 ? whyNoMore(unserved, chosen.length) : whyNobody(need, situation, prepared),
        );
      return [need.id, sentences] as const;
    }),
  );
}

function whyChosen({ choices }: Prepared, at: number): string {
  const { organisationName, score } = choices[at]!;
  const parts = score.parts
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points)
    .map(({ why, points, most }) => `${why}（${points}/${most}）`);
  return `选定${organisationName}，共 ${score.points} 分：${parts.join('；')}`;
}

/** All that stopped an organisation, what it would cost the county, and what would have let it through. */
function whyNot({ candidate, score, loss, stops }: NotChosen, { choices }: Prepared, spoken: Spoken): string {
  const why = stops.map((stop) => whyOf(stop, spoken)).join('；');
  const cost = loss > 0.5 ? `。由它承接，全县总分至少少 ${Math.round(loss)} 分` : '';
  const remedies = stops.flatMap((stop) => remedyOf(stop, spoken) ?? []);
  const remedy = remedies.length > 0 ? `。${remedies.join('，并且')}，就可能匹配` : '';
  return `没有选${choices[candidate]!.organisationName}（${score} 分）：${why}${cost}${remedy}`;
}

const whyNoMore = (unserved: number, served: number) =>
  `除选定的 ${served} 家外没有其他候选组织，还缺 ${unserved} 家。扩大服务区域、放宽条件，或培育这类组织，就可能匹配`;

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

import { invalid } from '../../shared/http/problem.ts';
import { NoPolicyInForce } from '../../shared/policy/index.ts';
import type { Deps } from './deps.ts';
import { examine, suggestionsFor } from './examine.ts';
import { type NamingPolicy, namingPolicyOn } from './policy/index.ts';
import type { Proposal } from './rules/judge.ts';
import { type Neighbour, reasonOf } from './rules/similar/compare.ts';
import type { CheckAnswer, Similar } from './schema.ts';

/**
 * Checks a name without holding it: parts, findings, near names, and for a refused one names that would pass.
 * @throws Problem 400 for a day before the first version of the naming policy
 */
export async function check(proposal: Proposal, { store, now }: Deps): Promise<CheckAnswer> {
  const policy = policyOn(proposal.on);
  const at = now().toISOString();
  const examination = await examine(proposal, policy, store.taken, at);
  const { ok, parts, findings, neighbours } = examination;
  const suggestions = ok ? [] : await suggestionsFor(proposal, examination, policy, store.taken, at);
  return {
    name: proposal.name,
    ok,
    parts,
    findings,
    similar: similarOf(neighbours),
    suggestions,
    policy: policy.version,
  };
}

function policyOn(day: string): NamingPolicy {
  try {
    return namingPolicyOn(day);
  } catch (error) {
    if (!(error instanceof NoPolicyInForce)) throw error;
    throw invalid([
      { pointer: '#/body/on', detail: `应为 ${error.first} 或以后的日期，更早的规则系统没有收录` },
    ]);
  }
}

/** The near names as users see them. */
export function similarOf(neighbours: readonly Neighbour[]): Similar[] {
  return neighbours.map((neighbour) => {
    const { name, kind, place } = neighbour.taken;
    return { name, kind, division: place, reason: reasonOf(neighbour) };
  });
}

/** Conflicts of interest between a judge and an entry (M1.5): whoever has one neither scores it nor counts for it. Pure. */
import type { Account, Entry, Judge, Recusal } from './contest.ts';

/** An entry, and who speaks for its organisation now. */
export interface Judged {
  entry: Entry;
  speaker?: Account | undefined;
}

export interface Conflict {
  rule: keyof typeof RULES;
  why: string;
}

interface Facts extends Judged {
  judge: Judge;
  recusals: readonly Recusal[];
}

/**
 * The rules in the order in which they are looked at. An account is one person in whatever role: its subject says who it is.
 */
const RULES = {
  party: ({ judge, entry: { parties }, speaker }) =>
    [...parties, ...(speaker ? [speaker] : [])].some(({ subject }) => subject === judge.subject)
      ? '评委的账号申报了这个项目，或代表其承接组织、设计机构'
      : undefined,
  affiliation: ({ judge: { affiliations }, entry: { organisation, agency, entrant } }) =>
    [organisation, agency, entrant.subject].some((one) => one !== undefined && affiliations.includes(one))
      ? '评委在申报这个项目的机构或其承接组织任职'
      : undefined,
  backing: ({ judge: { division }, entry: { backedBy } }) =>
    backedBy !== undefined && division === backedBy ? '评委来自推荐这个项目的乡镇（街道）' : undefined,
  declared: ({ judge: { number }, entry: { id }, recusals }) =>
    recusals.some(({ entry, judge }) => entry === id && judge === number)
      ? '评委已申报与这个项目有利害关系'
      : undefined,
} as const satisfies Record<string, (facts: Facts) => string | undefined>;

/** Why a judge has to stay away from an entry; undefined when he need not. */
export function conflictOf(
  judge: Judge,
  judged: Judged,
  recusals: readonly Recusal[] = [],
): Conflict | undefined {
  for (const [rule, broken] of Object.entries(RULES)) {
    const why = broken({ ...judged, judge, recusals });
    if (why !== undefined) return { rule: rule as Conflict['rule'], why };
  }
  return undefined;
}

/** Whether a platform operates substantively (实体化运作, T1), since when, and how it stood on any day. Pure. */
import type { Criterion } from '../policy/schema.ts';
import { judged, type Known, type Verdict } from './criteria.ts';

/** How a platform stood from a day on, until the next spell. */
export interface Spell {
  from: string;
  operating: boolean;
  /** Criteria not met. */
  unmet: readonly string[];
  policy: string;
}

export interface Operation {
  township: string;
  /** By the latest judgement. */
  operating: boolean;
  /** The day since which that is so. */
  since: string;
  /** The day of that judgement. */
  judgedOn: string;
  policy: string;
  verdicts: readonly Verdict[];
  /** In order; a day has one at most. */
  spells: readonly Spell[];
  version: number;
}

/** Every criterion that is on, judged. */
export const verdictsOn = (criteria: readonly Criterion[], known: Known): Verdict[] =>
  criteria.filter(({ on }) => on).map((criterion) => judged(criterion, known));

/**
 * How a platform stands after it was judged on a day. Judged again with the same outcome, nothing but the day changes; judged
 * twice on a day, the later one holds for that day.
 */
export function after(
  before: Operation | undefined,
  verdicts: readonly Verdict[],
  { township, on, policy }: { township: string; on: string; policy: string },
): Operation {
  const unmet = verdicts.filter(({ met }) => !met).map(({ id }) => id);
  const operating = unmet.length === 0;
  const earlier = (before?.spells ?? []).filter(({ from }) => from < on);
  const last = earlier.at(-1);
  const spell: Spell = { from: on, operating, unmet, policy };
  const spells = last && same(last, spell) ? earlier : [...earlier, spell];
  return {
    township,
    operating,
    since: sinceOf(spells),
    judgedOn: on,
    policy,
    verdicts,
    spells,
    version: (before?.version ?? 0) + 1,
  };
}

/** How a platform stood on a day; undefined before it was registered. */
export const standingOn = (
  { spells }: Pick<Operation, 'spells'>,
  day: string,
): (Spell & { since: string }) | undefined => {
  const until = spells.filter(({ from }) => from <= day);
  const spell = until.at(-1);
  return spell && { ...spell, since: sinceOf(until) };
};

/** The day since which it is as in the last spell: operating, or not. */
function sinceOf(spells: readonly Spell[]): string {
  const { operating } = spells.at(-1)!;
  const other = spells.findLastIndex((spell) => spell.operating !== operating);
  return spells[other + 1]!.from;
}

const same = (a: Spell, b: Spell) =>
  a.policy === b.policy && a.unmet.length === b.unmet.length && a.unmet.every((id, at) => id === b.unmet[at]);

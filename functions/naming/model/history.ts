/**
 * The names that an organisation bears and has borne, told from the news of it. The same news in any order tells the
 * same names: queues bring them late, twice and out of turn.
 */
import type { Kind, NameStatus } from '../schema.ts';

interface About {
  name: string;
  kind: Kind;
  division: string;
  /** The day on which it took effect, YYYY-MM-DD in Asia/Shanghai. */
  on: string;
}

/** One piece of news of an organisation; `name` is the one that it has from then on, or had when it ended. */
export type Fact =
  | (About & { fact: 'registered' | 'deregistered' | 'revoked' })
  | (About & { fact: 'renamed'; formerName: string });

/** A name that an organisation bears or has borne. */
export interface Borne {
  name: string;
  kind: Kind;
  division: string;
  status: NameStatus;
  /** The day from which the status holds. */
  since: string;
  /** The instant (ISO 8601) from which others may use the name; undefined while it is borne. */
  freeFrom?: string;
}

/** Years for which a name that is no longer borne stays protected (M16). */
export interface Protection {
  revokedYears: number;
  renamedOrDeregisteredYears: number;
}

/** What happens on one day happens in this order. */
const RANK = { registered: 0, renamed: 1, deregistered: 2, revoked: 3 } as const;

/**
 * The facts with one more, in the order in which they took effect; the same array when it is known. A registration of
 * the same day under another name is a correction and takes the place of the one before.
 */
export function withFact(facts: readonly Fact[], fact: Fact): readonly Fact[] {
  if (facts.some((known) => isSame(known, fact))) return facts;
  const others = facts.filter(
    (known) => fact.fact !== 'registered' || known.fact !== 'registered' || known.on !== fact.on,
  );
  const at = others.findLastIndex((known) => !isAfter(known, fact)) + 1;
  return others.toSpliced(at, 0, fact);
}

/**
 * The name borne now, or last, and the former ones. News that speak of another name than the one known so far tell of a
 * renaming not heard of, which was on that day at the latest. Of several endings the one that protects longest counts;
 * only a later registration revives an organisation.
 * @param facts in the order of {@link withFact}, at least one
 */
export function namesFrom(
  facts: readonly Fact[],
  protection: Protection,
): { current: Borne; former: readonly Borne[] } {
  const former = new Map<string, Borne>();
  let current: Borne | undefined;
  const leave = (name: string, from: Borne | Fact, on: string) =>
    former.set(name, borne({ ...from, name }, 'renamed', on, protection));

  for (const fact of facts) {
    const { name, on } = fact;
    if (current && current.name !== name) leave(current.name, current, on);
    if (fact.fact === 'renamed') leave(fact.formerName, current ?? fact, on);
    const ended: Borne | undefined = current && current.status !== 'registered' ? current : undefined;
    if (fact.fact === 'registered') current = borne(fact, 'registered', on, protection);
    else if (fact.fact === 'renamed') {
      current = ended
        ? borne(fact, ended.status, ended.since, protection)
        : borne(fact, 'registered', on, protection);
    } else {
      const ending = borne(fact, fact.fact, on, protection);
      const longer = ended && ended.freeFrom! > ending.freeFrom!;
      current = longer ? { ...ended, name } : ending;
    }
  }
  if (!current) throw new Error('No news, no name');
  former.delete(current.name);
  const longestFirst = [...former.values()].toSorted((a, b) => (a.since > b.since ? -1 : 1));
  return { current, former: longestFirst };
}

function borne(
  { name, kind, division }: Pick<About, 'name' | 'kind' | 'division'>,
  status: NameStatus,
  since: string,
  protection: Protection,
): Borne {
  const freeFrom = freeFromOf(status, since, protection);
  return { name, kind, division, status, since, ...(freeFrom && { freeFrom }) };
}

/** So many years after the day, from midnight in Asia/Shanghai (M16: 1 year, after a revocation 3 years). */
function freeFromOf(status: NameStatus, since: string, protection: Protection): string | undefined {
  if (status === 'registered') return undefined;
  const years = status === 'revoked' ? protection.revokedYears : protection.renamedOrDeregisteredYears;
  const [year, month, day] = since.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year + years, month - 1, day) - 8 * 3_600_000).toISOString();
}

function isAfter(one: Fact, other: Fact): boolean {
  if (one.on !== other.on) return one.on > other.on;
  if (one.fact !== other.fact) return RANK[one.fact] > RANK[other.fact];
  // Of two renamings on one day the one that takes up the other's name comes after it.
  return one.fact === 'renamed' && other.fact === 'renamed' && one.formerName === other.name;
}

function isSame(one: Fact, other: Fact): boolean {
  const formerName = (fact: Fact) => (fact.fact === 'renamed' ? fact.formerName : undefined);
  return (
    one.fact === other.fact &&
    one.on === other.on &&
    one.name === other.name &&
    one.kind === other.kind &&
    one.division === other.division &&
    formerName(one) === formerName(other)
  );
}

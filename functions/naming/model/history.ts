/**
 * The names that an organisation bears and has borne, told from the news of it. The same news in any order of arrival
 * tell the same names: queues bring them late, twice and out of turn.
 */
import type { Kind, NameStatus } from '../schema.ts';

interface About {
  name: string;
  kind: Kind;
  division: string;
  /** The day on which it took effect, YYYY-MM-DD in Asia/Shanghai. */
  on: string;
}

/** What happened to an organisation; `name` is the one that it has from then on, or had when it ended. */
export type Occurrence =
  | (About & { fact: 'registered' | 'deregistered' | 'revoked' })
  | (About & { fact: 'renamed'; formerName: string });

/** An occurrence as it was told: `said` is the instant (ISO 8601, UTC) at which it was told first. */
export type Fact = Occurrence & { said: string };

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

/** A name whose bearer has ended or taken another one. */
type Left = Borne & { freeFrom: string };

/** Years for which a name that is no longer borne stays protected (M16). */
export interface Protection {
  revokedYears: number;
  renamedOrDeregisteredYears: number;
}

/** What is told at one instant of one day happened in this order. */
const RANK = { registered: 0, renamed: 1, deregistered: 2, revoked: 3 } as const;

/**
 * The facts with one more, in the order in which they took effect; the same array when it is known. What is told again
 * counts from when it was told first, and what has been corrected stays known: an old list told again changes nothing.
 */
export function withFact(facts: readonly Fact[], fact: Fact): readonly Fact[] {
  const known = facts.find((one) => contentOf(one) === contentOf(fact));
  if (known && known.said <= fact.said) return facts;
  return inOrder([...facts.filter((one) => one !== known), fact]);
}

/**
 * The name borne now, or last, and the former ones, the one protected longest first. News that speak of another name
 * than the one known so far tell of a renaming not heard of, which was on that day at the latest. Only a later
 * registration revives an organisation, and a name that ended then keeps its end: of several ends of a name the one that
 * protects it longest counts.
 * @param facts in the order of {@link withFact}, at least one
 */
export function namesFrom(
  facts: readonly Fact[],
  protection: Protection,
): { current: Borne; former: readonly Borne[] } {
  const ends = new Map<string, Left>();
  const end = (one: Left): Left => {
    const { name, kind, division } = one;
    const longest = { ...longer(ends.get(name) ?? one, one), kind, division };
    ends.set(name, longest);
    return longest;
  };
  let current: Borne | undefined;

  for (const fact of facts.filter((one, index) => !isCorrected(one, facts[index + 1]))) {
    const { name, kind, division, on } = fact;
    const ended = current && isLeft(current) ? current : undefined;
    const before = fact.fact === 'registered' && ended ? undefined : current;
    for (const former of namesLeft(before, fact)) {
      const renamed = leftOn(on, { ...(before ?? fact), name: former }, 'renamed', protection);
      end(ended ? { ...ended, name: former, freeFrom: longer(ended, renamed).freeFrom } : renamed);
    }
    if (fact.fact === 'registered' || (fact.fact === 'renamed' && !ended)) {
      current = { name, kind, division, status: 'registered', since: on };
    } else {
      const told = fact.fact === 'renamed' ? ended! : leftOn(on, fact, fact.fact, protection);
      current = end({ ...longer(ended ?? told, told), name, kind, division });
    }
  }
  if (!current) throw new Error('No news, no name');
  ends.delete(current.name);
  return { current, former: [...ends.values()].toSorted((a, b) => compare(b.freeFrom, a.freeFrom)) };
}

/** By day, then by the instant at which they were first told; news of one instant go from name to name. */
function inOrder(facts: readonly Fact[]): readonly Fact[] {
  const rest = facts.toSorted((a, b) => compare(whenOf(a), whenOf(b)) || compare(contentOf(a), contentOf(b)));
  const order: Fact[] = [];
  while (rest.length > 0) {
    const next = nextOf(rest, order.at(-1)?.name);
    rest.splice(rest.indexOf(next), 1);
    order.push(next);
  }
  return order;
}

/** What comes first of the rest, after facts that left the organisation with the name. */
function nextOf(rest: readonly Fact[], name: string | undefined): Fact {
  const [first] = rest as [Fact];
  if (!isRenaming(first)) return first;
  const renamings = rest.filter(isRenaming).filter((one) => whenOf(one) === whenOf(first));
  const renaming =
    renamings.find(({ formerName }) => formerName === name) ??
    renamings.find(({ formerName }) => renamings.every((other) => other.name !== formerName)) ??
    first;
  // A list may be told after the renaming of the very day that it tells of: it does not undo it.
  const day = rest.filter(({ on }) => on === first.on);
  const over = day.findIndex(({ fact }) => RANK[fact] > RANK.renamed);
  const registration = day
    .slice(0, over < 0 ? day.length : over)
    .find(({ fact, name }) => fact === 'registered' && name === renaming.formerName);
  return registration ?? renaming;
}

/** A registration of the same day under another name corrects the one before it: the wrong name was never borne. */
function isCorrected(one: Fact, next: Fact | undefined): boolean {
  return one.fact === 'registered' && next?.fact === 'registered' && one.on === next.on;
}

/** The names that are no longer borne after a fact, known from before or told by it. */
function namesLeft(before: Borne | undefined, fact: Fact): string[] {
  const names = [before?.name, isRenaming(fact) ? fact.formerName : undefined];
  return [...new Set(names)].filter((name) => name !== undefined && name !== fact.name) as string[];
}

function isRenaming(fact: Fact): fact is Fact & { fact: 'renamed' } {
  return fact.fact === 'renamed';
}

function isLeft(borne: Borne): borne is Left {
  return borne.status !== 'registered';
}

/** Protected for so many years after the day, from midnight in Asia/Shanghai (M16: 1 year, after a revocation 3). */
function leftOn(
  since: string,
  { name, kind, division }: Pick<About, 'name' | 'kind' | 'division'>,
  status: Exclude<NameStatus, 'registered'>,
  protection: Protection,
): Left {
  const years = status === 'revoked' ? protection.revokedYears : protection.renamedOrDeregisteredYears;
  const [year, month, day] = since.split('-').map(Number) as [number, number, number];
  const freeFrom = new Date(Date.UTC(year + years, month - 1, day) - 8 * 3_600_000).toISOString();
  return { name, kind, division, status, since, freeFrom };
}

/** The one that protects longer; the other one when they protect equally long. */
function longer(one: Left, other: Left): Left {
  return one.freeFrom > other.freeFrom ? one : other;
}

function whenOf({ on, said, fact }: Fact): string {
  return `${on} ${said} ${RANK[fact]}`;
}

/** What a fact says, whenever it is said. */
function contentOf(fact: Fact): string {
  const { on, name, kind, division } = fact;
  const formerName = isRenaming(fact) ? fact.formerName : null;
  return JSON.stringify([fact.fact, on, name, kind, division, formerName]);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

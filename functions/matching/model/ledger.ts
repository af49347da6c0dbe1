/**
 * The money ledger (O2, M2.3): double-entry. An entry moves one amount from the account that is credited to the one that is
 * debited, so that no entry can be out of balance and all accounts together are always zero. Pure.
 */
import type { FactsOf, Resource } from './listing.ts';
import type { Match } from './match.ts';
import type { Source } from './terms.ts';

/** What accounts are of: given by a provider, still available, committed to a match, spent on it. */
export const ACCOUNT_KINDS = ['given', 'available', 'committed', 'spent'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** What has happened, and which accounts it moves between: [debited, credited]. */
const MOVES = {
  pledge: ['available', 'given'],
  unpledge: ['given', 'available'],
  commit: ['committed', 'available'],
  release: ['available', 'committed'],
  spend: ['spent', 'committed'],
  correct: ['committed', 'spent'],
} as const satisfies Record<string, readonly [AccountKind, AccountKind]>;
export type EntryKind = keyof typeof MOVES;

export const ENTRY_NAMES: Readonly<Record<EntryKind, string>> = {
  pledge: '提供',
  unpledge: '收回',
  commit: '安排',
  release: '退回',
  spend: '支出',
  correct: '冲正',
};

export interface Entry {
  id: string;
  kind: EntryKind;
  /** Money, or goods at their value. */
  form: 'money' | 'in-kind';
  source: Source;
  /** More than zero. */
  fen: number;
  /** YYYY-MM-DD. */
  on: string;
  /** Where it counts. */
  division: string;
  resource: string;
  /** Of what is committed or spent. */
  match?: string;
  organisation?: string;
}

export interface Posting {
  account: string;
  kind: AccountKind;
  /** Debits are positive, credits negative. */
  fen: number;
}

/** The two sides of an entry. */
export function postingsOf(entry: Entry): [Posting, Posting] {
  const [debited, credited] = MOVES[entry.kind];
  const posting = (kind: AccountKind, fen: number): Posting => ({
    account: accountOf(kind, entry),
    kind,
    fen,
  });
  return [posting(debited, entry.fen), posting(credited, -entry.fen)];
}

/** What is given and available is kept by resource, what is committed and spent by match as well. */
export const accountOf = (kind: AccountKind, { resource, match }: Pick<Entry, 'resource' | 'match'>) =>
  kind === 'given' || kind === 'available' ? `${kind}.${resource}` : `${kind}.${match}.${resource}`;

/** The value of what a resource gives, in fen; undefined for venues and people, which have none. */
function worthOf({ gift }: FactsOf['resource']): Pick<Entry, 'form' | 'source' | 'fen'> | undefined {
  if (gift.type === 'funds') return { form: 'money', source: gift.source, fen: gift.fen };
  if (gift.type === 'goods')
    return { form: 'in-kind', source: gift.source, fen: gift.quantity * gift.unitFen };
  return undefined;
}

/**
 * What follows in the ledger of a resource that is published, changed, or taken back.
 * @param before as it was, where it was published already
 * @param on YYYY-MM-DD
 */
export function pledged(resource: Resource, before: Resource | undefined, on: string): Entry[] {
  const was = before ? pledge(before) : undefined;
  const is = pledge(resource);
  const value = is ?? was;
  if (!value) return [];
  const more = (is?.fen ?? 0) - (was?.fen ?? 0);
  if (more === 0) return [];
  const kind = more > 0 ? 'pledge' : 'unpledge';
  return [
    {
      ...value,
      id: `${kind}.${resource.id}.${resource.version}`,
      kind,
      fen: Math.abs(more),
      on,
      division: resource.division,
      resource: resource.id,
    },
  ];
}

/** What a resource stands for in the ledger: all of it while it is open, then what is promised of it. */
function pledge(resource: Resource): Pick<Entry, 'form' | 'source' | 'fen'> | undefined {
  const value = worthOf(resource.facts);
  if (!value) return undefined;
  if (resource.state === 'open') return value;
  const { gift } = resource.facts;
  const { fen, quantity } = resource.used;
  return { ...value, fen: gift.type === 'goods' ? quantity * gift.unitFen : fen };
}

/** What a match is promised: money by resource, goods at their value. */
export function committed(match: Match, resources: readonly Resource[], on: string): Entry[] {
  return parts(match, resources).map((part) => ({
    ...part,
    id: `commit.${match.id}.${part.resource}`,
    kind: 'commit',
    on,
  }));
}

/**
 * What a match gives back when it ends: what was not spent; goods only when it is broken off, for otherwise they were used.
 * @param how it ends
 */
export function settled(
  match: Match,
  resources: readonly Resource[],
  how: 'completed' | 'cancelled',
  on: string,
): Entry[] {
  return parts(match, resources).flatMap((part): Entry[] => {
    const rest = part.fen - (match.spent[part.resource] ?? 0);
    if (rest === 0) return [];
    const kind = part.form === 'in-kind' && how === 'completed' ? 'spend' : 'release';
    return [{ ...part, id: `${kind}.${match.id}.${part.resource}.end`, kind, fen: rest, on }];
  });
}

/**
 * Money spent on a match, or a mistake reversed: then it is negative.
 * @param number of the spending, unique in the match
 */
export function spent(
  match: Match,
  resource: Resource,
  { number, fen }: { number: number; fen: number },
  on: string,
): Entry[] {
  const part = parts(match, [resource])[0];
  if (!part) return [];
  const kind = fen > 0 ? 'spend' : 'correct';
  return [{ ...part, id: `${kind}.${match.id}.${resource.id}.${number}`, kind, fen: Math.abs(fen), on }];
}

type Part = Omit<Entry, 'id' | 'kind' | 'on'>;

function parts({ id: match, organisation, division, supply }: Match, resources: readonly Resource[]): Part[] {
  const about = (resource: Resource) => ({ division, resource: resource.id, match, organisation });
  return resources.flatMap((resource): Part[] => {
    const { gift } = resource.facts;
    const sum = (list: readonly { resource: string }[], of: 'fen' | 'quantity') =>
      (list as readonly { resource: string; fen?: number; quantity?: number }[])
        .filter((one) => one.resource === resource.id)
        .reduce((total, one) => total + (one[of] ?? 0), 0);
    if (gift.type === 'funds') {
      const fen = sum(supply.fundings, 'fen');
      return fen > 0 ? [{ ...about(resource), form: 'money', source: gift.source, fen }] : [];
    }
    if (gift.type !== 'goods') return [];
    const fen = sum(supply.goods, 'quantity') * gift.unitFen;
    return fen > 0 ? [{ ...about(resource), form: 'in-kind', source: gift.source, fen }] : [];
  });
}

/** What an entry adds to the purchases from social organisations (O2): money of government purchase that a match is paid. */
export function purchased({ kind, form, source, fen }: Entry): number {
  if (form !== 'money' || source !== 'government-purchase') return 0;
  return kind === 'commit' ? fen : kind === 'release' ? -fen : 0;
}

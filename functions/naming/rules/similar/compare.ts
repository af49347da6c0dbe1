import type { NamingPolicy } from '../../policy/index.ts';
import { type Finding, type HolderKind, KIND_NAMES } from '../../schema.ts';
import { hasOwnTradeName, type Identity, meaningOf } from './identity.ts';
import { lettersOf, soundOf } from './signatures.ts';

/** A name that others must keep clear of, as the index holds it. */
export interface TakenName extends Identity {
  id: string;
  name: string;
  status: 'held' | 'registered' | 'renamed' | 'deregistered' | 'revoked';
  /** Who holds a held one. */
  holder?: HolderKind;
  /** The instant (ISO 8601) from which it is free again; never for a registered one. */
  freeFrom?: string;
}

/** How a name is near to a taken one, nearest first. */
export const NEARNESS = [
  'same',
  'same-trade-and-field',
  'other-form',
  'synonym',
  'homophone',
  'one-apart',
  'reordered',
  'same-elsewhere',
  'same-trade',
] as const;
export type Nearness = (typeof NEARNESS)[number];

export interface Neighbour {
  taken: TakenName;
  nearness: Nearness;
}

/** The taken names near to one, nearest first; a name that is free again by `now` counts no more. */
export function neighboursOf(
  identity: Identity,
  taken: readonly TakenName[],
  now: string,
  policy: NamingPolicy,
): Neighbour[] {
  return taken
    .filter(({ freeFrom }) => freeFrom === undefined || freeFrom > now)
    .flatMap((other) => {
      const nearness = nearnessOf(identity, other, policy);
      return nearness ? [{ taken: other, nearness }] : [];
    })
    .sort(
      (a, b) =>
        NEARNESS.indexOf(a.nearness) - NEARNESS.indexOf(b.nearness) ||
        a.taken.name.localeCompare(b.taken.name, 'zh'),
    );
}

/** How near two names of one registering authority are, or undefined when they are not. */
export function nearnessOf(one: Identity, other: Identity, policy: NamingPolicy): Nearness | undefined {
  return hasOwnTradeName(one) && hasOwnTradeName(other)
    ? nearnessOfTradeNames(one, other, policy)
    : nearnessOfFields(one, other, policy);
}

function nearnessOfTradeNames(one: Identity, other: Identity, policy: NamingPolicy): Nearness | undefined {
  const field = fieldsOf(one, other, policy);
  if (one.tradeName === other.tradeName) {
    if (field === 'other') return 'same-trade';
    if (field === 'synonym') return 'synonym';
    return one.form === other.form ? 'same-trade-and-field' : 'other-form';
  }
  return field === 'other' ? undefined : likeness(one.tradeName, other.tradeName);
}

/**
 * Associations and teams of other places may well have the same field: the county and each township have their
 * 志愿者协会. With a trade name of its own, a place word added or left out does not make another name of it.
 */
function nearnessOfFields(one: Identity, other: Identity, policy: NamingPolicy): Nearness | undefined {
  const place = one.place === other.place ? 'same' : isNested(one.place, other.place) ? 'nested' : 'sibling';
  const mine = one.tradeName + one.field;
  const theirs = other.tradeName + other.field;
  if (mine === theirs) {
    const own = one.tradeName !== '';
    if (place === 'sibling') return own ? 'same-elsewhere' : undefined;
    if (one.form !== other.form || (place === 'nested' && !own)) return 'other-form';
    return 'same';
  }
  if (place === 'sibling') return undefined;
  if (meaningOf(mine, policy) === meaningOf(theirs, policy)) return 'synonym';
  return likeness(mine, theirs);
}

function fieldsOf(one: Identity, other: Identity, policy: NamingPolicy): 'same' | 'synonym' | 'other' {
  if (one.field === other.field) return 'same';
  if (one.field === '' || other.field === '') return 'synonym';
  return meaningOf(one.field, policy) === meaningOf(other.field, policy) ? 'synonym' : 'other';
}

function likeness(one: string, other: string): Nearness | undefined {
  if (one === '' || other === '') return undefined;
  if (soundOf(one) === soundOf(other)) return 'homophone';
  if (isOneApart(one, other)) return 'one-apart';
  return lettersOf(one) === lettersOf(other) ? 'reordered' : undefined;
}

function isNested(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

/** Whether one character replaced, added or left out makes one text the other. */
export function isOneApart(one: string, other: string): boolean {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  if (shorter === longer || longer.length - shorter.length > 1) return false;
  let at = 0;
  while (at < shorter.length && shorter[at] === longer[at]) at++;
  return shorter.slice(longer.length === shorter.length ? at + 1 : at) === longer.slice(at + 1);
}

const REASONS: Readonly<Record<Nearness, string>> = {
  same: '名称相同',
  'same-trade-and-field': '字号、业务领域和组织形式相同',
  'other-form': '去掉行政区划和组织形式后相同',
  synonym: '字号相同或名称近义',
  homophone: '读音相同',
  'one-apart': '一字之差',
  reordered: '用字相同、顺序不同',
  'same-trade': '字号相同，业务领域不同',
  'same-elsewhere': '同一登记机关内其他地方有同样的字号',
};

/** Why a name is near to a taken one, in words for users. */
export function reasonOf({ taken, nearness }: Neighbour): string {
  const status = {
    held: '已被保留',
    registered: '已登记或备案',
    renamed: `原名称，${day(taken.freeFrom)}起可以使用`,
    deregistered: `已注销，${day(taken.freeFrom)}起可以使用`,
    revoked: `已被撤销登记，${day(taken.freeFrom)}起可以使用`,
  }[taken.status];
  return `${REASONS[nearness]}（${status}）`;
}

/**
 * What the nearest names mean for one: N30 equal to a registered or held one, N31 equal to one still protected after
 * renaming, deregistration or revocation, N32 and N33 near, one finding for each near name.
 * @param stretch the distinctive part of the name as written
 */
export function findingsOf(
  neighbours: readonly Neighbour[],
  stretch: { start: number; end: number },
  clause: string | undefined,
): Finding[] {
  return neighbours.map((neighbour) => {
    const { taken, nearness } = neighbour;
    const verdict = verdictOf(neighbour);
    const kind = KIND_NAMES[taken.kind];
    const message =
      verdict.rule === 'N31'
        ? `与“${taken.name}”（${kind}）相同，该名称${day(taken.freeFrom)}前仍受保护`
        : `与“${taken.name}”（${kind}）${reasonOf(neighbour)}`;
    const law =
      nearness === 'homophone' || nearness === 'one-apart' || nearness === 'reordered' ? 'E' : clause;
    return { ...verdict, message, clause: law ?? '默认', ...stretch };
  });
}

function verdictOf({ taken, nearness }: Neighbour): Pick<Finding, 'rule' | 'severity'> {
  switch (nearness) {
    case 'same':
    case 'same-trade-and-field':
      return {
        rule: taken.status === 'held' || taken.status === 'registered' ? 'N30' : 'N31',
        severity: 'error',
      };
    case 'other-form':
    case 'synonym':
    case 'same-elsewhere':
      return { rule: 'N32', severity: 'warning' };
    case 'same-trade':
      return { rule: 'N32', severity: 'info' };
    case 'homophone':
    case 'one-apart':
    case 'reordered':
      return { rule: 'N33', severity: 'warning' };
  }
}

/** The day of an instant in Asia/Shanghai. */
function day(instant: string | undefined): string {
  return instant === undefined ? '' : new Date(Date.parse(instant) + 8 * 3600e3).toISOString().slice(0, 10);
}

/**
 * The money ledger (M2.3, O2), double-entry. An entry moves one amount from the heading that is credited to the one that is
 * debited, so that no entry can be out of balance, and all headings together are always zero: in each account, in each
 * division, in each year. Pure.
 */
import { hasTownships } from '../../../shared/divisions/index.ts';
import type { Source } from './terms.ts';

/**
 * The chart of accounts (科目). What has been given is negative, all the rest comes from it; what goes from one division to
 * another is transferred, and over the whole city zero.
 */
export const HEADINGS = {
  given: '供给',
  available: '可用',
  returned: '收回',
  transferred: '跨地调拨',
  committed: '已安排未支出',
  spent: '已支出',
  'bought-platform': '向社会组织购买平台运营（新增）',
  'bought-support': '向社会组织购买社区组织支持（新增）',
  'bought-other': '其他政府购买（新增）',
  'bought-renewed': '非新增的政府购买',
} as const;
export type Heading = keyof typeof HEADINGS;
export const HEADING_IDS = Object.keys(HEADINGS) as readonly Heading[];
export type Bought = Extract<Heading, `bought-${string}`>;

/** What has happened, and between which headings it moves: [debited, credited]. */
const MOVES = {
  pledge: ['available', 'given'],
  unpledge: ['returned', 'available'],
  commit: ['committed', 'available'],
  release: ['available', 'committed'],
  return: ['returned', 'committed'],
  spend: ['spent', 'committed'],
  correct: ['committed', 'spent'],
} as const satisfies Record<string, readonly [Heading, Heading]>;

export const ENTRY_NAMES = {
  pledge: '提供',
  unpledge: '收回',
  commit: '安排',
  release: '退回可用',
  return: '退回供给方',
  spend: '支出',
  correct: '冲正支出',
  purchase: '政府购买',
  reversal: '冲销政府购买',
} as const;
export type EntryKind = keyof typeof ENTRY_NAMES;
export const ENTRY_KINDS = Object.keys(ENTRY_NAMES) as readonly EntryKind[];

/** Money, or goods at their value. */
export const FORM_NAMES = { money: '资金', 'in-kind': '实物' } as const;
export type Form = keyof typeof FORM_NAMES;
export const FORMS = Object.keys(FORM_NAMES) as readonly Form[];

interface Amount {
  id: string;
  /** The resource or the purchase whose money it is. */
  account: string;
  form: Form;
  source: Source;
  /** More than zero. */
  fen: number;
  /** YYYY-MM-DD. */
  on: string;
  /** In which it counts, YYYY: of money for matches the year in which it was committed, of the rest that of its day. */
  year: string;
  /** Where it is given, and where it is used. */
  givenIn: string;
  division: string;
}

export type Entry = Amount &
  (
    | { kind: 'pledge' | 'unpledge' }
    | { kind: Exclude<keyof typeof MOVES, 'pledge' | 'unpledge'>; match: string; organisation: string }
    | { kind: 'purchase' | 'reversal'; bought: Bought }
  );

/** What an entry does under a heading in a division: debits are positive, credits negative. */
export interface Posting {
  heading: Heading;
  place: string;
  fen: number;
}

/** Headings that are where the money is given; the others are where it is used. */
const AT_GIVER: readonly Heading[] = ['given', 'available', 'returned'];

/** The sides of an entry, which sum up to zero in each division that it touches. */
export function postingsOf(entry: Entry): Posting[] {
  const [debited, credited] = sidesOf(entry);
  const { fen } = entry;
  const placeOf = (heading: Heading) =>
    ledgerPlace(AT_GIVER.includes(heading) ? entry.givenIn : entry.division);
  const [to, from] = [placeOf(debited), placeOf(credited)];
  const both: Posting[] = [
    { heading: debited, place: to, fen },
    { heading: credited, place: from, fen: -fen },
  ];
  if (to === from) return both;
  return [
    ...both,
    { heading: 'transferred', place: from, fen },
    { heading: 'transferred', place: to, fen: -fen },
  ];
}

function sidesOf(entry: Entry): readonly [Heading, Heading] {
  switch (entry.kind) {
    case 'purchase':
      return [entry.bought, 'given'];
    case 'reversal':
      return ['given', entry.bought];
    default:
      return MOVES[entry.kind];
  }
}

/** The division under which money of a division is counted: its township; its county where there is none between; the city. */
export const ledgerPlace = (division: string) =>
  division.slice(0, division.length >= 9 && hasTownships(division) ? 9 : 6);

/** Sums by heading. */
export type Sums = Readonly<Partial<Record<Heading, number>>>;

/** All of them together, by heading. */
export function sumsOf(many: readonly Sums[]): Record<Heading, number> {
  const sum = (heading: Heading) => many.reduce((total, one) => total + (one[heading] ?? 0), 0);
  return Object.fromEntries(HEADING_IDS.map((heading) => [heading, sum(heading)])) as Record<Heading, number>;
}

/** What is left when all headings are added: zero, unless something is wrong. */
export const difference = (sums: Sums) => Object.values(sums).reduce((total, fen) => total + fen, 0);

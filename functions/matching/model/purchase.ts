/** Government purchases, and the share of them that goes to social organisations (O2). Pure. */
import type { Bought, Entry, Sums } from './ledger.ts';

export const SELLER_NAMES = { 'social-organisation': '社会组织', other: '其他承接主体' } as const;
export type Seller = keyof typeof SELLER_NAMES;
export const SELLERS = Object.keys(SELLER_NAMES) as readonly Seller[];

/** What is bought. */
export const PURPOSE_NAMES = { platform: '平台运营', support: '支持社区社会组织', other: '其他' } as const;
export type Purpose = keyof typeof PURPOSE_NAMES;
export const PURPOSES = Object.keys(PURPOSE_NAMES) as readonly Purpose[];

/** A purchase that a county's bureau records; what matches are paid from government purchase counts by itself. */
export interface Purchase {
  id: string;
  /** Of the bureau: a county, or a functional zone. */
  division: string;
  /** YYYY-MM-DD. */
  on: string;
  fen: number;
  /** Whether it is new public-service spending. */
  isNew: boolean;
  from: Seller;
  /** Id of the organisation where the platform knows it, and what it is called. */
  organisation?: string;
  sellerName: string;
  purpose: Purpose;
  what: string;
  /** Number of the contract or the notice of award. */
  document: string;
  /** ISO 8601 instant. */
  recordedAt: string;
  /** Why it was reversed, and when (ISO 8601 instant). */
  reversed?: { reason: string; at: string };
  version: number;
}

/** Under which heading of the ledger a purchase stands. */
export function headingOf({ isNew, from, purpose }: Purchase): Bought {
  if (!isNew) return 'bought-renewed';
  return from === 'social-organisation' && purpose !== 'other' ? `bought-${purpose}` : 'bought-other';
}

/**
 * The entry of a purchase that is recorded, or reversed; both count in the year of its day.
 * @param on YYYY-MM-DD
 */
export function bought(purchase: Purchase, kind: 'purchase' | 'reversal', on: string): Entry {
  const { id, fen, division } = purchase;
  return {
    id: `${kind}.${id}`,
    kind,
    bought: headingOf(purchase),
    account: id,
    form: 'money',
    source: 'government-purchase',
    fen,
    on,
    year: purchase.on.slice(0, 4),
    givenIn: division.slice(0, 6),
    division: division.slice(0, 6),
  };
}

/** Of new public-service spending by government purchase, what was bought from social organisations; in fen. */
export interface Share {
  /** Bought to run platforms, and to support community organisations. */
  platform: number;
  support: number;
  /** Paid to organisations for needs that they serve (M1.3), which supports them. */
  matches: number;
  /** All three. */
  numerator: number;
  /** With what else was bought. */
  denominator: number;
}

/**
 * The share of O2.
 * @param sums of money of government purchase
 */
export function shareOf(sums: Sums): Share {
  const platform = sums['bought-platform'] ?? 0;
  const support = sums['bought-support'] ?? 0;
  const matches = (sums.committed ?? 0) + (sums.spent ?? 0);
  const numerator = platform + support + matches;
  return { platform, support, matches, numerator, denominator: numerator + (sums['bought-other'] ?? 0) };
}

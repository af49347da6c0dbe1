/** Government purchases, and the share of them that goes to social organisations (O2). Pure. */

export interface Purchase {
  id: string;
  /** County that bought. */
  county: string;
  /** YYYY-MM-DD. */
  on: string;
  fen: number;
  /** Whether it is new public-service spending. */
  isNew: boolean;
  from: 'social-organisation' | 'other';
  /** For running platforms, for supporting community organisations, or for something else. */
  purpose: 'platform' | 'support' | 'other';
  what: string;
  document?: string;
  organisation?: string;
  by: { role: string; subject: string };
  /** Why it was reversed, and when (ISO 8601 instant). */
  reversed?: { reason: string; at: string };
  version: number;
}

/**
 * What a purchase adds to the share of O2: of new public-service spending by government purchase (denominator) what was bought
 * from social organisations to run platforms and support community organisations (numerator).
 */
export function counted({ fen, isNew, from, purpose, reversed }: Purchase): {
  numerator: number;
  denominator: number;
} {
  if (!isNew || reversed) return { numerator: 0, denominator: 0 };
  const counts = from === 'social-organisation' && purpose !== 'other';
  return { numerator: counts ? fen : 0, denominator: fen };
}

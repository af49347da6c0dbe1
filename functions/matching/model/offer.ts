/** An organisation put to a need: by claim, by proposal, at once in an emergency; up to the township's word. Pure. */
import type { Slot } from './listing.ts';
import type { Score } from './score.ts';
import type { OfferState, Origin } from './terms.ts';

/** Money of one resource for one match. */
export interface Funding {
  resource: string;
  fen: number;
}

/** What of the resource list goes with a match (M1.3). */
export interface Supply {
  fundings: readonly Funding[];
  venue?: { resource: string; slot: Slot };
  goods: readonly { resource: string; quantity: number }[];
  people: readonly { resource: string; minutes: number }[];
}

export const NO_SUPPLY: Supply = { fundings: [], goods: [], people: [] };

export interface Offer {
  /** `<need>.<serial>`. */
  id: string;
  need: string;
  serial: number;
  organisation: string;
  organisationName: string;
  /** Of the need. */
  title: string;
  division: string;
  action: string;
  project?: string;
  origin: Origin;
  /** The round, contest or fair that it comes from. */
  from?: string;
  state: OfferState;
  supply: Supply;
  score?: Score;
  /** ISO 8601 instant until which the organisation has to answer. */
  answerBy?: string;
  /** Why it was declined, rejected or revoked. */
  reason?: string;
  createdAt: string;
  /** When it came to its state. */
  at: string;
  version: number;
}

/** States in which an offer holds a place of the need and of the organisation. */
export const HOLDING: readonly OfferState[] = ['planned', 'proposed', 'accepted'];

export const offerId = (need: string, serial: number) => `${need}.${serial}`;

/** The need and the serial in an offer's id; undefined for what is no such id. */
export function partsOfOfferId(id: string): { need: string; serial: number } | undefined {
  const parts = /^(.+)\.(\d{1,6})$/.exec(id);
  return parts ? { need: parts[1]!, serial: Number(parts[2]) } : undefined;
}

/** What the province holds against what it confirmed: each night's comparison. Pure. */

/** A push that the province holds, as its list has it. */
export interface Held {
  webhookId: string;
  sha256: string;
  sequence: number;
}

/** A push that it confirmed. */
export type Confirmed = Held;

export interface Difference {
  county: string;
  /** Pushes that we have a receipt for. */
  confirmed: number;
  held: number;
  /** Confirmed and not held, and held otherwise: they are sent once more. */
  missing: readonly string[];
  different: readonly string[];
  /** Held, and none of ours. */
  unknown: readonly string[];
}

export interface Reconciliation {
  day: string;
  /** ISO 8601 instant. */
  at: string;
  counties: readonly Difference[];
  /** Pushes that are sent once more for it. */
  again: number;
}

/**
 * How two lists of a county differ.
 * @param pending of ours: the receiver may hold them already, without our having its receipt
 */
export function compare(
  county: string,
  confirmed: readonly Confirmed[],
  held: readonly Held[],
  pending: ReadonlySet<string>,
): Difference {
  const theirs = new Map(held.map((one) => [one.webhookId, one]));
  const ours = new Set(confirmed.map(({ webhookId }) => webhookId));
  const ids = (wrong: (one: Confirmed, other: Held | undefined) => boolean) =>
    confirmed.filter((one) => wrong(one, theirs.get(one.webhookId))).map(({ webhookId }) => webhookId);
  return {
    county,
    confirmed: confirmed.length,
    held: held.length,
    missing: ids((_, other) => other === undefined),
    different: ids(
      (one, other) => other !== undefined && (other.sha256 !== one.sha256 || other.sequence !== one.sequence),
    ),
    unknown: [...theirs.keys()].filter((id) => !ours.has(id) && !pending.has(id)),
  };
}

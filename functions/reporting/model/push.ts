/** A push to the province (省级推送): what it is, and what becomes of it by its attempts. Pure. */

import type { Unmapped } from './province.ts';

/** Waiting for its turn or its next attempt; with the province; or put aside, for good unless somebody replays it. */
export const PUSH_STATES = ['waiting', 'delivered', 'parked'] as const;
export type PushState = (typeof PUSH_STATES)[number];

export interface Attempt {
  /** ISO 8601 instant. */
  at: string;
  /** Milliseconds that it took. */
  ms: number;
  outcome: 'delivered' | 'refused' | 'failed';
  /** HTTP status, where there was an answer. */
  status?: number;
  /** Why it did not succeed. */
  reason?: string;
}

/** What the receiver says that it took in. */
export interface Receipt {
  receiptId: string;
  webhookId: string;
  receivedAt: string;
  sha256: string;
  counts: { updated: number; unchanged?: number | undefined; ignored: number };
  ignored: readonly { id: string; reason: string }[];
}

/** Head of an audit chain that goes along, so that the receiver sees when a tail was cut. */
export interface ChainTold {
  aggregate: string;
  sequence: number;
  hash: string;
}

/** Content too large for the event: the receiver fetches it. */
export interface PushDocument {
  key: string;
  sha256: string;
  bytes: number;
}

export interface Push {
  /** Also the `webhook-id` of every attempt. */
  id: string;
  /** Code of a county, or of the city for what is its own. */
  county: string;
  /** From 1 within its county: the order in which they are sent. */
  sequence: number;
  type: string;
  subject: string;
  state: PushState;
  /** Why it is parked, in words for people, and in one word. */
  reason?: string;
  parked?: 'refused' | 'exhausted' | 'chain-cut';
  /** The bytes of every attempt. */
  body: string;
  sha256: string;
  document?: PushDocument;
  /** Items that the receipt has to account for. */
  items: number;
  /** Version of the mapping and the rules that it was made by. */
  policy: string;
  /** Our ids in it that the province has none for. */
  unmapped: readonly Unmapped[];
  requestedAt: string;
  /** The first attempt of this round: what is replayed begins a round. */
  roundBegan?: string;
  roundAttempts: number;
  nextAttemptAt?: string;
  /** The last of them. */
  attempts: readonly Attempt[];
  attemptCount: number;
  replays: number;
  deliveredAt?: string;
  receipt?: Receipt;
  version: number;
}

/** What came of sending it. */
export type Outcome =
  | { kind: 'delivered'; status: number; receipt: Receipt }
  /** No try will make it right. */
  | { kind: 'refused'; status: number; reason: string; chainCut?: true }
  /** Another try may; `down`: the receiver does not answer as one that is alive. */
  | { kind: 'failed'; status?: number; reason: string; down: boolean; retryAfterMs?: number };

export interface RetryRules {
  firstSeconds: number;
  longestSeconds: number;
  hours: number;
}

export interface Trying {
  /** When it was sent, and how long it took. */
  at: Date;
  ms: number;
  retry: RetryRules;
  /** Attempts that are kept. */
  kept: number;
  random: () => number;
}

/** Milliseconds until the next attempt: exponential, with full jitter, so that counties do not come all at once. */
export function backoff(
  attempts: number,
  { firstSeconds, longestSeconds }: RetryRules,
  random: () => number,
) {
  return random() * Math.min(longestSeconds, firstSeconds * 2 ** Math.min(attempts - 1, 30)) * 1000;
}

/** The push after an attempt. */
export function afterAttempt(push: Push, outcome: Outcome, { at, ms, retry, kept, random }: Trying): Push {
  const { nextAttemptAt: _, ...before } = push;
  const attempt: Attempt = {
    at: at.toISOString(),
    ms,
    outcome: outcome.kind,
    ...(outcome.status !== undefined && { status: outcome.status }),
    ...(outcome.kind !== 'delivered' && { reason: outcome.reason }),
  };
  const tried = {
    ...before,
    roundBegan: push.roundBegan ?? attempt.at,
    roundAttempts: push.roundAttempts + 1,
    attempts: [...push.attempts, attempt].slice(-kept),
    attemptCount: push.attemptCount + 1,
    version: push.version + 1,
  };
  const ended = at.getTime() + ms;
  switch (outcome.kind) {
    case 'delivered':
      return {
        ...tried,
        state: 'delivered',
        receipt: outcome.receipt,
        deliveredAt: new Date(ended).toISOString(),
      };
    case 'refused':
      return {
        ...tried,
        state: 'parked',
        parked: outcome.chainCut ? 'chain-cut' : 'refused',
        reason: outcome.reason,
      };
    case 'failed': {
      const wait = Math.max(backoff(tried.roundAttempts, retry, random), outcome.retryAfterMs ?? 0);
      // A receiver that is not there parks nothing, however long: the breaker looks when it is back.
      if (!outcome.down && ended - Date.parse(tried.roundBegan) > retry.hours * 3_600_000)
        return {
          ...tried,
          state: 'parked',
          parked: 'exhausted',
          reason: `${retry.hours} 小时内多次尝试未能送达：${outcome.reason}`,
        };
      return { ...tried, nextAttemptAt: new Date(ended + wait).toISOString() };
    }
  }
}

/** The same push, to be sent once more: at its turn, with the same id and the same bytes. */
export function again(push: Push): Push {
  const {
    nextAttemptAt: _,
    roundBegan: __,
    reason: ___,
    parked: ____,
    deliveredAt: _____,
    receipt: ______,
    ...kept
  } = push;
  return {
    ...kept,
    state: 'waiting',
    roundAttempts: 0,
    replays: push.replays + 1,
    version: push.version + 1,
  };
}

/**
 * The circuit breaker of the province's interface: when it fails again and again it is left alone for a while, then one
 * county tries it, and when that succeeds all go on. Pure.
 */

export interface Receiver {
  state: 'closed' | 'open' | 'probing';
  /** Over all counties, since the last time that it answered. */
  failuresInRow: number;
  /** How often in a row it was opened: it stays open twice as long each time. */
  opened: number;
  /** When it may be probed; while it is being probed, when somebody else may. */
  until?: string;
  lastSuccessAt?: string;
  lastFailureAt?: string;
  lastFailure?: string;
  version: number;
}

export interface BreakerRules {
  /** Failures in a row that open it. */
  failures: number;
  firstSeconds: number;
  longestSeconds: number;
  /** For how long one county has the probe to itself. */
  probeSeconds: number;
}

export const UNTRIED: Receiver = { state: 'closed', failuresInRow: 0, opened: 0, version: 0 };

export type Admission =
  | { kind: 'go' }
  /** Goes as the one that tries it, once this is saved. */
  | { kind: 'probe'; receiver: Receiver }
  | { kind: 'wait'; ms: number };

/** Whether an attempt may be made now. */
export function admission(receiver: Receiver, now: Date, { probeSeconds }: BreakerRules): Admission {
  if (receiver.state === 'closed') return { kind: 'go' };
  const ms = Date.parse(receiver.until!) - now.getTime();
  if (ms > 0) return { kind: 'wait', ms };
  const until = new Date(now.getTime() + probeSeconds * 1000).toISOString();
  return {
    kind: 'probe',
    receiver: { ...receiver, state: 'probing', until, version: receiver.version + 1 },
  };
}

/** Whether what an attempt showed has to be remembered; else the receiver only goes on being well. */
export function changes(receiver: Receiver, seen: Seen, now: Date): boolean {
  if (seen.down || receiver.state !== 'closed' || receiver.failuresInRow > 0) return true;
  // Every minute is enough to know when it was last well.
  return receiver.lastSuccessAt === undefined || now.getTime() - Date.parse(receiver.lastSuccessAt) > 60_000;
}

/** What an attempt showed of the receiver. */
export type Seen = { down: true; reason: string } | { down: false };

/** The receiver after an attempt. */
export function afterSeen(receiver: Receiver, seen: Seen, now: Date, rules: BreakerRules): Receiver {
  const { until: _, ...rest } = receiver;
  const at = now.toISOString();
  const version = receiver.version + 1;
  if (!seen.down)
    return { ...rest, state: 'closed', failuresInRow: 0, opened: 0, lastSuccessAt: at, version };
  const failed = {
    ...receiver,
    failuresInRow: receiver.failuresInRow + 1,
    lastFailureAt: at,
    lastFailure: seen.reason,
    version,
  };
  const opens =
    receiver.state === 'probing' || (receiver.state === 'closed' && failed.failuresInRow >= rules.failures);
  if (!opens) return failed;
  const seconds = Math.min(rules.longestSeconds, rules.firstSeconds * 2 ** Math.min(receiver.opened, 30));
  return {
    ...failed,
    state: 'open',
    opened: receiver.opened + 1,
    until: new Date(now.getTime() + seconds * 1000).toISOString(),
  };
}

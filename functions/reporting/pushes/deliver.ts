/** Sends what a county has waiting, one push after another: the table says what is next, a message only that it is time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ConditionFailed, retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { afterAttempt, type Outcome, type Push } from '../model/push.ts';
import { admission, afterSeen, changes, type Seen } from '../model/receiver.ts';
import type { ProvincePolicy } from '../policy/province.ts';
import { putPush, putReceiver } from '../store/pushes.ts';
import { EVENTS_PATH } from './contract.ts';
import { judge } from './judge.ts';
import type { Send } from './send.ts';
import { signed } from './signature.ts';

/** Seconds after which those who lost the probe to another look again, as long as it is not over. */
const AFTER_PROBE_MS = 2_000;
export interface Delivered {
  /** Attempts made. */
  attempts: number;
  /** Milliseconds after which the county is to be looked at again; undefined when nothing waits. */
  againMs?: number;
}

/**
 * Sends the waiting pushes of a county in their order, until none is left, one has to wait, or the time is up. Two at once
 * do no harm: the receiver takes a push once, and of two results the first saved counts.
 */
export async function deliverOf(county: string, deps: Deps): Promise<Delivered> {
  const { province, store } = deps;
  const { send } = province;
  // Without a receiver pushes wait; the schedule looks whether there is one meanwhile.
  if (!send) return { attempts: 0 };
  const policy = province.policyOn(deps.today());
  const { workSeconds, waitSeconds } = policy.sending;
  const end = performance.now() + workSeconds * 1000;
  let attempts = 0;
  while (performance.now() < end) {
    const next = await store.firstWaiting(county);
    if (!next) return { attempts };
    const push = await store.push(next.pushId);
    if (push?.state !== 'waiting') continue;
    const waitMs = await turn(push, policy, deps);
    if (waitMs > 0) {
      if (waitMs > waitSeconds * 1000) return { attempts, againMs: waitMs };
      await sleep(waitMs);
      continue;
    }
    attempts += 1;
    await attempt(push, send, policy, deps);
  }
  return { attempts, againMs: 0 };
}

/** Milliseconds until a push may be sent: its own wait, and the receiver's; 0 for now. */
async function turn(push: Push, { breaker }: ProvincePolicy, { store, province }: Deps): Promise<number> {
  const now = province.now();
  const own = push.nextAttemptAt === undefined ? 0 : Date.parse(push.nextAttemptAt) - now.getTime();
  if (own > 0) return own;
  const asked = admission(await store.receiver(), now, breaker);
  if (asked.kind === 'go') return 0;
  if (asked.kind === 'wait') return asked.ms;
  try {
    await store.save({ writes: [putReceiver(asked.receiver)] });
    return 0;
  } catch (error) {
    if (error instanceof ConditionFailed) return AFTER_PROBE_MS * province.random() + 50;
    throw error;
  }
}

async function attempt(push: Push, send: Send, policy: ProvincePolicy, deps: Deps): Promise<void> {
  const { store, province } = deps;
  const { timeoutSeconds, mostReplyBytes, attemptsKept } = policy.sending;
  const body = Buffer.from(push.body);
  const at = province.now();
  const headers = signed(province.keys.signing, { id: push.id, at, body });
  const reply = await send({
    method: 'POST',
    path: EVENTS_PATH,
    headers: { ...headers, 'content-type': 'application/cloudevents+json; charset=utf-8' },
    body,
    timeoutMs: timeoutSeconds * 1000,
    mostBytes: mostReplyBytes,
  });
  const now = province.now();
  const outcome = judge(push, reply, { keys: province.keys.receipts, now, policy });
  const after = afterAttempt(push, outcome, {
    at,
    ms: now.getTime() - at.getTime(),
    retry: policy.retry,
    kept: attemptsKept,
    random: province.random,
  });
  try {
    await store.save({ writes: putPush(after) });
    if (after.state === 'parked')
      deps.alarm('push parked', { push: push.id, county: push.county, reason: after.reason });
  } catch (error) {
    // Somebody else has a result of it: that one counts.
    if (!(error instanceof ConditionFailed)) throw error;
  }
  await remember(outcome, policy, deps);
}

/** Tells the breaker what an attempt showed of the receiver. */
async function remember(outcome: Outcome, { breaker }: ProvincePolicy, { store, province }: Deps) {
  const seen: Seen =
    outcome.kind === 'failed' && outcome.down ? { down: true, reason: outcome.reason } : { down: false };
  await retried(async () => {
    const receiver = await store.receiver();
    const now = province.now();
    if (!changes(receiver, seen, now)) return;
    await store.save({ writes: [putReceiver(afterSeen(receiver, seen, now, breaker))] });
  }, province.random);
}

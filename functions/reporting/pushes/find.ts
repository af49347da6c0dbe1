/** Pushes as they are shown, to those who may see them: a county its own, the city all. */
import type { Caller } from '../../../shared/auth/caller.ts';
import { forbidden, notFound } from '../../../shared/http/problem.ts';
import type { Deps } from '../deps.ts';
import type { Push } from '../model/push.ts';
import { contentOf } from './document.ts';

/**
 * The county whose pushes a caller asks for; undefined for those of all.
 * @throws Problem 403 for another county's
 */
export function senderFor(caller: Caller, division: string | undefined): string | undefined {
  if (caller.role === 'city') return division;
  if (division !== undefined && division !== caller.division) throw forbidden('只能查看本县（市、区）的推送');
  return caller.division;
}

/** @throws Problem 404 where there is none, or not for this caller's eyes */
export async function visiblePush(id: string, caller: Caller, { store }: Deps): Promise<Push> {
  const push = await store.push(id);
  if (!push || (caller.role !== 'city' && push.county !== caller.division))
    throw notFound('没有这次推送，或不属于本县（市、区）');
  return push;
}

/** A push in a list. */
export function pushEntry(push: Push, { province }: Deps) {
  const { id, county, sequence, type, subject, state, parked, reason, nextAttemptAt, deliveredAt } = push;
  const { requestedAt, attemptCount, replays, sha256, items, policy } = push;
  const waitsFor = !province.send
    ? 'setting'
    : (nextAttemptAt ?? '') > province.now().toISOString()
      ? 'time'
      : 'turn';
  return {
    id,
    division: county,
    sequence,
    type,
    subject,
    state,
    ...(state === 'waiting' && { waitsFor }),
    ...(parked && { parked }),
    ...(reason !== undefined && { reason }),
    requestedAt,
    ...(nextAttemptAt !== undefined && { nextAttemptAt }),
    ...(deliveredAt !== undefined && { deliveredAt }),
    attemptCount,
    replays,
    sha256,
    bytes: Buffer.byteLength(push.body),
    items,
    policy,
  };
}

/** A push with its attempts and its receipt. */
export function shownPush(push: Push, deps: Deps) {
  const { document, attempts, receipt } = push;
  return {
    ...pushEntry(push, deps),
    ...(document && { document: { sha256: document.sha256, bytes: document.bytes } }),
    attempts,
    ...(receipt && { receipt }),
  };
}

/** Exactly what is sent for a push, without the signature. */
export async function sentOf(push: Push, deps: Deps) {
  const content = push.document && (await contentOf(push.document.key, deps));
  return {
    bytes: Buffer.byteLength(push.body),
    sha256: push.sha256,
    body: JSON.parse(push.body) as unknown,
    ...(content !== undefined && { document: JSON.parse(content) as unknown }),
    unmapped: push.unmapped,
  };
}

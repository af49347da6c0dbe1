/** Evidence comes straight to S3: announced, uploaded by a form, confirmed. */

import { keepChecked } from '../../../shared/files/keep.ts';
import { awaitedUntil } from '../../../shared/files/places.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, notFound, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { retried, type TransactWrite } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { type Evidence, withEvidence } from '../model/evidence.ts';
import { matchEntry } from '../offers/confirm.ts';
import { putEvidence, putFirstSeen } from '../store/delivery.ts';
import { putMatch } from '../store/matches.ts';
import { type Found, having } from './find.ts';
import { incomingKey, keptKey } from './keys.ts';
import { shownEvidence } from './read.ts';

/**
 * One side announces a file: the answer is a form by which it goes straight to S3, bound to its type, size and hash. Announced
 * again before it is there, it gets a new form.
 * @throws Problem 409 for a file that is there already, 422 for one that is too large or one too many; else as `having`
 */
export async function beginEvidence(
  id: string,
  { contentType, size, sha256 }: Pick<Evidence, 'contentType' | 'size'> & { sha256: string },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const found = await having(['organisation', 'owner'], 'upload', id, acting, deps);
  refuseMore(found, deps);
  const { mostBytes } = deps.policy().data.delivery;
  if (size > mostBytes) {
    const detail = `每个文件不超过 ${Math.floor(mostBytes / 1024 / 1024)} MB`;
    throw unprocessable(detail, { errors: [{ pointer: '#/body/size', detail }] });
  }
  const which = { match: id, id: sha256, by: found.side! };
  const before = await deps.store.evidence(id, sha256, which.by);
  if (before?.state === 'kept') throw conflict('这个文件已经上传过，可以直接引用', { extra: { id: sha256 } });
  const upload = await deps.files.uploadForm({
    key: incomingKey(which),
    contentType,
    size: { least: size, most: size },
    sha256,
  });
  const now = deps.now();
  const awaited: Evidence = {
    ...which,
    contentType,
    size,
    state: 'awaited',
    at: now.toISOString(),
    usedBy: [],
    version: (before?.version ?? 0) + 1,
  };
  const expiresAt = awaitedUntil(now);
  await deps.store.save({ writes: [putEvidence(awaited, expiresAt)] });
  return {
    status: 201,
    body: { id: sha256, upload },
    headers: { location: `/v1/matches/${id}/evidence/${sha256}` },
  };
}

/**
 * Keeps an uploaded file as evidence, once it is what was said of it. One that another match showed before is marked. Repeating
 * it answers the evidence as it is.
 * @throws Problem 404 when no such upload is awaited of this side; 422 when nothing was uploaded, or something else; else as
 * `having`
 */
export async function confirmEvidence(
  id: string,
  evidenceId: string,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { store, files } = deps;
  let copied = false;
  return retried(async () => {
    const found = await having(['organisation', 'owner'], 'upload', id, acting, deps);
    const which = { match: id, id: evidenceId, by: found.side! };
    const [from, to] = [incomingKey(which), keptKey(which)];
    const awaited = await store.evidence(id, evidenceId, which.by);
    if (!awaited) {
      // Given up while it was looked at.
      if (copied) await files.remove(to);
      throw notFound('没有等待上传的这个文件，可能已删除或过期，请重新上传');
    }
    if (awaited.state === 'kept') return { status: 200, body: shownEvidence(awaited) };
    refuseMore(found, deps);
    const { contentType, size } = awaited;
    if (!copied)
      await keepChecked(files, { contentType, size, sha256: evidenceId }, { from, to, at: '#/evidence' });
    copied = true;
    const at = deps.now().toISOString();
    const { firstIn, writes } = await seen(id, evidenceId, at, deps);
    const kept: Evidence = {
      ...awaited,
      state: 'kept',
      at,
      ...(firstIn !== undefined && { firstIn }),
      version: awaited.version + 1,
    };
    await store.save({
      writes: [putMatch(withEvidence(found.match, kept, 1)), putEvidence(kept), ...writes],
      audit: [matchEntry(id, 'evidence-added', acting.caller, { evidence: evidenceId, firstIn })],
    });
    return { status: 200, body: shownEvidence(kept) };
  });
}

/** Which other match showed a file first; where none did, it is this one. */
async function seen(
  match: string,
  id: string,
  at: string,
  { store }: Deps,
): Promise<{ firstIn?: string; writes: TransactWrite[] }> {
  const first = await store.firstSeen(id);
  if (!first) return { writes: [putFirstSeen(id, { match, at })] };
  return { ...(first.match !== match && { firstIn: first.match }), writes: [] };
}

function refuseMore({ match: { evidence } }: Found, { policy }: Deps): void {
  const { mostEvidence } = policy().data.delivery;
  if (evidence >= mostEvidence)
    throw unprocessable(`佐证已有 ${evidence} 个，最多 ${mostEvidence} 个，请先删去不用的`);
}

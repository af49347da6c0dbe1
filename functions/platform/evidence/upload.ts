/** Files of a platform come straight to S3: announced, uploaded by a form, confirmed. */

import { keepChecked } from '../../../shared/files/keep.ts';
import { awaitedUntil } from '../../../shared/files/places.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, notFound, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Evidence } from '../model/evidence.ts';
import { placeBy } from '../model/places.ts';
import { holdToKeeper, platformEntry } from '../register/find.ts';
import { putEvidence } from '../store/evidence.ts';
import { incomingKey, keptKey } from './keys.ts';
import type { EvidenceRequest } from './schema.ts';

/**
 * Announces a file, before the platform is registered or after: the answer is a form by which it goes straight to S3, bound to
 * its type, size and hash. Announced again before it is there, it gets a new form.
 * @throws Problem 403 for who does not keep the platform, 404 where there is to be none, 409 for a file that is there already,
 * 422 for one that is too large or one too many
 */
export async function beginEvidence(
  township: string,
  { contentType, size, sha256: id }: EvidenceRequest,
  { caller }: Acting,
  deps: Deps,
): Promise<Answer> {
  holdToKeeper(caller, township);
  const { data } = deps.policyOn(deps.today());
  if (!placeBy(township, data)) throw notFound('这里不设乡镇（街道）平台');
  const { most, mostBytes } = data.evidence;
  if (size > mostBytes) {
    const detail = `每个文件不超过 ${Math.floor(mostBytes / 1024 / 1024)} MB`;
    throw unprocessable(detail, { errors: [{ pointer: '#/body/size', detail }] });
  }
  const before = await deps.store.evidence(township, id);
  if (before?.state === 'kept') throw conflict('这个文件已经上传过，可以直接引用', { extra: { id } });
  const { items } = await deps.store.evidenceOf(township, { limit: most, scope: 'count' });
  if (!before && items.length === most) throw unprocessable(`佐证已有 ${most} 个，不能再增加`);
  const upload = await deps.files.uploadForm({
    key: incomingKey(township, id),
    contentType,
    size: { least: size, most: size },
    sha256: id,
  });
  const now = deps.now();
  const awaited: Evidence = {
    township,
    id,
    contentType,
    size,
    state: 'awaited',
    at: now.toISOString(),
    version: (before?.version ?? 0) + 1,
  };
  await deps.store.save({
    writes: [putEvidence(awaited, awaitedUntil(now))],
  });
  return {
    status: 201,
    body: { id, upload },
    headers: { location: `/v1/platforms/${township}/evidence/${id}` },
  };
}

/**
 * Keeps an uploaded file, once it is what was said of it. Repeating it answers the file as it is.
 * @throws Problem 403 for who does not keep the platform, 404 when no such upload is awaited, 422 when nothing was uploaded, or
 * something else
 */
export async function confirmEvidence(
  township: string,
  id: string,
  { caller }: Acting,
  deps: Deps,
): Promise<Answer> {
  holdToKeeper(caller, township);
  const { store, files } = deps;
  return retried(async () => {
    const awaited = await store.evidence(township, id);
    if (!awaited) throw notFound('没有等待上传的这个文件，可能已过期，请重新上传');
    if (awaited.state === 'kept') return { status: 200, body: shownEvidence(awaited) };
    const { contentType, size } = awaited;
    const [from, to] = [incomingKey(township, id), keptKey(township, id)];
    await keepChecked(files, { contentType, size, sha256: id }, { from, to, at: '#/evidence' });
    const kept: Evidence = {
      ...awaited,
      state: 'kept',
      at: deps.now().toISOString(),
      version: awaited.version + 1,
    };
    await store.save({
      writes: [putEvidence(kept)],
      audit: [platformEntry(township, 'evidence-added', caller, { evidence: id })],
    });
    return { status: 200, body: shownEvidence(kept) };
  });
}

export const shownEvidence = ({ id, contentType, size, state, at }: Evidence) => ({
  id,
  contentType,
  size,
  state,
  at,
});

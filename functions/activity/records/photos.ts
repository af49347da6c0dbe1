/** Photos of activities come straight to S3: announced, uploaded by a form, confirmed; the same again is seen by its hash. */
import type { Caller } from '../../../shared/auth/caller.ts';
import { keepChecked } from '../../../shared/files/keep.ts';
import { awaitedUntil, INCOMING } from '../../../shared/files/places.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, notFound, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Activity } from '../model/activity.ts';
import { type Flag, isHeldOut } from '../model/checks.ts';
import { type Photo, putFirstShown, putPhoto } from '../store/activities.ts';
import { activityEntry, changed, moved } from './change.ts';
import { own, visible } from './find.ts';

const incomingKey = ({ activity, id }: Pick<Photo, 'activity' | 'id'>) =>
  `${INCOMING}activities/${activity}/${id}`;
const keptKey = ({ activity, id }: Pick<Photo, 'activity' | 'id'>) => `activities/${activity}/photos/${id}`;

/**
 * Announces a photo: the answer is a form by which it goes straight to S3, bound to its type, size and hash.
 * @throws Problem 409 for one that is there already, 422 for one too large or too many; else as `own`
 */
export async function beginPhoto(
  id: string,
  { contentType, size, sha256 }: Pick<Photo, 'contentType' | 'size'> & { sha256: string },
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { activity } = await own(id, 'photo', acting, deps);
  refuseMore(activity, deps);
  const most = deps.policyOn(deps.today()).data.confirmation.mostPhotoBytes;
  if (size > most) {
    const detail = `每张照片不超过 ${Math.floor(most / 1_000_000)} MB`;
    throw unprocessable(detail, { errors: [{ pointer: '#/body/size', detail }] });
  }
  const which = { activity: id, id: sha256 };
  const before = await deps.store.photo(id, sha256);
  if (before?.state === 'kept') throw conflict('这张照片已经上传过', { extra: { id: sha256 } });
  const upload = await deps.files.uploadForm({
    key: incomingKey(which),
    contentType,
    size: { least: size, most: size },
    sha256,
  });
  const now = deps.now();
  const awaited: Photo = {
    ...which,
    contentType,
    size,
    state: 'awaited',
    at: now.toISOString(),
    version: (before?.version ?? 0) + 1,
  };
  await deps.store.save({
    writes: [putPhoto(awaited, awaitedUntil(now))],
  });
  return {
    status: 201,
    body: { id: sha256, upload },
    headers: { location: `/v1/activities/${id}/photos/${sha256}` },
  };
}

/**
 * Keeps an uploaded photo, once it is what was said of it. When another activity showed it before, this one is held out until
 * somebody has looked at it. Repeating it answers the photo as it is.
 * @throws Problem 404 when no such upload is awaited, 422 when nothing was uploaded, or something else; else as `own`
 */
export async function confirmPhoto(id: string, photoId: string, acting: Acting, deps: Deps): Promise<Answer> {
  const { store, files } = deps;
  const which = { activity: id, id: photoId };
  return retried(async () => {
    const { activity, organisation } = await own(id, 'photo', acting, deps);
    const awaited = await store.photo(id, photoId);
    if (!awaited) throw notFound('没有等待上传的这张照片，可能已过期，请重新上传');
    if (awaited.state === 'kept') return { status: 200, body: shownPhoto(awaited) };
    refuseMore(activity, deps);
    const { contentType, size } = awaited;
    await keepChecked(
      files,
      { contentType, size, sha256: photoId },
      { from: incomingKey(which), to: keptKey(which), at: '#/photo' },
    );
    const first = await store.firstShown(photoId);
    const reused = first !== undefined && first !== id;
    const kept: Photo = {
      ...awaited,
      state: 'kept',
      at: deps.now().toISOString(),
      ...(reused && { firstIn: first }),
      version: awaited.version + 1,
    };
    const after = withPhoto(activity, reused ? first : undefined, deps);
    const { writes, events } = changed(activity, after, organisation, acting.correlationId, deps);
    await store.save({
      writes: [...writes, putPhoto(kept), ...(first === undefined ? [putFirstShown(photoId, id)] : [])],
      audit: [activityEntry(id, 'photo-added', acting.caller, { photo: photoId, firstIn: kept.firstIn })],
      events,
    });
    return { status: 200, body: shownPhoto(kept) };
  });
}

/** An activity with a photo more; one that another showed before holds it out, where policy says so. What is disputed waits for the township. */
function withPhoto(activity: Activity, firstIn: string | undefined, deps: Deps): Activity {
  const photos = activity.photos + 1;
  if (firstIn === undefined) return { ...activity, photos, version: activity.version + 1 };
  const flag: Flag = { code: 'photo', why: '有照片在别的活动中用过', with: [firstIn] };
  const flags = [...activity.flags, flag];
  if (!isHeldOut([flag], deps.policyOn(deps.today()).data.checks))
    return { ...activity, photos, flags, version: activity.version + 1 };
  const { rating: _, ...unrated } = activity;
  const state = activity.state === 'disputed' ? 'disputed' : 'flagged';
  return moved(unrated, { photos, flags, state }, deps);
}

/** The photos of an activity. */
export async function listPhotos(
  id: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  caller: Caller,
  deps: Deps,
) {
  await visible(id, caller, deps);
  const scope = `photos ${id} ${caller.subject}`;
  const page = await deps.store.photosOf(id, { limit, cursor, scope });
  return { ...page, items: page.items.map(shownPhoto) };
}

/**
 * Where a photo can be downloaded; who fetched it is in the trail.
 * @throws Problem 404 for one that is not kept; else as `visible`
 */
export async function downloadPhoto(
  id: string,
  photoId: string,
  caller: Caller,
  deps: Deps,
): Promise<Answer> {
  await visible(id, caller, deps);
  const photo = await deps.store.photo(id, photoId);
  if (photo?.state !== 'kept') throw notFound('没有这张照片，或还没有上传');
  await deps.store.save({
    writes: [],
    audit: [activityEntry(id, 'photo-fetched', caller, { photo: photoId })],
  });
  const fileName = `${photoId.slice(0, 12)}.${photo.contentType === 'image/png' ? 'png' : 'jpg'}`;
  return { status: 200, body: await deps.files.downloadUrl(keptKey(photo), { fileName }) };
}

function shownPhoto({ id, contentType, size, state, at, firstIn }: Photo) {
  return { id, contentType, size, state, at, ...(firstIn !== undefined && { firstIn }) };
}

function refuseMore({ photos }: Activity, deps: Deps): void {
  const most = deps.policyOn(deps.today()).data.confirmation.mostPhotos;
  if (photos >= most) throw unprocessable(`照片已有 ${photos} 张，最多 ${most} 张`);
}

import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { upload } from '../../../infra/upload.ts';
import type { UploadForm } from '../../../shared/files/index.ts';
import {
  type ActivityService,
  activityService,
  CONCERT,
  OF_CONCERT,
  recordedBy,
  VILLAGE,
  type Who,
} from './service.ts';

let activity: ActivityService;
beforeAll(async () => {
  activity = await activityService();
});
afterAll(() => activity.close());

const community = () => activity.as('community', VILLAGE, 'wang');
let serial = 0;
async function reported(who?: Who, facts: object = CONCERT) {
  serial += 1;
  const of = `P-${serial}`;
  const by = who ?? (await activity.enrol(of));
  const { id } = await recordedBy(by, facts);
  return { of, who: by, id, path: `/v1/activities/${id}` };
}
const jpeg = () => Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.from(randomUUID())]);
const claimOf = (bytes: Uint8Array) => ({
  contentType: 'image/jpeg',
  size: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});
async function sent({ who, path }: { who: Who; path: string }, bytes: Uint8Array) {
  const { status, json } = await who.post(`${path}/photos`, claimOf(bytes));
  expect({ status, json }).toMatchObject({ status: 201 });
  const { id, upload: form } = json as { id: string; upload: UploadForm };
  expect(await upload(form, bytes)).toBe(204);
  return `${path}/photos/${id}`;
}
async function kept(of: { who: Who; path: string }, bytes: Uint8Array) {
  const photo = await sent(of, bytes);
  const { status, json } = await of.who.post(`${photo}/confirm`);
  expect({ status, json }).toMatchObject({ status: 200, json: { state: 'kept' } });
  return photo;
}

describe('活动照片: photos go straight to S3, and are seen by who may see the activity', () => {
  it('a photo is kept, listed, and downloaded by the community; who fetched it is in the trail', async () => {
    const made = await reported();
    const bytes = jpeg();
    const photo = await kept(made, bytes);
    expect((await made.who.get(made.path)).json).toMatchObject({ photos: 1, state: 'reported' });
    expect((await community().get(`${made.path}/photos`)).json).toEqual({
      items: [
        {
          id: claimOf(bytes).sha256,
          contentType: 'image/jpeg',
          size: bytes.length,
          state: 'kept',
          at: activity.deps.now().toISOString(),
        },
      ],
    });
    const { url } = (await community().get(photo)).json as { url: string };
    expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(bytes);
    expect(await activity.audit(made.id)).toEqual([
      `recorded by ${made.of}`,
      `photo-added by ${made.of}`,
      'photo-fetched by wang',
    ]);
  });

  it('confirmed again, or three times at once, it is one photo; kept it is not announced again', async () => {
    const made = await reported();
    const bytes = jpeg();
    const photo = await sent(made, bytes);
    const replies = await Promise.all([1, 2, 3].map(() => made.who.post(`${photo}/confirm`)));
    for (const { status } of replies) expect(status).toBe(200);
    expect((await made.who.get(made.path)).json).toMatchObject({ photos: 1, flags: [] });
    expect((await made.who.post(`${made.path}/photos`, claimOf(bytes))).status).toBe(409);
  });

  it('what was not uploaded, or is no photo, is not kept (422)', async () => {
    const made = await reported();
    const bytes = jpeg();
    await made.who.post(`${made.path}/photos`, claimOf(bytes));
    const photo = `${made.path}/photos/${claimOf(bytes).sha256}`;
    expect((await made.who.post(`${photo}/confirm`)).json).toMatchObject({
      status: 422,
      detail: expect.stringContaining('还没有收到'),
    });
    const disguised = await sent(made, Buffer.from('MZ a programme'));
    expect((await made.who.post(`${disguised}/confirm`)).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/photo/contentType' }],
    });
    expect((await made.who.get(made.path)).json).toMatchObject({ photos: 0 });
    expect((await made.who.get(disguised)).status).toBe(404);
  });

  it('too large a one, and the 21st, are refused', async () => {
    const made = await reported();
    const large = { ...claimOf(jpeg()), size: 10_000_001 };
    expect((await made.who.post(`${made.path}/photos`, large)).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/size' }],
    });
    for (let number = 0; number < 20; number++) await kept(made, jpeg());
    expect((await made.who.post(`${made.path}/photos`, claimOf(jpeg()))).status).toBe(422);
  });
});

describe('照片重复使用: a photo that was shown before holds the activity out', () => {
  it('shown by another organisation: the later one is held out, and no longer counts; cleared it does', async () => {
    const [first, second] = [await reported(), await reported()];
    await community().post(`${second.path}/confirm`, { rating: 5 });
    const bytes = jpeg();
    await kept(first, bytes);
    await kept(second, bytes);
    expect((await first.who.get(first.path)).json).toMatchObject({ state: 'reported', flags: [] });
    expect((await second.who.get(second.path)).json).toMatchObject({
      state: 'flagged',
      flags: [{ code: 'photo', with: [first.id] }],
    });
    expect(await activity.counts(second.of)).toEqual({});
    await community().post(`${second.path}/clear`, { reason: '两家合办' });
    expect(await activity.counts(second.of)).toEqual(OF_CONCERT);
  });

  it('shown by itself for another activity: held out as well, and a correction does not lead out of it', async () => {
    const first = await reported();
    const second = await reported(first.who, { ...CONCERT, on: '2026-11-19' });
    const bytes = jpeg();
    await kept(first, bytes);
    await kept(second, bytes);
    const corrected = await first.who.patch(second.path, { participants: 44, reason: '更正' }, 2);
    expect(corrected.json).toMatchObject({ state: 'flagged', flags: [{ code: 'photo' }] });
  });

  it('by two at once, one of them is held out', async () => {
    const both = [await reported(), await reported()];
    const bytes = jpeg();
    const photos = await Promise.all(both.map((one) => sent(one, bytes)));
    await Promise.all(both.map(({ who }, at) => who.post(`${photos[at]}/confirm`)));
    const states = await Promise.all(
      both.map(async ({ who, path }) => ((await who.get(path)).json as { state: string }).state),
    );
    expect(states.toSorted()).toEqual(['flagged', 'reported']);
  });

  it('a disputed one stays disputed when a photo turns out to be another’s: the township still rules', async () => {
    const [first, second] = [await reported(), await reported()];
    await community().post(`${second.path}/dispute`, { reason: '没有办过' });
    const bytes = jpeg();
    await kept(first, bytes);
    await kept(second, bytes);
    expect((await second.who.get(second.path)).json).toMatchObject({
      state: 'disputed',
      flags: [{ code: 'photo', with: [first.id] }],
    });
  });
});

import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { incomingKey, keptKey } from '../../../functions/matching/delivery/keys.ts';
import { upload } from '../../../infra/upload.ts';
import type { UploadForm } from '../../../shared/files/index.ts';
import { delivering } from './delivering.ts';

let d: Awaited<ReturnType<typeof delivering>>;
beforeAll(async () => {
  d = await delivering();
  d.until('2026-12-06');
});
afterAll(() => d.matching.close());

type Who = typeof d.wang;
const shown = (match: { id: string }, id: string) => ({ match: match.id, id, by: 'organisation' as const });
const pdf = () => Buffer.from(`%PDF-1.7\n% ${randomUUID()}\n%%EOF\n`);
const jpeg = () => Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.from(randomUUID())]);
const png = () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(randomUUID())]);
const claimOf = (bytes: Uint8Array, contentType = 'image/jpeg') => ({
  contentType,
  size: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

async function sent(who: Who, path: string, bytes: Uint8Array, claim = claimOf(bytes)) {
  const { status, json } = await who.post(`${path}/evidence`, claim);
  expect({ status, json }).toMatchObject({ status: 201 });
  const { id, upload: form } = json as { id: string; upload: UploadForm };
  expect(await upload(form, bytes)).toBe(204);
  return id;
}
async function kept(who: Who, path: string, bytes: Uint8Array, claim = claimOf(bytes)) {
  const id = await sent(who, path, bytes, claim);
  const reply = await who.post(`${path}/evidence/${id}/confirm`);
  expect({ status: reply.status, json: reply.json }).toMatchObject({ status: 200, json: { state: 'kept' } });
  return { id, json: reply.json };
}

describe('上传佐证: photos and papers go straight to S3, and are what they are said to be (M1.4)', () => {
  it.each([
    ['JPEG', 'image/jpeg', jpeg],
    ['PNG', 'image/png', png],
    ['PDF', 'application/pdf', pdf],
  ])('a real %s is kept, and a report can refer to it', async (_, contentType, make) => {
    const match = await d.running();
    const bytes = make();
    const { id } = await kept(match.who, match.path, bytes, claimOf(bytes, contentType));
    expect((await d.matching.deps.files.head(keptKey(shown(match, id))))?.size).toBe(bytes.length);
    expect((await match.report({ evidence: [id] })).json).toMatchObject({ evidence: [id] });
    const { items } = (await d.wang.get(`${match.path}/evidence`)).json as { items: object[] };
    expect(items).toEqual([
      {
        id,
        by: 'organisation',
        contentType,
        size: bytes.length,
        state: 'kept',
        at: '2026-12-06T02:00:00.000Z',
        usedBy: ['report 1'],
      },
    ]);
  });

  it('announced twice it gets a new form; kept, it is not announced again; confirmed again nothing changes', async () => {
    const match = await d.running();
    const bytes = jpeg();
    await match.who.post(`${match.path}/evidence`, claimOf(bytes));
    const { id } = await kept(match.who, match.path, bytes);
    expect((await match.who.post(`${match.path}/evidence`, claimOf(bytes))).json).toMatchObject({
      status: 409,
      id,
    });
    const replies = await Promise.all(
      [1, 2, 3].map(() => match.who.post(`${match.path}/evidence/${id}/confirm`)),
    );
    for (const { status } of replies) expect(status).toBe(200);
    expect(await match.shown()).toMatchObject({ evidence: 1, reused: 0 });
  });

  it('nothing uploaded, or something else, is not kept (422)', async () => {
    const match = await d.running();
    const [bytes, other] = [jpeg(), jpeg()];
    const announced = await match.who.post(`${match.path}/evidence`, claimOf(bytes));
    const { id } = announced.json as { id: string };
    const confirm = () => match.who.post(`${match.path}/evidence/${id}/confirm`);
    expect((await confirm()).json).toMatchObject({
      status: 422,
      detail: expect.stringContaining('还没有收到'),
    });
    await d.matching.deps.files.write(incomingKey(shown(match, id)), 'image/jpeg', other);
    expect((await confirm()).json).toMatchObject({ status: 422, errors: [{ pointer: '#/evidence/sha256' }] });
    const disguised = Buffer.from('MZ a programme');
    const wrong = await sent(match.who, match.path, disguised, claimOf(disguised));
    expect((await match.who.post(`${match.path}/evidence/${wrong}/confirm`)).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/evidence/contentType', detail: expect.stringContaining('不是 JPEG') }],
    });
    expect(await d.matching.deps.files.head(keptKey(shown(match, wrong)))).toBeUndefined();
    expect((await match.report({ evidence: [id] })).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/evidence/0', detail: expect.stringContaining('还没有确认') }],
    });
    expect(await match.shown()).toMatchObject({ evidence: 0 });
  });

  it.each<[string, object, string, number]>([
    ['a program', { contentType: 'application/x-msdownload' }, 'contentType', 400],
    ['a Word document', { contentType: 'application/msword' }, 'contentType', 400],
    ['nothing', { size: 0 }, 'size', 400],
    ['more than 20 MB', { size: 20 * 1024 * 1024 + 1 }, 'size', 422],
    ['another hash', { sha256: 'A'.repeat(64) }, 'sha256', 400],
    ['a file name', { fileName: '王某.jpg' }, 'fileName', 400],
  ])('%s is not taken', async (_, more, field, status) => {
    const match = await d.running();
    const { json } = await match.who.post(`${match.path}/evidence`, { ...claimOf(jpeg()), ...more });
    expect(json).toMatchObject({ status, errors: [{ pointer: `#/body/${field}` }] });
  });

  it('not before the match runs (409), and by its two sides only', async () => {
    const waiting = await d.confirmed();
    expect((await waiting.who.post(`${waiting.path}/evidence`, claimOf(jpeg()))).status).toBe(409);
    const match = await d.running();
    expect((await d.wu.post(`${match.path}/evidence`, claimOf(jpeg()))).status).toBe(403);
    const { id } = await kept(d.wang, match.path, jpeg());
    // What the other side showed is not the organisation's to report with.
    expect((await match.report({ evidence: [id] })).status).toBe(422);
    const dispute = { about: 'conduct', text: '照片与实际不符', evidence: [id] };
    expect((await d.wang.post(`${match.path}/disputes`, dispute)).status).toBe(201);
  });
});

describe('双方的佐证: both sides may show the very same file, each for itself (M1.4)', () => {
  it('announced by both before either has uploaded it, each confirms its own, and uses it for its own', async () => {
    const match = await d.running();
    const bytes = jpeg();
    const forms = [];
    for (const who of [match.who, d.wang])
      forms.push((await who.post(`${match.path}/evidence`, claimOf(bytes))).json as { upload: UploadForm });
    for (const { upload: form } of forms) expect(await upload(form, bytes)).toBe(204);
    const id = claimOf(bytes).sha256;
    const confirmed = await Promise.all(
      [match.who, d.wang].map((who) => who.post(`${match.path}/evidence/${id}/confirm`)),
    );
    expect(confirmed.map(({ status, json }) => [status, (json as { by: string }).by])).toEqual([
      [200, 'organisation'],
      [200, 'owner'],
    ]);
    expect((await match.report({ evidence: [id] })).status).toBe(201);
    const dispute = { about: 'conduct', text: '照片与实际不符', evidence: [id] };
    expect((await d.wang.post(`${match.path}/disputes`, dispute)).status).toBe(201);
    const { items } = (await d.wu.get(`${match.path}/evidence`)).json as { items: object[] };
    expect(items).toMatchObject([
      { id, by: 'organisation', usedBy: ['report 1'] },
      { id, by: 'owner', usedBy: ['dispute 1'] },
    ]);
    // In one match it is not a photo used again.
    expect(await match.shown()).toMatchObject({ evidence: 2, reused: 0 });
  });

  it('one takes his out again: the other’s is still there to be downloaded', async () => {
    const match = await d.running();
    const bytes = jpeg();
    const { id } = await kept(match.who, match.path, bytes);
    await kept(d.wang, match.path, bytes);
    const one = `${match.path}/evidence/${id}`;
    expect((await match.who.call('DELETE', one)).status).toBe(204);
    const { url } = (await d.wu.get(one)).json as { url: string };
    expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(bytes);
    expect(await match.shown()).toMatchObject({ evidence: 1 });
    expect((await match.report({ evidence: [id] })).status).toBe(422);
  });
});

describe('重复使用的照片: the same photo in two matches is marked on the later one', () => {
  it('the first stays clean, the later says where it was seen first', async () => {
    const [first, later] = [await d.running(), await d.running()];
    const bytes = jpeg();
    await kept(first.who, first.path, bytes);
    const { id, json } = await kept(later.who, later.path, bytes);
    expect(json).toMatchObject({ id, firstIn: first.id });
    expect(await first.shown()).toMatchObject({ evidence: 1, reused: 0 });
    expect(await later.shown()).toMatchObject({ evidence: 1, reused: 1 });
  });

  it('of five that show it at once, four are marked', async () => {
    const matches = [];
    for (let each = 0; each < 5; each++) matches.push(await d.running());
    const bytes = png();
    await Promise.all(
      matches.map((match) => kept(match.who, match.path, bytes, claimOf(bytes, 'image/png'))),
    );
    const shown = await Promise.all(matches.map((match) => match.shown()));
    expect(shown.map((one) => (one as unknown as { reused: number }).reused).sort()).toEqual([0, 1, 1, 1, 1]);
  });
});

describe('下载、删去佐证', () => {
  it('whoever sees the match downloads it, with a line in the trail; others do not', async () => {
    const match = await d.running();
    const bytes = pdf();
    const { id } = await kept(match.who, match.path, bytes, claimOf(bytes, 'application/pdf'));
    for (const who of [match.who, d.wang, d.wu, d.shoes]) {
      const { url } = (await who.get(`${match.path}/evidence/${id}`)).json as { url: string };
      expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(bytes);
    }
    expect((await d.matching.as('county', '330303').get(`${match.path}/evidence/${id}`)).status).toBe(404);
    expect((await match.who.get(`${match.path}/evidence/${'0'.repeat(64)}`)).status).toBe(404);
    const trail = await d.matching.audit(`MATCH#${match.id}`);
    expect(trail.filter((line) => line.startsWith('evidence-downloaded'))).toEqual(
      [match.organisation, 'wang', 'wu', 'shoes'].map((who) => `evidence-downloaded by ${who}`),
    );
  });

  it('what a report refers to stays; voided, it can be taken out, and brought again', async () => {
    const match = await d.running();
    const bytes = jpeg();
    const { id } = await kept(match.who, match.path, bytes);
    const one = `${match.path}/evidence/${id}`;
    await match.report({ evidence: [id] });
    expect((await match.who.call('DELETE', one)).json).toMatchObject({ status: 409, usedBy: ['report 1'] });
    await match.who.post(`${match.path}/progress/1/void`, { reason: '写错' });
    // Nothing of his is there; what the organisation showed stays.
    expect((await d.wang.call('DELETE', one)).status).toBe(204);
    expect((await match.who.get(one)).status).toBe(200);
    for (const _ of [1, 2]) expect((await match.who.call('DELETE', one)).status).toBe(204);
    expect(await d.matching.deps.files.head(keptKey(shown(match, id)))).toBeUndefined();
    expect((await match.who.get(one)).status).toBe(404);
    const again = await kept(match.who, match.path, bytes);
    expect(again.json).not.toHaveProperty('firstIn');
  });

  it('removed while it is being confirmed, it is gone in the end, file and all', async () => {
    const match = await d.running();
    for (let round = 0; round < 5; round++) {
      const id = await sent(match.who, match.path, jpeg());
      const one = `${match.path}/evidence/${id}`;
      await Promise.all([match.who.post(`${one}/confirm`), match.who.call('DELETE', one)]);
      await match.who.call('DELETE', one);
      expect(await d.matching.deps.files.head(keptKey(shown(match, id)))).toBeUndefined();
    }
    expect(await match.shown()).toMatchObject({ evidence: 0 });
  });
});

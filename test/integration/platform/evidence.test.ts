import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { incomingKey } from '../../../functions/platform/evidence/keys.ts';
import { upload } from '../../../infra/upload.ts';
import type { UploadForm } from '../../../shared/files/index.ts';
import { NANHUI, type PlatformService, platformService, WHOLE } from './service.ts';

let service: PlatformService;
beforeAll(async () => {
  service = await platformService();
});
afterAll(() => service.close());

const PATH = `/v1/platforms/${NANHUI}/evidence`;
const jpeg = () => Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.from(randomUUID())]);
const claimOf = (bytes: Uint8Array) => ({
  contentType: 'image/jpeg',
  size: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

describe('平台佐证: photos and papers go straight to S3, and are what they are said to be (T1)', () => {
  it('announced, uploaded and confirmed it shows what the platform says, and why it operates', async () => {
    const wu = service.township();
    const bytes = jpeg();
    const begun = await wu.post(PATH, claimOf(bytes));
    expect(begun.status).toBe(201);
    const { id, upload: form } = begun.json as { id: string; upload: UploadForm };
    const told = { ...WHOLE, base: { ...WHOLE.base, evidence: [id] } };
    expect((await wu.call('PUT', `/v1/platforms/${NANHUI}`, told)).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/body/base/evidence/0', detail: expect.stringContaining('还没有确认') }],
    });
    expect(await upload(form, bytes)).toBe(204);
    const replies = await Promise.all([1, 2, 3].map(() => wu.post(`${PATH}/${id}/confirm`)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await wu.post(PATH, claimOf(bytes))).json).toMatchObject({ status: 409, id });
    expect((await wu.call('PUT', `/v1/platforms/${NANHUI}`, told)).status).toBe(201);
    const { verdicts } = (await wu.get(`/v1/platforms/${NANHUI}/operation`)).json as {
      verdicts: { id: string; evidence: string[] }[];
    };
    expect(verdicts.find((one) => one.id === 'place')?.evidence).toEqual([id]);
    expect((await wu.get(PATH)).json).toMatchObject({ items: [{ id, state: 'kept' }] });
    const { json } = await service.as('county', '330302', 'chen').get(`${PATH}/${id}`);
    const loaded = await fetch((json as { url: string }).url);
    expect(Buffer.from(await loaded.arrayBuffer()).equals(bytes)).toBe(true);
    expect(await service.audit(NANHUI)).toContain('evidence-read by chen');
  });

  it('nothing uploaded, or something else, is not kept', async () => {
    const wu = service.township();
    const bytes = jpeg();
    const { sha256 } = claimOf(bytes);
    await wu.post(PATH, claimOf(bytes));
    expect((await wu.post(`${PATH}/${sha256}/confirm`)).json).toMatchObject({
      status: 422,
      detail: expect.stringContaining('还没有收到'),
    });
    await service.deps.files.write(incomingKey(NANHUI, sha256), 'image/jpeg', jpeg());
    expect((await wu.post(`${PATH}/${sha256}/confirm`)).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/evidence/sha256' }],
    });
    expect((await wu.get(`${PATH}/${sha256}`)).status).toBe(404);
    expect((await wu.post(`${PATH}/${'0'.repeat(64)}/confirm`)).status).toBe(404);
  });

  it.each<[string, object, string, number]>([
    ['a program', { contentType: 'application/x-msdownload' }, 'contentType', 400],
    ['nothing', { size: 0 }, 'size', 400],
    ['more than 20 MB', { size: 20 * 1024 * 1024 + 1 }, 'size', 422],
    ['another hash', { sha256: 'A'.repeat(64) }, 'sha256', 400],
    ['a file name', { fileName: '王某.jpg' }, 'fileName', 400],
  ])('%s is not taken', async (_, more, field, status) => {
    const { json } = await service.township().post(PATH, { ...claimOf(jpeg()), ...more });
    expect(json).toMatchObject({ status, errors: [{ pointer: `#/body/${field}` }] });
  });
});

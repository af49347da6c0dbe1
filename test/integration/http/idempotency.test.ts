import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createApi } from '../../../shared/http/api.ts';
import { type Issuer, startIssuer } from './issuer.ts';
import { sampleApi, sampleRoutes } from './sample.ts';

const BODY = { name: '五马街道合唱队', division: '330302' };
const KEY = 'a1b2c3d4-0001';

let issuer: Issuer;
let api: ReturnType<typeof sampleApi>;

beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());
beforeEach(() => {
  api = sampleApi(issuer);
});

const post = async (body: unknown, key: string, subject = 'officer-1') =>
  api.call('POST', '/v1/things', {
    token: await issuer.token('county', '330302', subject),
    body,
    headers: { 'Idempotency-Key': key },
  });

describe('Idempotency-Key', () => {
  it('a repeat gets the first answer and does nothing', async () => {
    const first = await post(BODY, KEY);
    const again = await post({ division: BODY.division, name: BODY.name }, KEY);
    expect(first.status).toBe(201);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(again).toMatchObject({
      status: 201,
      text: first.text,
      headers: { etag: '"1"', location: '/v1/things/1', 'idempotency-replayed': 'true' },
    });
    expect(api.shelf.created).toBe(1);
  });

  it('the same key with another body is 422', async () => {
    await post(BODY, KEY);
    const other = await post({ ...BODY, name: '另一队' }, KEY);
    expect(other.status).toBe(422);
    expect(other.json).toMatchObject({ errors: [{ pointer: '#/headers/idempotency-key' }] });
    expect(api.shelf.created).toBe(1);
  });

  it('ten at once do it once and all get the first answer', async () => {
    const replies = await Promise.all(Array.from({ length: 10 }, () => post(BODY, KEY)));
    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(replies[0]?.status).toBe(201);
    expect(api.shelf.created).toBe(1);
  });

  it("another caller's key is another key", async () => {
    await post(BODY, KEY);
    const other = await post({ ...BODY, name: '另一队' }, KEY, 'officer-2');
    expect(other.status).toBe(201);
    expect(other.headers['idempotency-replayed']).toBeUndefined();
  });

  it('the same person in another role has another key', async () => {
    await post(BODY, KEY);
    const other = await api.call('POST', '/v1/things', {
      token: await issuer.token('township', '330302', 'officer-1'),
      body: { ...BODY, name: '另一队' },
      headers: { 'Idempotency-Key': KEY },
    });
    expect(other.status).toBe(201);
    expect(other.headers['idempotency-replayed']).toBeUndefined();
  });

  it('is not mixed up with another caller, whatever is in name and key', async () => {
    await post(BODY, '12345678#12345678', 'officer');
    const other = await post({ ...BODY, name: '另一队' }, '12345678', 'officer#12345678');
    expect(other.status).toBe(201);
    expect(api.shelf.created).toBe(2);
  });

  it('a refused request may be tried again with the same key', async () => {
    await post(BODY, 'first-key-1');
    expect((await post(BODY, KEY)).status).toBe(409);
    api.shelf.things.clear();
    expect((await post(BODY, KEY)).status).toBe(201);
  });

  it.each([
    [''],
    ['12345678,12345678'],
    ['short'],
    ['has a space in it'],
    ['x'.repeat(201)],
    ['中文键中文键中文键'],
  ])('the key %j is refused', async (key) => {
    const reply = await post(BODY, key);
    expect(reply.status).toBe(400);
    expect(reply.json).toMatchObject({ errors: [{ pointer: '#/headers/idempotency-key' }] });
  });

  it('is remembered for 24 hours', async () => {
    const before = Date.now();
    await post(BODY, KEY);
    const [entry] = api.shelf.answers.values();
    const hours = ((entry?.until.getTime() ?? 0) - before) / 3_600_000;
    expect(Math.round(hours)).toBe(24);
  });

  it('an API with creating routes does not start without its memory', () => {
    const build = () =>
      createApi({ service: 'sample', routes: sampleRoutes, deps: api.shelf, settings: issuer.settings });
    expect(build).toThrow('createThing creates, so createApi needs a memory');
  });
});

import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Issuer, ORIGIN, startIssuer } from './issuer.ts';
import { sampleApi } from './sample.ts';

const BODY = { name: '乐清市登山协会', division: '330302' };
const CONTENT_TYPE = '#/headers/content-type';
const JSON_TYPE = { 'content-type': 'application/json' };

let issuer: Issuer;
let token: string;
let api: ReturnType<typeof sampleApi>;

beforeAll(async () => {
  issuer = await startIssuer();
  token = await issuer.token('county', '330302');
});
afterAll(() => issuer.close());
beforeEach(() => {
  api = sampleApi(issuer);
});

const post = (body: unknown, headers: Record<string, string> = {}) =>
  api.call('POST', '/v1/things', { token, body, headers });

describe('A request that is not right', () => {
  it.each([
    ['a missing field', { division: '330302' }, '#/body/name', '“name”必须填写'],
    ['a wrong type', { ...BODY, name: 7 }, '#/body/name', '“name”应为文字'],
    ['a name that is too short', { ...BODY, name: '会' }, '#/body/name', '“name”不能少于 2 个字符'],
    [
      'a name that is too long',
      { ...BODY, name: '会'.repeat(31) },
      '#/body/name',
      '“name”不能超过 30 个字符',
    ],
    ['a wrong choice', { ...BODY, kind: 'x' }, '#/body/kind', '“kind”应为以下之一：book、tool'],
    ["the schema's own words", { ...BODY, division: 'x' }, '#/body/division', '“division”应为行政区划代码'],
    ['an unknown field', { ...BODY, 'a/b~c': 1 }, '#/body/a~1b~0c', '“a/b~c”不是可用的字段，请去掉'],
    [
      'a field deep inside',
      { ...BODY, tags: [{ label: 'x' }, {}] },
      '#/body/tags/1/label',
      '“tags.1.label”必须填写',
    ],
    ['a date that is none', { ...BODY, on: '2026-02-30' }, '#/body/on', '“on”应为日期，例如 2026-01-31'],
    ['a number that is too small', { ...BODY, count: 0 }, '#/body/count', '“count”不能小于 1'],
    ['a list instead of an object', [], '#/body', '请求体应为对象'],
    ['null', null, '#/body', '请求体应为对象'],
  ])('%s is answered with 400, its place and what would be right', async (_name, body, pointer, detail) => {
    const reply = await post(body);
    expect(reply.status).toBe(400);
    expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(reply.json).toMatchObject({
      type: 'urn:peiyou:problem:validation',
      title: '请求内容不符合要求',
      instance: '/v1/things',
      correlationId: reply.headers['x-correlation-id'],
      errors: expect.arrayContaining([{ pointer, detail }]),
    });
  });

  it('all faults of query and path come at once', async () => {
    const query = await api.call('GET', '/v1/things?limit=x&kind=y&nope=1&cursor=a&cursor=b');
    expect(query.json).toMatchObject({
      errors: [
        { pointer: '#/query/limit', detail: '“limit”应为 1 至 100 的整数' },
        { pointer: '#/query/cursor', detail: '“cursor”应为文字' },
        { pointer: '#/query/kind', detail: '“kind”应为以下之一：book、tool' },
        { pointer: '#/query/nope', detail: '“nope”不是可用的字段，请去掉' },
      ],
    });
    const path = await api.call('GET', '/v1/things/abc', { token });
    expect(path.json).toMatchObject({ errors: [{ pointer: '#/path/id', detail: '“id”应为数字编号' }] });
  });

  it.each([['0'], ['101'], ['1e1'], ['0x10'], ['+5'], ['5.0'], ['']])(
    'a page of %j entries is refused',
    async (limit) => {
      const reply = await api.call('GET', `/v1/things?limit=${encodeURIComponent(limit)}`);
      expect(reply.json).toMatchObject({
        errors: [{ pointer: '#/query/limit', detail: '“limit”应为 1 至 100 的整数' }],
      });
    },
  );

  it('one fault of a field is told, the first', async () => {
    const reply = await post({ ...BODY, name: [] });
    expect((reply.json as { errors: object[] }).errors).toEqual([
      { pointer: '#/body/name', detail: '“name”应为文字' },
    ]);
  });

  it('a version that nobody asked for is passed over', async () => {
    expect((await api.call('GET', '/v1/things', { headers: { 'if-match': 'x' } })).status).toBe(200);
  });

  it('twenty thousand unknown fields give a short answer', async () => {
    const reply = await post(Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`k${n}`, 1])));
    expect(reply.status).toBe(400);
    expect(reply.text.length).toBeLessThan(10_000);
  });

  it.each([
    ['broken JSON', '{"name":', JSON_TYPE, 400, '#/body'],
    ['bytes that are no UTF-8', Uint8Array.of(0x22, 0xff, 0x22), JSON_TYPE, 400, '#/body'],
    ['no body', undefined, JSON_TYPE, 400, '#/body'],
    ['nesting a hundred thousand deep', '['.repeat(100_000), JSON_TYPE, 400, '#/body'],
    ['deep but well-formed nesting', '['.repeat(50_000) + ']'.repeat(50_000), JSON_TYPE, 400, '#/body'],
    ['more than 256 KB', `"${'x'.repeat(256 * 1024)}"`, JSON_TYPE, 413, '#/body'],
    ['more than 256 KB in bytes, not characters', `"${'会'.repeat(100_000)}"`, JSON_TYPE, 413, '#/body'],
    ['a form', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415, CONTENT_TYPE],
    ['no content type', '{}', {}, 415, CONTENT_TYPE],
    ['another charset', '{}', { 'content-type': 'application/json; charset=gbk' }, 415, CONTENT_TYPE],
    [
      'a compressed body',
      '{}',
      { ...JSON_TYPE, 'content-encoding': 'gzip' },
      415,
      '#/headers/content-encoding',
    ],
  ])('%s is refused, with its place', async (_name, body, headers, status, pointer) => {
    const reply = await post(body, headers);
    expect(reply.status).toBe(status);
    expect(reply.json).toMatchObject({ errors: [{ pointer, detail: expect.stringMatching(/[一-龥]/) }] });
  });

  it('JSON in base64, with a charset and header names in capitals, is read', async () => {
    const reply = await post(Buffer.from(JSON.stringify(BODY)), {
      'Content-Type': 'application/json; charset=UTF-8',
    });
    expect(reply.status).toBe(201);
  });

  it('an unknown address is a 404 problem', async () => {
    const reply = await api.call('GET', '/v1/nothing');
    expect(reply.status).toBe(404);
    expect(reply.json).toMatchObject({ type: 'urn:peiyou:problem:not-found', instance: '/v1/nothing' });
  });

  it('an error of our own is a 500 problem that tells nothing of the inside', async () => {
    const reply = await api.call('DELETE', '/v1/things/1');
    expect(reply.status).toBe(500);
    expect(reply.text).not.toMatch(/secret|TypeError|\.ts/);
  });

  it('a lost race in the store is 409, or 412 when the client named a version', async () => {
    expect((await api.call('DELETE', '/v1/things/race')).status).toBe(409);
    const headers = { 'if-match': '"1"' };
    await expect(api.call('DELETE', '/v1/things/race', { headers })).rejects.toThrow('answers 412');
  });

  it('too many at once on one thing: 503, and when to come again', async () => {
    const reply = await api.call('DELETE', '/v1/things/crowd');
    expect(reply).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(reply.json).toMatchObject({ type: 'urn:peiyou:problem:unavailable' });
  });

  it('a run that takes too long is answered with 503 in good time before Lambda ends it', async () => {
    const begun = performance.now();
    const reply = await api.call('DELETE', '/v1/things/slow', { within: 500 });
    expect(performance.now() - begun).toBeLessThan(400);
    expect(reply).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(reply.json).toMatchObject({ detail: expect.stringContaining('超时') });
  });

  it('a forged cursor is 400 at the cursor', async () => {
    const reply = await api.call('GET', '/v1/things?cursor=forged');
    expect(reply.json).toMatchObject({ status: 400, errors: [{ pointer: '#/query/cursor' }] });
  });
});

describe('Where a caller may act', () => {
  it.each([
    ['330302', 201],
    ['330302006', 201],
    ['330303', 403],
    ['3303', 403],
  ])('the officer of 330302 creates in %s: %i', async (division, status) => {
    expect((await post({ ...BODY, division })).status).toBe(status);
  });

  it('an officer of a functional zone acts in its streets only', async () => {
    const zone = await issuer.token('county', '330303Z1');
    const create = (division: string) =>
      api.call('POST', '/v1/things', { token: zone, body: { ...BODY, division } });
    expect((await create('330303012')).status).toBe(201);
    expect((await create('330303001')).status).toBe(403);
  });

  it('a role that may not is told who may', async () => {
    const reply = await api.call('POST', '/v1/things', {
      token: await issuer.token('applicant', '330302'),
      body: BODY,
    });
    expect(reply.status).toBe(403);
    expect(reply.json).toMatchObject({
      detail: '申请人不能办理此事，可办理的有：县（市、区）民政、乡镇（街道）',
    });
  });
});

describe('Versions', () => {
  it('a thing read comes with its ETag, and with 304 when the client has it', async () => {
    await post(BODY);
    const first = await api.call('GET', '/v1/things/1', { token });
    expect(first.headers.etag).toBe('"1"');
    for (const tag of ['"1"', 'W/"1"', '"0", "1"', '*']) {
      const again = await api.call('GET', '/v1/things/1', { token, headers: { 'if-none-match': tag } });
      expect({ status: again.status, text: again.text, etag: again.headers.etag }).toEqual({
        status: 304,
        text: '',
        etag: '"1"',
      });
    }
    expect(
      (await api.call('GET', '/v1/things/1', { token, headers: { 'if-none-match': '"2"' } })).status,
    ).toBe(200);
  });

  it('a change needs the version that was read', async () => {
    await post(BODY);
    const rename = (headers: Record<string, string>) =>
      api.call('PUT', '/v1/things/1', { token, body: { name: '新名' }, headers });
    expect((await rename({})).status).toBe(428);
    expect((await rename({ 'if-match': '1' })).status).toBe(400);
    expect((await rename({ 'if-match': 'W/"1"' })).status).toBe(400);
    expect((await rename({ 'if-match': '"7"' })).status).toBe(412);
    const done = await rename({ 'If-Match': '"1"' });
    expect({ status: done.status, etag: done.headers.etag, text: done.text }).toEqual({
      status: 204,
      etag: '"2"',
      text: '',
    });
  });
});

describe('Headers of every answer', () => {
  it('a sound correlation id is echoed, another is replaced', async () => {
    const ask = async (id: string) =>
      (await api.call('GET', '/v1/things', { headers: { 'X-Correlation-Id': id } })).headers[
        'x-correlation-id'
      ];
    expect(await ask('case-2026:0001')).toBe('case-2026:0001');
    expect(await ask('bad id\r\nset-cookie: x')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await ask('short')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([['/v1/things'], ['/v1/nothing'], ['/v1/things?limit=x']])(
    '%s carries security headers',
    async (path) => {
      const { headers } = await api.call('GET', path);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      });
    },
  );

  it('a listed origin may call, another gets no permission, and caches tell them apart', async () => {
    const from = async (origin: string) =>
      (await api.call('GET', '/v1/things', { headers: { origin } })).headers;
    expect(await from(ORIGIN)).toMatchObject({ 'access-control-allow-origin': ORIGIN, vary: 'Origin' });
    const other = await from('https://evil.example');
    expect(other['access-control-allow-origin']).toBeUndefined();
    expect(other.vary).toBe('Origin');
  });

  it('a refused request is readable for a listed origin too', async () => {
    const reply = await api.call('GET', '/v1/things/1', { headers: { origin: ORIGIN } });
    expect(reply.status).toBe(401);
    expect(reply.headers['access-control-allow-origin']).toBe(ORIGIN);
  });

  it('a preflight is answered with 204 and what may be sent', async () => {
    const preflight = (origin: string) =>
      api.call('OPTIONS', '/v1/things', { headers: { origin, 'access-control-request-method': 'POST' } });
    const allowed = await preflight(ORIGIN);
    expect(allowed.status).toBe(204);
    expect(allowed.headers['access-control-allow-origin']).toBe(ORIGIN);
    expect(allowed.headers['access-control-allow-headers']).toContain('Idempotency-Key');
    expect((await preflight('https://evil.example')).headers['access-control-allow-origin']).toBeUndefined();
  });
});

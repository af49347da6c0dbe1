import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPair, SignJWT } from 'jose';
import { createApi } from '../../../shared/http/api.ts';
import { clientOf } from './client.ts';
import { AUDIENCE, ISSUER, type Issuer, startIssuer } from './issuer.ts';
import { sampleApi, sampleRoutes } from './sample.ts';

const CLAIMS = { sub: 'u-1', role: 'county', division: '330302' };

let issuer: Issuer;
let call: ReturnType<typeof sampleApi>['call'];

beforeAll(async () => {
  issuer = await startIssuer();
  call = sampleApi(issuer).call;
});
afterAll(() => issuer.close());

const unsigned = () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: ISSUER, aud: AUDIENCE, exp: Math.floor(Date.now() / 1000) + 300, ...CLAIMS };
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
};

const forged = async () => issuer.sign(CLAIMS, { key: (await generateKeyPair('ES256')).privateKey });

/** A public key's text used as HMAC secret: the classic confusion of algorithms. */
const hmac = () =>
  new SignJWT({ iss: ISSUER, aud: AUDIENCE, ...CLAIMS })
    .setProtectedHeader({ alg: 'HS256', kid: 'test' })
    .setExpirationTime('5m')
    .sign(Buffer.from('the public key, perhaps, of this issuer'));

const tampered = async () => {
  const [header, , signature] = (await issuer.sign(CLAIMS)).split('.');
  const claims = { iss: ISSUER, aud: AUDIENCE, exp: 4102444800, ...CLAIMS, role: 'city', division: '3303' };
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
};

const BAD_TOKENS: readonly (readonly [string, () => Promise<string> | string, RegExp])[] = [
  ['an expired token', () => issuer.sign(CLAIMS, { expires: '-1m' }), /过期/],
  ['a token signed with a foreign key', forged, /无效/],
  ['a token with changed claims', tampered, /无效/],
  ['a token with alg none', unsigned, /无效/],
  ['a token signed by HMAC', hmac, /无效/],
  ['a token of an unknown key', () => issuer.sign(CLAIMS, { kid: 'other' }), /无效/],
  ['a token for another audience', () => issuer.sign({ ...CLAIMS, aud: 'other' }), /不是发给本系统/],
  ['a token of another issuer', () => issuer.sign({ ...CLAIMS, iss: 'https://evil.test' }), /不是发给本系统/],
  ['a token that is not valid yet', () => issuer.sign({ ...CLAIMS, nbf: 4102444800 }), /尚未生效/],
  ['a token without a subject', () => issuer.sign({ role: 'county', division: '330302' }), /令牌/],
  ['a token without a role', () => issuer.sign({ sub: 'u-1', division: '330302' }), /role/],
  ['a token of an unknown role', () => issuer.sign({ ...CLAIMS, role: 'admin' }), /role/],
  ['a token without a division', () => issuer.sign({ sub: 'u-1', role: 'county' }), /division/],
  [
    'a token of a division outside the city',
    () => issuer.sign({ ...CLAIMS, division: '110101' }),
    /division/,
  ],
  ['a token of an empty division', () => issuer.sign({ ...CLAIMS, division: '' }), /division/],
  ['text that is no token', () => 'abc', /无效/],
];

describe('Who calls', () => {
  it.each(BAD_TOKENS)(
    '%s is refused with 401 on a guarded and on a public route',
    async (_name, make, detail) => {
      const token = await make();
      for (const target of ['/v1/things/1', '/v1/things']) {
        const reply = await call('GET', target, { token });
        expect(reply.status).toBe(401);
        expect(reply.headers['www-authenticate']).toMatch(/^Bearer realm="peiyou", error="invalid_token"/);
        expect(reply.json).toMatchObject({
          type: 'urn:peiyou:problem:unauthenticated',
          detail: expect.stringMatching(detail),
        });
        expect(reply.text).not.toContain(token);
      }
    },
  );

  it('without a token a guarded route answers 401 with a challenge, a public one answers', async () => {
    const guarded = await call('GET', '/v1/things/1');
    expect(guarded.status).toBe(401);
    expect(guarded.headers['www-authenticate']).toBe('Bearer realm="peiyou"');
    expect((await call('GET', '/v1/things')).status).toBe(200);
  });

  it('another scheme than Bearer is refused', async () => {
    const reply = await call('GET', '/v1/things', { headers: { authorization: 'Basic dXNlcjpwYXNz' } });
    expect(reply.status).toBe(401);
  });

  it('a token whose issuer is a few seconds ahead is taken', async () => {
    const token = await issuer.sign({ ...CLAIMS, nbf: Math.floor(Date.now() / 1000) + 3 });
    expect((await call('GET', '/v1/things', { token })).status).toBe(200);
  });

  it('the key set is fetched once for many requests', async () => {
    const before = issuer.fetches();
    const token = await issuer.token('county', '330302');
    await Promise.all(Array.from({ length: 20 }, () => call('GET', '/v1/things', { token })));
    expect(issuer.fetches()).toBe(before);
  });

  it('when the key set cannot be fetched the answer is 503, not 401', async () => {
    const settings = { ...issuer.settings, AUTH_JWKS_URL: 'http://127.0.0.1:9/jwks.json' };
    const shelf = { things: new Map(), answers: new Map(), created: 0 };
    const handler = createApi({
      service: 'sample',
      routes: sampleRoutes,
      deps: shelf,
      settings,
      memory: { recall: async () => undefined, claim: async () => {} },
    });
    const reply = await clientOf(handler, sampleRoutes)('GET', '/v1/things', {
      token: await issuer.sign(CLAIMS),
    });
    expect(reply.status).toBe(503);
    expect(reply.headers['retry-after']).toBe('5');
  });
});

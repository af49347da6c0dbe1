import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { freePort } from '../../../infra/local/engines.ts';
import { AUDIENCE, ISSUER, startIssuer } from '../../../infra/local/issuer.ts';
import { CLIENT_ID } from '../../../infra/local/sign-in.ts';

const PORTAL = 'http://localhost:3999';
const BACK = `${PORTAL}/app/signed-in`;
let issuer: Awaited<ReturnType<typeof startIssuer>>;

beforeAll(async () => {
  issuer = await startIssuer(await freePort(), PORTAL);
});
afterAll(() => issuer.stop());

const verifier = randomBytes(32).toString('base64url');
const asked = (more: Record<string, string> = {}) => ({
  client_id: CLIENT_ID,
  redirect_uri: BACK,
  response_type: 'code',
  scope: 'openid',
  state: 's-1',
  nonce: 'n-1',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
  ...more,
});
const authorize = (more: Record<string, string> = {}, cookie = '') =>
  fetch(`${issuer.url}/authorize?${new URLSearchParams(asked(more))}`, {
    redirect: 'manual',
    headers: { cookie },
  });
const choose = (user: string, more: Record<string, string> = {}) =>
  fetch(`${issuer.url}/authorize`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ ...asked(more), user }),
  });
const answerOf = (response: Response) => new URL(response.headers.get('location')!).searchParams;
const exchange = async (form: Record<string, string>) => {
  const response = await fetch(`${issuer.url}/token`, { method: 'POST', body: new URLSearchParams(form) });
  return { status: response.status, json: (await response.json()) as Record<string, string> };
};
const byCode = (code: string, more: Record<string, string> = {}) =>
  exchange({
    grant_type: 'authorization_code',
    code,
    redirect_uri: BACK,
    client_id: CLIENT_ID,
    code_verifier: verifier,
    ...more,
  });

describe('本机登录: the local issuer', () => {
  it('shows one button a user, and gives a code that is good once and only to whoever asked', async () => {
    const page = await (await authorize()).text();
    expect(page.match(/<button/g)!.length).toBeGreaterThanOrEqual(8);
    const back = await choose('county-330302');
    const { code, state } = Object.fromEntries(answerOf(back));
    expect(state).toBe('s-1');
    const stolen = await choose('county-330302');
    const other = await byCode(answerOf(stolen).get('code')!, { code_verifier: 'another' });
    expect(other).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
    const { status, json } = await byCode(code!);
    expect(status).toBe(200);
    const keys = createRemoteJWKSet(new URL(issuer.jwksUrl));
    const { payload } = await jwtVerify(json.access_token!, keys, { issuer: ISSUER, audience: AUDIENCE });
    expect(payload).toMatchObject({ sub: 'county-330302', role: 'county', division: '330302' });
    expect(decodeJwt(json.id_token!)).toMatchObject({ aud: CLIENT_ID, nonce: 'n-1' });
    expect((await byCode(code!)).status).toBe(400);
  });

  it('renews tokens by a refresh token that is good once', async () => {
    const code = answerOf(await choose('city-3303')).get('code')!;
    const { json } = await byCode(code);
    const form = { grant_type: 'refresh_token', refresh_token: json.refresh_token! };
    const renewed = await exchange(form);
    expect(decodeJwt(renewed.json.access_token!)).toMatchObject({ sub: 'city-3303' });
    expect((await exchange(form)).status).toBe(400);
  });

  it('gives no new tokens to other windows of whoever has signed out', async () => {
    const cookie = (await choose('li')).headers.get('set-cookie')!.split(';')[0]!;
    const { json } = await byCode(answerOf(await authorize({ prompt: 'none' }, cookie)).get('code')!);
    await fetch(`${issuer.url}/sign-out`, { redirect: 'manual', headers: { cookie } });
    const form = { grant_type: 'refresh_token', refresh_token: json.refresh_token! };
    expect((await exchange(form)).status).toBe(400);
  });

  it('asks nobody twice while the session lasts, and says so when it is over', async () => {
    expect(answerOf(await authorize({ prompt: 'none' })).get('error')).toBe('login_required');
    const cookie = (await choose('li')).headers.get('set-cookie')!.split(';')[0]!;
    expect(answerOf(await authorize({ prompt: 'none' }, cookie)).get('code')).toBeTruthy();
    expect((await authorize({ prompt: 'select_account' }, cookie)).status).toBe(200);
    await fetch(`${issuer.url}/sign-out`, { redirect: 'manual', headers: { cookie } });
    expect(answerOf(await authorize({ prompt: 'none' }, cookie)).get('error')).toBe('login_required');
  });

  it('sends codes to the portal alone, and none without PKCE', async () => {
    expect((await authorize({ redirect_uri: 'https://evil.example/app/signed-in' })).status).toBe(400);
    expect((await choose('li', { redirect_uri: 'https://evil.example/' })).status).toBe(400);
    expect((await authorize({ client_id: 'another' })).status).toBe(400);
    expect(answerOf(await authorize({ code_challenge_method: 'plain' })).get('error')).toBe(
      'invalid_request',
    );
    expect((await choose('nobody')).status).toBe(400);
  });
});

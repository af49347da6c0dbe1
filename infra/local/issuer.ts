/** The local stack's own issuer of access tokens: a key kept in .cache, its public part served over HTTP; local users sign in. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { Caller } from '../../shared/auth/caller.ts';
import { type Answer, CLIENT_ID, signIn } from './sign-in.ts';

export const ISSUER = 'urn:peiyou:local-issuer';
export const AUDIENCE = 'peiyou-api';
const ALGORITHM = 'ES256';
/** Of tokens for the web application, which has them renewed. */
const TOKEN_MINUTES = 10;
const KEY_FILE = join(import.meta.dirname, '../../.cache/issuer-key.json');

/** Signs a token for a caller, good for some minutes. */
export async function issueToken({ subject, role, division }: Caller, minutes: number): Promise<string> {
  const key = await privateKey();
  return new SignJWT({ role, division })
    .setProtectedHeader({ alg: ALGORITHM, kid: key.kid! })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(`${minutes}m`)
    .sign(await importJWK(key, ALGORITHM));
}

/**
 * Serves the key set, and the sign-in of local users (OpenID Connect) for the web application.
 * @param portal origin of the web application
 */
export async function startIssuer(
  port: number,
  portal: string,
): Promise<{ url: string; jwksUrl: string; stop(): Promise<void> }> {
  const url = `http://localhost:${port}`;
  const { d: _, ...publicKey } = await privateKey();
  const keys = { keys: [publicKey] };
  const { authorize, choose, exchange, signOut } = signIn(portal);

  async function answer({ method, url: target, headers }: IncomingMessage, body: string): Promise<Answer> {
    const { pathname, searchParams } = new URL(target ?? '/', url);
    const session = /(?:^|;\s*)session=([\w-]+)/.exec(headers.cookie ?? '')?.[1];
    switch (`${method} ${pathname}`) {
      case 'GET /jwks.json':
        return { status: 200, body: keys };
      case 'GET /.well-known/openid-configuration':
        return { status: 200, body: metadata(url) };
      case 'GET /authorize':
        return authorize(searchParams, session);
      case 'POST /authorize':
        return choose(new URLSearchParams(body));
      case 'POST /token':
        return tokens(exchange(new URLSearchParams(body)));
      case 'GET /sign-out':
        return signOut(session);
      default:
        return { status: 404, body: {} };
    }
  }

  const server = createServer(async (request, response) => {
    const given = await answer(request, await text(request));
    const html = typeof given.body === 'string';
    response
      .writeHead(given.status, {
        'content-type': html ? 'text/html; charset=utf-8' : 'application/json',
        'cache-control': 'no-store',
        'access-control-allow-origin': portal,
        vary: 'origin',
        ...(html && {
          'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'`,
        }),
        ...given.headers,
      })
      .end(html ? given.body : JSON.stringify(given.body ?? {}));
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, 'localhost', done);
  });
  return {
    url,
    jwksUrl: `${url}/jwks.json`,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** OpenID Connect Discovery 1.0, section 3. */
const metadata = (url: string) => ({
  issuer: ISSUER,
  authorization_endpoint: `${url}/authorize`,
  token_endpoint: `${url}/token`,
  end_session_endpoint: `${url}/sign-out`,
  jwks_uri: `${url}/jwks.json`,
  response_types_supported: ['code'],
  grant_types_supported: ['authorization_code', 'refresh_token'],
  code_challenge_methods_supported: ['S256'],
  id_token_signing_alg_values_supported: [ALGORITHM],
  subject_types_supported: ['public'],
  token_endpoint_auth_methods_supported: ['none'],
});

async function tokens(exchanged: ReturnType<ReturnType<typeof signIn>['exchange']>): Promise<Answer> {
  if ('refused' in exchanged) return { status: 400, body: { error: exchanged.refused } };
  const { user, nonce, refreshToken } = exchanged.granted;
  const key = await privateKey();
  const idToken = await new SignJWT({ name: user.name, role: user.role, division: user.division, nonce })
    .setProtectedHeader({ alg: ALGORITHM, kid: key.kid! })
    .setIssuer(ISSUER)
    .setAudience(CLIENT_ID)
    .setSubject(user.subject)
    .setIssuedAt()
    .setExpirationTime(`${TOKEN_MINUTES}m`)
    .sign(await importJWK(key, ALGORITHM));
  return {
    status: 200,
    body: {
      token_type: 'Bearer',
      access_token: await issueToken(user, TOKEN_MINUTES),
      id_token: idToken,
      refresh_token: refreshToken,
      expires_in: TOKEN_MINUTES * 60,
      scope: 'openid profile',
    },
  };
}

async function privateKey(): Promise<JWK> {
  try {
    return JSON.parse(readFileSync(KEY_FILE, 'utf8'));
  } catch {
    const { privateKey: made } = await generateKeyPair(ALGORITHM, { extractable: true });
    const key = { ...(await exportJWK(made)), kid: 'local', alg: ALGORITHM, use: 'sig' };
    mkdirSync(join(KEY_FILE, '..'), { recursive: true });
    try {
      // Two processes may get here at once: the first one's key counts.
      writeFileSync(KEY_FILE, JSON.stringify(key), { mode: 0o600, flag: 'wx' });
      return key;
    } catch {
      return JSON.parse(readFileSync(KEY_FILE, 'utf8'));
    }
  }
}

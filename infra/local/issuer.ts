/** The local stack's own issuer of access tokens: a key kept in .cache, its public part served over HTTP. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { Caller } from '../../shared/auth/caller.ts';

export const ISSUER = 'urn:peiyou:local-issuer';
export const AUDIENCE = 'peiyou-api';
const ALGORITHM = 'ES256';
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

/** Serves the key set at /jwks.json. */
export async function startIssuer(port: number): Promise<{ jwksUrl: string; stop(): Promise<void> }> {
  const { d: _, ...publicKey } = await privateKey();
  const keys = JSON.stringify({ keys: [publicKey] });
  const server = createServer((request, response) => {
    const found = request.method === 'GET' && request.url === '/jwks.json';
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(found ? keys : '{}');
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', done);
  });
  return {
    jwksUrl: `http://127.0.0.1:${port}/jwks.json`,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
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

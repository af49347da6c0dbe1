import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { HttpSettings } from '../../../shared/http/settings.ts';

/** An issuer of tokens with its key set on a real HTTP server, for tests of APIs. */
export interface Issuer {
  settings: HttpSettings;
  /** Signs with the issuer's key unless another is given; claims and times as given. */
  sign(
    claims: JWTPayload,
    options?: { key?: CryptoKey; kid?: string; alg?: string; expires?: string },
  ): Promise<string>;
  /** A sound token of a role in a division. */
  token(role: string, division: string, subject?: string): Promise<string>;
  /** How often the key set was fetched. */
  fetches(): number;
  close(): Promise<void>;
}

export const ISSUER = 'https://issuer.test';
export const AUDIENCE = 'peiyou-test';
export const ORIGIN = 'https://portal.example.cn';

/** Starts an issuer on a free port. */
export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256', use: 'sig' }] };
  let fetches = 0;
  const server = createServer((_request, response) => {
    fetches += 1;
    response.setHeader('content-type', 'application/json').end(JSON.stringify(keys));
  });
  const port = await listen(server);
  const sign: Issuer['sign'] = (
    claims,
    { key = privateKey, kid = 'test', alg = 'ES256', expires = '5m' } = {},
  ) =>
    new SignJWT({ iss: ISSUER, aud: AUDIENCE, ...claims })
      .setProtectedHeader({ alg, kid })
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(key);
  return {
    settings: {
      AUTH_ISSUER: ISSUER,
      AUTH_AUDIENCE: AUDIENCE,
      AUTH_JWKS_URL: `http://127.0.0.1:${port}/jwks.json`,
      CORS_ORIGINS: [ORIGIN],
    },
    sign,
    token: (role, division, subject = `${role}-1`) => sign({ sub: subject, role, division }),
    fetches: () => fetches,
    close: () => new Promise((done) => void server.close(() => done())),
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

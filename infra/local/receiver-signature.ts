/**
 * Signatures as the local receiver checks and makes them, by implementations that are not ours: the published
 * `standardwebhooks` for `v1`, `sm-crypto` for HMAC-SM3; ed25519 is Node's own, by way of a JWK.
 */
import { createPublicKey, verify } from 'node:crypto';
import smCrypto from 'sm-crypto';
import { Webhook } from 'standardwebhooks';

const { sm3 } = smCrypto;

/** Seconds by which the clocks may differ. */
const TOLERANCE = 5 * 60;

type Headers = Readonly<Record<string, string | undefined>>;

/** What is wrong with a signature by any of the keys, or undefined when one is right. */
export function checkSignature(
  keys: readonly string[],
  headers: Headers,
  body: string | Buffer,
): string | undefined {
  const age = Math.abs(Date.now() / 1000 - Number(headers['webhook-timestamp']));
  if (!(age <= TOLERANCE)) return 'the timestamp is too old, too new, or none';
  const right = keys.some((key) => {
    if (key.startsWith('whsec_')) return byStandard(key, headers, body);
    if (key.startsWith('whpk_')) return byEd25519(key, headers, body);
    return key.startsWith('whsm3_') && bySm3(key, headers, body);
  });
  return right ? undefined : 'no signature is right';
}

function byStandard(key: string, headers: Headers, body: string | Buffer): boolean {
  try {
    new Webhook(key).verify(body, headers as Record<string, string>, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

const content = (headers: Headers, body: string | Buffer) =>
  Buffer.concat([
    Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.`),
    Buffer.from(body as string),
  ]);

const given = (headers: Headers, scheme: string) =>
  (headers['webhook-signature'] ?? '')
    .split(' ')
    .filter((one) => one.startsWith(`${scheme},`))
    .map((one) => Buffer.from(one.slice(scheme.length + 1), 'base64'));

function byEd25519(key: string, headers: Headers, body: string | Buffer): boolean {
  const x = Buffer.from(key.slice('whpk_'.length), 'base64').toString('base64url');
  const open = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return given(headers, 'v1a').some((one) => verify(null, content(headers, body), open, one));
}

function bySm3(key: string, headers: Headers, body: string | Buffer): boolean {
  const secret = Buffer.from(key.slice('whsm3_'.length), 'base64').toString('hex');
  const right = sm3(content(headers, body), { key: secret });
  return given(headers, 'v1sm3').some((one) => one.toString('hex') === right);
}

/** The headers of something that the receiver says, signed by `v1`. */
export function signReceipt(secret: string, id: string, body: Buffer): Record<string, string> {
  const at = new Date();
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
}

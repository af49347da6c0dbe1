/**
 * Signatures of the Standard Webhooks scheme (https://www.standardwebhooks.com) over `<id>.<timestamp>.<the bytes sent>`:
 * `v1` HMAC-SHA256, `v1a` ed25519, and as our own extension of it `v1sm3`, HMAC-SM3, for receivers that want national
 * cryptography (GB/T 32905). Keys are given in; all that are in force sign, so that one can follow another without a gap.
 */
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign as signWith,
  timingSafeEqual,
  verify as verifyWith,
} from 'node:crypto';

export interface Key {
  scheme: 'v1' | 'v1a' | 'v1sm3';
  sign?: (content: Uint8Array) => Buffer;
  verify: (content: Uint8Array, signature: Uint8Array) => boolean;
  /** ISO 8601 instants; undefined for no bound. */
  from?: string | undefined;
  until?: string | undefined;
}

export interface SignedHeaders {
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
}

const PREFIXES = { v1: 'whsec_', v1sm3: 'whsm3_', private: 'whsk_', public: 'whpk_' } as const;
/** What DER puts before the 32 bytes of an ed25519 key (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const SEED = 32;
/** The scheme asks for 24 to 64 bytes. */
const SECRET = { least: 24, most: 64 };

/**
 * Reads a key as it is handed over: `whsec_` HMAC-SHA256, `whsm3_` HMAC-SM3, `whsk_` an ed25519 key that signs, `whpk_` one
 * that only checks.
 * @throws Error for anything else, without the key in its message
 */
export function readKey(text: string, { from, until }: Pick<Key, 'from' | 'until'> = {}): Key {
  const [kind, prefix] =
    Object.entries(PREFIXES).find(([, start]) => text.startsWith(start)) ?? unknown('its beginning');
  const base64 = text.slice(prefix.length);
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.toString('base64') !== base64) unknown('its base64');
  const life = { from, until };
  if (kind === 'v1' || kind === 'v1sm3') {
    if (bytes.length < SECRET.least || bytes.length > SECRET.most) unknown('its length');
    return { ...hmac(kind, bytes), ...life };
  }
  // An ed25519 key that signs comes as seed and public key, or as the seed alone.
  if (bytes.length !== SEED && !(kind === 'private' && bytes.length === 2 * SEED)) unknown('its length');
  const key = bytes.subarray(0, SEED);
  if (kind === 'public') return { ...ed25519(publicKey(key)), ...life };
  const own = createPrivateKey({ key: Buffer.concat([PKCS8, key]), format: 'der', type: 'pkcs8' });
  const open = createPublicKey(own);
  const told = bytes.subarray(SEED);
  if (told.length > 0 && !told.equals(open.export({ format: 'der', type: 'spki' }).subarray(SPKI.length)))
    unknown('its public half');
  return { ...ed25519(open), sign: (content) => signWith(null, content, own), ...life };
}

function unknown(why: string): never {
  throw new Error(`A key of webhooks cannot be read: ${why} is wrong`);
}

function hmac(scheme: 'v1' | 'v1sm3', secret: Buffer): Key {
  const algorithm = scheme === 'v1' ? 'sha256' : 'sm3';
  const sign = (content: Uint8Array) => createHmac(algorithm, secret).update(content).digest();
  return {
    scheme,
    sign,
    verify: (content, signature) => {
      const right = sign(content);
      return right.length === signature.length && timingSafeEqual(right, signature);
    },
  };
}

const publicKey = (bytes: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI, bytes]), format: 'der', type: 'spki' });

const ed25519 = (key: KeyObject): Key => ({
  scheme: 'v1a',
  verify: (content, signature) => verifyWith(null, content, key, signature),
});

/** The keys in force at an instant. */
export const inForce = (keys: readonly Key[], at: Date): Key[] =>
  keys.filter(
    ({ from, until }) =>
      (from === undefined || Date.parse(from) <= at.getTime()) &&
      (until === undefined || at.getTime() < Date.parse(until)),
  );

/**
 * The headers of a message, signed by every key that is in force at its time.
 * @throws Error when no key is: nothing goes out unsigned
 */
export function signed(
  keys: readonly Key[],
  { id, at, body }: { id: string; at: Date; body: Uint8Array | string },
): SignedHeaders {
  // A full stop in the id could move the borders of what is signed.
  if (!/^[\w-]+$/.test(id)) throw new Error('An id of a webhook has letters, digits, _ and - alone');
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const content = contentOf(id, timestamp, body);
  const signatures = inForce(keys, at).flatMap(({ scheme, sign }) =>
    sign ? [`${scheme},${sign(content).toString('base64')}`] : [],
  );
  if (signatures.length === 0) throw new Error('No key that signs webhooks is in force');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

type Verdict = { right: true; id: string } | { right: false; why: string };

/** Whether a message was signed by one of the keys that are in force, and not long ago. */
export function verified(
  keys: readonly Key[],
  headers: Readonly<Record<string, string | undefined>>,
  { body, now, toleranceSeconds }: { body: Uint8Array | string; now: Date; toleranceSeconds: number },
): Verdict {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (id === undefined || timestamp === undefined || signatures === undefined)
    return { right: false, why: '缺少 webhook-id、webhook-timestamp 或 webhook-signature' };
  if (!/^[\w-]{1,200}$/.test(id)) return { right: false, why: 'webhook-id 格式不正确' };
  if (!/^\d{1,12}$/.test(timestamp)) return { right: false, why: 'webhook-timestamp 应为秒数' };
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > toleranceSeconds)
    return { right: false, why: `webhook-timestamp 与当前时间相差超过 ${toleranceSeconds} 秒` };
  const content = contentOf(id, timestamp, body);
  const given = signatures.split(' ').slice(0, 20);
  const right = inForce(keys, now).some(({ scheme, verify }) =>
    given.some((one) => {
      const [name, value] = [one.slice(0, one.indexOf(',')), one.slice(one.indexOf(',') + 1)];
      return name === scheme && verify(content, Buffer.from(value, 'base64'));
    }),
  );
  return right ? { right, id } : { right, why: '签名不符' };
}

function contentOf(id: string, timestamp: string, body: Uint8Array | string): Buffer {
  return Buffer.concat([Buffer.from(`${id}.${timestamp}.`), Buffer.from(body as string)]);
}

/**
 * Encryption of single fields: AES-256-GCM under a data key, a random nonce for each. A ciphertext is text,
 * `v1.<key's reference>.<nonce>.<encrypted>.<tag>`, each part but the first in base64url, and holds only in the place
 * it was made for.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type KeyProvider, UnknownKey } from './keys.ts';

/** The place of a value: moved to another, its ciphertext cannot be read. */
export interface Place {
  table: string;
  item: string;
  field: string;
}

/** A ciphertext that was changed, moved, cut, or made under a key we do not have. It never says what was in it. */
export class DecryptionFailed extends Error {
  override name = 'DecryptionFailed';

  constructor({ table, item, field }: Place, cause?: unknown) {
    super(`The ciphertext of ${field} of ${item} in ${table} cannot be read`, { cause });
  }
}

const VERSION = 'v1';
const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts and decrypts fields under the keys of a provider. */
export function fieldCipher(keys: KeyProvider) {
  /** Encrypts a value for its place; the same value gives another ciphertext each time. */
  async function encrypt(value: string, place: Place): Promise<string> {
    const { key, reference } = await keys.current();
    const named = Buffer.from(reference).toString('base64url');
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(bound(named, place));
    const encrypted = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
    const parts = [nonce, encrypted, cipher.getAuthTag()].map((part) => part.toString('base64url'));
    return [VERSION, named, ...parts].join('.');
  }

  /**
   * Decrypts a ciphertext read from its place.
   * @throws DecryptionFailed when it was changed, moved, or its key is unknown; what the key provider throws when it
   * cannot be reached
   */
  async function decrypt(ciphertext: string, place: Place): Promise<string> {
    const { named, reference, nonce, encrypted, tag } = read(ciphertext, place);
    const key = await keys.find(reference).catch((error: unknown) => {
      throw error instanceof UnknownKey ? new DecryptionFailed(place, error) : error;
    });
    try {
      const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(bound(named, place));
      decipher.setAuthTag(tag);
      return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString('utf8');
    } catch (error) {
      throw new DecryptionFailed(place, error);
    }
  }

  /**
   * The same value under the key of today, to bring old ciphertexts over when keys rotate.
   * @throws as decrypt
   */
  async function renew(ciphertext: string, place: Place): Promise<string> {
    return encrypt(await decrypt(ciphertext, place), place);
  }

  return { encrypt, decrypt, renew };
}

function bound(named: string, { table, item, field }: Place): Buffer {
  return Buffer.from(JSON.stringify([VERSION, named, table, item, field]));
}

function read(ciphertext: string, place: Place) {
  const [version, named, ...rest] = ciphertext.split('.');
  const [nonce, encrypted, tag] = rest.map(exactly);
  const sound =
    version === VERSION &&
    rest.length === 3 &&
    nonce?.length === NONCE_BYTES &&
    tag?.length === TAG_BYTES &&
    encrypted !== undefined &&
    named !== undefined &&
    exactly(named) !== undefined;
  if (!sound) throw new DecryptionFailed(place);
  return { named, reference: Buffer.from(named, 'base64url').toString('utf8'), nonce, encrypted, tag };
}

/** The bytes of a base64url text; undefined when it is not the one way to write them. */
function exactly(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

/** Where data keys come from. */
import { createSecretKey, type KeyObject } from 'node:crypto';

/** A key that fields are encrypted under: AES-256, and the reference by which its provider finds it again. */
export interface DataKey {
  key: KeyObject;
  /** Stands in every ciphertext made under the key; no secret. */
  reference: string;
}

/** Gives the key to encrypt under, and any key that was ever used. */
export interface KeyProvider {
  current(): Promise<DataKey>;
  /**
   * @param reference as it stands in a ciphertext
   * @throws UnknownKey when the provider never gave such a key, or gives it no more
   */
  find(reference: string): Promise<KeyObject>;
}

/** No key stands behind a ciphertext's reference. */
export class UnknownKey extends Error {
  override name = 'UnknownKey';

  constructor(cause?: unknown) {
    super('No data key stands behind the reference of the ciphertext', { cause });
  }
}

/** Bytes of an AES-256 key. */
export const KEY_BYTES = 32;

/**
 * Takes a key out of JavaScript's memory: the bytes given are overwritten with zeros, and the key object, which neither
 * logs nor JSON show, overwrites its own when it is let go.
 */
export function sealed(bytes: Uint8Array): KeyObject {
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

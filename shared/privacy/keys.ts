/** Where data keys come from. */

/** A key that fields are encrypted under: 32 bytes, and the reference by which its provider finds it again. */
export interface DataKey {
  key: Uint8Array;
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
  find(reference: string): Promise<Uint8Array>;
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

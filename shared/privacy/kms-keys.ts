/**
 * Data keys under a KMS key, in a module of its own so that only the services that hold personal data bundle the KMS
 * client. A data key's reference is the key itself, encrypted by KMS: a ciphertext brings along what opens it, and KMS
 * keeps the log of who opened it. Rotation of the KMS key, or another one behind the alias, needs nothing here.
 */
import type { KeyObject } from 'node:crypto';
import {
  DecryptCommand,
  GenerateDataKeyCommand,
  type KMSClient,
  KMSServiceException,
} from '@aws-sdk/client-kms';
import { type DataKey, KEY_BYTES, type KeyProvider, sealed, UnknownKey } from './keys.ts';

interface KmsKeysOptions {
  client: KMSClient;
  /** ARN or alias of the KMS key that new data keys are made under. */
  keyId: string;
  /** What the data keys are for; KMS opens a key only for what it was made for. */
  context: Readonly<Record<string, string>>;
  now: () => Date;
  /** Milliseconds after which a data key is used and remembered no longer; default an hour. */
  maxAge?: number;
  /** Fields encrypted under one data key; default 10,000, far below what random nonces allow. */
  maxUses?: number;
  /** Opened data keys remembered; default 1,000. */
  maxRemembered?: number;
}

const HOUR = 3_600_000;

/** What KMS answers to a reference that it did not make, or not for this context. */
const REFUSED = new Set(['InvalidCiphertextException', 'IncorrectKeyException', 'ValidationException']);

interface Held<T> {
  value: Promise<T>;
  until: number;
  uses: number;
}

/**
 * A key provider on KMS. Keys are cached, bounded by age and uses, and overwritten when let go; what KMS failed to do is
 * not cached.
 * @returns `current` and `find` reject with what the KMS client throws, `find` with UnknownKey for a foreign reference
 */
export function kmsKeys({
  client,
  keyId,
  context,
  now,
  maxAge = HOUR,
  maxUses = 10_000,
  maxRemembered = 1_000,
}: KmsKeysOptions): KeyProvider {
  let writing: Held<DataKey> | undefined;
  const opened = new Map<string, Held<KeyObject>>();

  async function generate(): Promise<DataKey> {
    const { Plaintext, CiphertextBlob } = await client.send(
      new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: { ...context } }),
    );
    if (Plaintext?.length !== KEY_BYTES || !CiphertextBlob)
      throw new Error('KMS gave no data key of 32 bytes');
    return { key: sealed(Plaintext), reference: Buffer.from(CiphertextBlob).toString('base64url') };
  }

  async function open(reference: string): Promise<KeyObject> {
    try {
      const { Plaintext } = await client.send(
        new DecryptCommand({
          CiphertextBlob: Buffer.from(reference, 'base64url'),
          EncryptionContext: { ...context },
        }),
      );
      if (Plaintext?.length !== KEY_BYTES) throw new UnknownKey();
      return sealed(Plaintext);
    } catch (error) {
      throw error instanceof KMSServiceException && REFUSED.has(error.name) ? new UnknownKey(error) : error;
    }
  }

  function held<T>(value: Promise<T>): Held<T> {
    return { value, until: now().getTime() + maxAge, uses: 0 };
  }

  return {
    async current() {
      if (!writing || writing.until <= now().getTime() || writing.uses >= maxUses) {
        const fresh = held(generate());
        writing = fresh;
        fresh.value.catch(() => {
          if (writing === fresh) writing = undefined;
        });
      }
      writing.uses++;
      return writing.value;
    },

    async find(reference) {
      const known = opened.get(reference);
      if (known && known.until > now().getTime()) {
        opened.delete(reference);
        opened.set(reference, known);
        return known.value;
      }
      const fresh = held(open(reference));
      opened.delete(reference);
      opened.set(reference, fresh);
      for (const oldest of opened.keys()) {
        if (opened.size <= maxRemembered) break;
        opened.delete(oldest);
      }
      fresh.value.catch(() => {
        if (opened.get(reference) === fresh) opened.delete(reference);
      });
      return fresh.value;
    },
  };
}

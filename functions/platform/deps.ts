import { randomBytes } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import * as z from 'zod';
import { type Surroundings, surroundings, TableSettings } from '../../shared/deps.ts';
import { type Files, fileStore, filesClient } from '../../shared/files/index.ts';
import { fieldCipher, localKeys } from '../../shared/privacy/index.ts';
import type { KeyProvider } from '../../shared/privacy/keys.ts';
import { kmsKeys } from '../../shared/privacy/kms-keys.ts';
import { json } from '../../shared/settings.ts';
import { type PlatformPolicy, platformPolicyOn } from './policy/index.ts';
import { nameCipher, peopleCipher } from './privacy.ts';
import { type PlatformStore, platformStore } from './store/index.ts';

/** What the use cases need from outside; entries make it once, tests give their own. */
export interface Deps extends Surroundings {
  store: PlatformStore;
  people: ReturnType<typeof peopleCipher>;
  names: ReturnType<typeof nameCipher>;
  files: Files;
  /** A secret that nobody guesses, fit for an address. */
  newToken: () => string;
  /** The policy in force on a day, YYYY-MM-DD. */
  policyOn: (day: string) => PlatformPolicy;
}

/** Data keys by name for the local stack, and which of them to encrypt under. */
const LocalKeys = z.object({ keys: z.record(z.string(), z.string()), current: z.string() });

export const StoreSettings = TableSettings.extend({
  FILES_BUCKET: z.string().min(3),
});

/** Where personal data are kept and shown. */
export const KeySettings = z.object({
  /** ARN or alias of the KMS key, in the cloud. */
  FIELD_KEY_ID: z.string().min(1).optional(),
  /** Outside the cloud. */
  LOCAL_FIELD_KEYS: json(LocalKeys).optional(),
});

/**
 * The dependencies of a running function: real table, real clock, random ids, KMS in the cloud and local keys elsewhere. What
 * works without personal data has no keys, and fails when it asks for one.
 */
export function makeDeps(settings: z.output<typeof StoreSettings> & z.output<typeof KeySettings>): Deps {
  const { TABLE_NAME, FILES_BUCKET } = settings;
  const { table, ...around } = surroundings(settings);
  const cipher = fieldCipher(keysOf(settings, around.now));
  return {
    store: platformStore(table),
    people: peopleCipher(cipher, TABLE_NAME),
    names: nameCipher(cipher, TABLE_NAME),
    files: fileStore({ client: filesClient(), bucket: FILES_BUCKET, now: around.now }),
    ...around,
    newToken: () => randomBytes(24).toString('base64url'),
    policyOn: platformPolicyOn,
  };
}

function keysOf(
  {
    FIELD_KEY_ID,
    LOCAL_FIELD_KEYS,
    TABLE_NAME,
  }: z.output<typeof StoreSettings> & z.output<typeof KeySettings>,
  now: () => Date,
): KeyProvider {
  if (LOCAL_FIELD_KEYS) return localKeys(LOCAL_FIELD_KEYS.keys, LOCAL_FIELD_KEYS.current);
  if (FIELD_KEY_ID === undefined) return { current: noKey, find: noKey };
  return kmsKeys({ client: new KMSClient({}), keyId: FIELD_KEY_ID, context: { table: TABLE_NAME }, now });
}

const noKey = async (): Promise<never> => {
  throw new Error('This function works without the keys of personal data');
};

import { inspect } from 'node:util';
import { KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DecryptionFailed, fieldCipher } from '../../../shared/privacy/index.ts';
import { kmsKeys } from '../../../shared/privacy/kms-keys.ts';
import { type KmsServer, kmsServer } from './kms-server.ts';

const KEY = 'alias/peiyou-registration';
const place = { table: 'registration', item: 'APPLICATION#1', field: 'phone' };
const MINUTE = 60_000;

const servers: KmsServer[] = [];
const clients: KMSClient[] = [];
let kms: KmsServer;
let time: number;

beforeEach(async () => {
  kms = await kmsServer(KEY);
  servers.push(kms);
  time = Date.parse('2026-11-23T00:00:00Z');
});

afterAll(async () => {
  for (const client of clients) client.destroy();
  await Promise.all(servers.map((server) => server.close()));
});

function provider(options: Partial<Parameters<typeof kmsKeys>[0]> = {}) {
  const client = new KMSClient({
    endpoint: kms.endpoint,
    region: 'cn-north-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  clients.push(client);
  const context = { service: 'registration' };
  return kmsKeys({ client, keyId: KEY, context, now: () => new Date(time), ...options });
}

describe('Data keys from KMS', () => {
  it('a value encrypted by one function is read by another', async () => {
    const ciphertext = await fieldCipher(provider()).encrypt('13812345678', place);
    expect(await fieldCipher(provider()).decrypt(ciphertext, place)).toBe('13812345678');
    expect(kms.calls).toEqual({ GenerateDataKey: 1, Decrypt: 1 });
  });

  it('a hundred values at once cost one call each way', async () => {
    const writer = fieldCipher(provider());
    const texts = await Promise.all(Array.from({ length: 100 }, (_, i) => writer.encrypt(`${i}`, place)));
    const reader = fieldCipher(provider());
    expect(await Promise.all(texts.map((text) => reader.decrypt(text, place)))).toHaveLength(100);
    expect(kms.calls).toEqual({ GenerateDataKey: 1, Decrypt: 1 });
  });

  it('after its time a key is used no more, what it encrypted can still be read', async () => {
    const cipher = fieldCipher(provider({ maxAge: 5 * MINUTE }));
    const before = await cipher.encrypt('a', place);
    time += 5 * MINUTE;
    const after = await cipher.encrypt('b', place);
    expect(before.split('.')[1]).not.toBe(after.split('.')[1]);
    expect(await cipher.decrypt(before, place)).toBe('a');
    expect(kms.calls).toEqual({ GenerateDataKey: 2, Decrypt: 1 });
    time += 5 * MINUTE;
    await cipher.decrypt(before, place);
    expect(kms.calls.Decrypt).toBe(2);
  });

  it('the key itself stands in no log and no JSON', async () => {
    const { key, reference } = await provider().current();
    const bytes = key.export();
    expect(bytes).toHaveLength(32);
    for (const shown of [inspect({ key }, { depth: 9, showHidden: true }), JSON.stringify({ key })])
      for (const encoding of ['hex', 'base64', 'base64url'] as const)
        expect(shown).not.toContain(bytes.toString(encoding));
    expect(await provider().find(reference)).toMatchObject({ type: 'secret', symmetricKeySize: 32 });
  });

  it('after so many values a key is used no more', async () => {
    const cipher = fieldCipher(provider({ maxUses: 3 }));
    for (let i = 0; i < 7; i++) await cipher.encrypt('x', place);
    expect(kms.calls.GenerateDataKey).toBe(3);
  });

  it('only so many opened keys are remembered', async () => {
    const writer = fieldCipher(provider({ maxUses: 1 }));
    const texts: string[] = [];
    for (let i = 0; i < 3; i++) texts.push(await writer.encrypt(`${i}`, place));
    const reader = fieldCipher(provider({ maxRemembered: 2 }));
    for (const text of texts) await reader.decrypt(text, place);
    await reader.decrypt(texts[2]!, place);
    expect(kms.calls.Decrypt).toBe(3);
    await reader.decrypt(texts[0]!, place);
    expect(kms.calls.Decrypt).toBe(4);
  });

  it('a key made for another service is not opened', async () => {
    const ciphertext = await fieldCipher(provider()).encrypt('x', place);
    const foreign = fieldCipher(provider({ context: { service: 'activity' } }));
    await expect(foreign.decrypt(ciphertext, place)).rejects.toThrow(DecryptionFailed);
  });

  it('KMS being out of reach is no damaged value: it fails as itself, and the next try goes through', async () => {
    const cipher = fieldCipher(provider());
    kms.failNext('KMSInternalException');
    await expect(cipher.encrypt('x', place)).rejects.toMatchObject({ name: 'KMSInternalException' });
    const ciphertext = await cipher.encrypt('x', place);
    const reader = fieldCipher(provider());
    kms.failNext('KMSInternalException');
    await expect(reader.decrypt(ciphertext, place)).rejects.toMatchObject({ name: 'KMSInternalException' });
    expect(await reader.decrypt(ciphertext, place)).toBe('x');
  });
});

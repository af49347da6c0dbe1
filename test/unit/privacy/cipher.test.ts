import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DecryptionFailed, fieldCipher, localKeys } from '../../../shared/privacy/index.ts';

const newKey = () => randomBytes(32).toString('base64');
const OLD = newKey();
const NEW = newKey();
const place = { table: 'registration', item: 'APPLICATION#1', field: 'idCard' };
const cipher = fieldCipher(localKeys({ k1: OLD }, 'k1'));
const ID_CARD = '11010519491231002X';

describe('A field is encrypted in its place', () => {
  it('what was encrypted comes back, and the ciphertext shows nothing of it', async () => {
    const ciphertext = await cipher.encrypt(ID_CARD, place);
    expect(ciphertext).toMatch(/^v1(\.[\w-]+){4}$/);
    expect(Buffer.from(ciphertext.split('.')[3]!, 'base64url').toString('latin1')).not.toContain('1949');
    expect(await cipher.decrypt(ciphertext, place)).toBe(ID_CARD);
  });

  it('the same value gives another ciphertext each time', async () => {
    const many = await Promise.all(Array.from({ length: 200 }, () => cipher.encrypt(ID_CARD, place)));
    expect(new Set(many.map((text) => text.split('.')[2])).size).toBe(200);
  });

  it('any text comes back from any place', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.record({ table: fc.string(), item: fc.string(), field: fc.string() }),
        async (value, anywhere) => {
          expect(await cipher.decrypt(await cipher.encrypt(value, anywhere), anywhere)).toBe(value);
        },
      ),
    );
  });

  it.each([
    ['another item', { ...place, item: 'APPLICATION#2' }],
    ['another field', { ...place, field: 'phone' }],
    ['another table', { ...place, table: 'activity' }],
    ['a place that reads the same when run together', { ...place, item: 'APPLICATION#', field: '1idCard' }],
  ])('moved to %s it cannot be read', async (_, elsewhere) => {
    const ciphertext = await cipher.encrypt(ID_CARD, place);
    await expect(cipher.decrypt(ciphertext, elsewhere)).rejects.toThrow(DecryptionFailed);
  });

  it('any one character changed, it cannot be read', async () => {
    const ciphertext = await cipher.encrypt(ID_CARD, place);
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: ciphertext.length - 1 }),
        fc.constantFrom(...'ABCXYZabcxyz019-_.'),
        async (at, character) => {
          fc.pre(ciphertext[at] !== character);
          const changed = ciphertext.slice(0, at) + character + ciphertext.slice(at + 1);
          await expect(cipher.decrypt(changed, place)).rejects.toThrow(DecryptionFailed);
        },
      ),
    );
  });

  it('cut, prolonged or no ciphertext at all, it cannot be read', async () => {
    const ciphertext = await cipher.encrypt(ID_CARD, place);
    const parts = ciphertext.split('.');
    const shortTag = [
      ...parts.slice(0, 4),
      Buffer.from(parts[4]!, 'base64url').subarray(0, 4).toString('base64url'),
    ];
    for (const bad of [
      '',
      'v1',
      ID_CARD,
      ciphertext.slice(0, -1),
      `${ciphertext}.`,
      `${ciphertext}A`,
      shortTag.join('.'),
    ])
      await expect(cipher.decrypt(bad, place)).rejects.toThrow(DecryptionFailed);
  });

  it('the error names the place, not the value', async () => {
    const failure = await cipher.decrypt(ID_CARD, place).catch((error: Error) => error.message);
    expect(failure).toContain('idCard of APPLICATION#1 in registration');
    expect(failure).not.toContain(ID_CARD);
  });
});

describe('Keys rotate', () => {
  const rotated = fieldCipher(localKeys({ k1: OLD, k2: NEW }, 'k2'));

  it('what the old key encrypted can still be read', async () => {
    expect(await rotated.decrypt(await cipher.encrypt(ID_CARD, place), place)).toBe(ID_CARD);
  });

  it('renewed, it no longer needs the old key', async () => {
    const renewed = await rotated.renew(await cipher.encrypt(ID_CARD, place), place);
    const afterwards = fieldCipher(localKeys({ k2: NEW }, 'k2'));
    expect(await afterwards.decrypt(renewed, place)).toBe(ID_CARD);
  });

  it('without its key, or with another of the same name, it cannot be read', async () => {
    const ciphertext = await cipher.encrypt(ID_CARD, place);
    for (const keys of [localKeys({ k2: NEW }, 'k2'), localKeys({ k1: NEW }, 'k1')])
      await expect(fieldCipher(keys).decrypt(ciphertext, place)).rejects.toThrow(DecryptionFailed);
  });

  it('a key of the wrong length, or none to encrypt under, is refused at the start', () => {
    expect(() => localKeys({ k1: 'c2hvcnQ=' }, 'k1')).toThrow('Key "k1" has 5 bytes, not 32');
    expect(() => localKeys({ k1: OLD }, 'k2')).toThrow('no key "k2"');
  });
});

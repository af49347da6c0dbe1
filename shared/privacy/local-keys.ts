import { KEY_BYTES, type KeyProvider, sealed, UnknownKey } from './keys.ts';

/**
 * Data keys held by the process itself, for the local stack and tests. To rotate, add a key and make it current;
 * the old ones stay as long as ciphertexts are under them.
 * @param keys by name, 32 bytes each in base64
 * @param current name of the key to encrypt under
 * @throws Error when a key is not 32 bytes or the current one is missing
 */
export function localKeys(keys: Readonly<Record<string, string>>, current: string): KeyProvider {
  const known = new Map(
    Object.entries(keys).map(([name, text]) => {
      const key = Buffer.from(text, 'base64');
      if (key.length !== KEY_BYTES)
        throw new Error(`Key "${name}" has ${key.length} bytes, not ${KEY_BYTES}`);
      return [name, sealed(key)] as const;
    }),
  );
  const key = known.get(current);
  if (!key) throw new Error(`There is no key "${current}" to encrypt under`);
  return {
    current: async () => ({ key, reference: current }),
    find: async (reference) => {
      const found = known.get(reference);
      if (!found) throw new UnknownKey();
      return found;
    },
  };
}

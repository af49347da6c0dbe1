/** Keys of every scheme that pushes may be signed by. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';

/** A pair of keys as settings hold them: what signs, and what a receiver checks by. */
const symmetric = (prefix: string) => {
  const key = prefix + randomBytes(32).toString('base64');
  return { signs: key, checks: key };
};
function pair() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { d, x } = privateKey.export({ format: 'jwk' });
  const { x: open } = publicKey.export({ format: 'jwk' });
  const bytes = Buffer.concat([Buffer.from(d!, 'base64url'), Buffer.from(x!, 'base64url')]);
  return {
    signs: `whsk_${bytes.toString('base64')}`,
    checks: `whpk_${Buffer.from(open!, 'base64url').toString('base64')}`,
  };
}

export const SCHEMES = [
  ['v1', () => symmetric('whsec_')],
  ['v1a', pair],
  ['v1sm3', () => symmetric('whsm3_')],
] as const;

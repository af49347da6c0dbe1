import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { readKey, signed } from '../../../functions/reporting/pushes/signature.ts';
import { checkSignature } from '../../../infra/local/receiver-signature.ts';

const BODY = JSON.stringify({ name: '温州市𠮷' });
const at = () => new Date();

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

describe('本地省级接口: what we sign is checked by implementations that are not ours', () => {
  it.each([
    ['v1', () => symmetric('whsec_')],
    ['v1a', pair],
    ['v1sm3', () => symmetric('whsm3_')],
  ] as const)(
    '%s: the right key takes it, another does not, nor another body or an old time',
    (scheme, made) => {
      const { signs, checks } = made();
      const headers = { ...signed([readKey(signs)], { id: 'p-1', at: at(), body: BODY }) };
      expect(headers['webhook-signature']).toMatch(new RegExp(`^${scheme},`));
      expect(checkSignature([checks], headers, BODY)).toBeUndefined();
      expect(checkSignature([made().checks, checks], headers, BODY)).toBeUndefined();
      expect(checkSignature([made().checks], headers, BODY)).toBe('no signature is right');
      expect(checkSignature([checks], headers, `${BODY} `)).toBe('no signature is right');
      expect(checkSignature([checks], { ...headers, 'webhook-id': 'p-2' }, BODY)).toBe(
        'no signature is right',
      );
      const old = {
        ...signed([readKey(signs)], { id: 'p-1', at: new Date(Date.now() - 600_000), body: BODY }),
      };
      expect(checkSignature([checks], old, BODY)).toContain('timestamp');
    },
  );
});

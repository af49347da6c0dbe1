import { describe, expect, it } from '@jest/globals';
import { readKey, signed } from '../../../functions/reporting/pushes/signature.ts';
import { checkSignature } from '../../../infra/local/receiver-signature.ts';
import { SCHEMES } from '../../support/signing-keys.ts';

const BODY = JSON.stringify({ name: '温州市𠮷' });
const at = () => new Date();

describe('本地省级接口: what we sign is checked by implementations that are not ours', () => {
  it.each(SCHEMES)(
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

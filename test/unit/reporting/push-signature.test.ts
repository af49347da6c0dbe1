import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import smCrypto from 'sm-crypto';
import { Webhook } from 'standardwebhooks';
import { readKey, signed, verified } from '../../../functions/reporting/pushes/signature.ts';

const { sm3 } = smCrypto;

const ID = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
const AT = new Date(1_614_265_330_000);
const BODY = '{"test": 2432232314}';
const secret = () => `whsec_${randomBytes(32).toString('base64')}`;
const by = (now = new Date()) => ({ now, toleranceSeconds: 300 });

describe('签名: pushes are signed by the Standard Webhooks scheme', () => {
  it('v1 gives the value of the reference implementations', () => {
    const key = readKey('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    expect(signed([key], { id: ID, at: AT, body: BODY })['webhook-signature']).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  it("v1a gives the specification's own example value", () => {
    const key = readKey(
      'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==',
    );
    const headers = signed([key], { id: ID, at: AT, body: BODY });
    expect(headers).toEqual({
      'webhook-id': ID,
      'webhook-timestamp': '1614265330',
      'webhook-signature':
        'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
    });
    const open = readKey('whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=');
    expect(verified([open], { ...headers }, { body: BODY, ...by(AT) })).toEqual({ right: true, id: ID });
    // The seed alone says as much.
    const seed = readKey('whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbc=');
    expect(signed([seed], { id: ID, at: AT, body: BODY })).toEqual(headers);
  });

  it('the published library takes what we sign, and we take what it signs', () => {
    const key = secret();
    const body = JSON.stringify({ name: '温州市𠮷' });
    const headers = signed([readKey(key)], { id: 'p-1', at: new Date(), body });
    expect(new Webhook(key).verify(body, { ...headers })).toEqual({ name: '温州市𠮷' });
    expect(() => new Webhook(secret()).verify(body, { ...headers })).toThrow();
    const at = new Date();
    const theirs = {
      'webhook-id': 'r-1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(key).sign('r-1', at, body),
    };
    expect(verified([readKey(key)], theirs, { body, ...by() })).toEqual({ right: true, id: 'r-1' });
  });

  it('HMAC-SM3 agrees with another implementation of it', () => {
    const bytes = randomBytes(32);
    const headers = signed([readKey(`whsm3_${bytes.toString('base64')}`)], {
      id: 'p-1',
      at: AT,
      body: BODY,
    });
    const content = Buffer.from(`p-1.1614265330.${BODY}`);
    const right = Buffer.from(sm3(content, { key: bytes.toString('hex') }), 'hex').toString('base64');
    expect(headers['webhook-signature']).toBe(`v1sm3,${right}`);
  });

  it('an old and a new key sign both while both are in force, so that one follows the other without a gap', () => {
    const [old, fresh] = [secret(), secret()];
    const keys = [
      readKey(old, { until: '2026-12-02T00:00:00Z' }),
      readKey(fresh, { from: '2026-12-01T00:00:00Z' }),
    ];
    const by = (day: string) => {
      const now = new Date(`${day}T12:00:00Z`);
      const headers = { ...signed(keys, { id: 'p', at: now, body: BODY }) };
      return [old, fresh].map(
        (key) => verified([readKey(key)], headers, { body: BODY, now, toleranceSeconds: 300 }).right,
      );
    };
    expect(by('2026-11-30')).toEqual([true, false]);
    expect(by('2026-12-01')).toEqual([true, true]);
    expect(by('2026-12-02')).toEqual([false, true]);
  });

  it('nothing goes out unsigned', () => {
    const late = readKey(secret(), { from: '2030-01-01T00:00:00Z' });
    expect(() => signed([late], { id: 'p', at: new Date(), body: '' })).toThrow('No key');
    expect(() => signed([], { id: 'p', at: new Date(), body: '' })).toThrow('No key');
    const { publicKey } = generateKeyPairSync('ed25519');
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
    expect(() => signed([readKey(`whpk_${raw}`)], { id: 'p', at: new Date(), body: '' })).toThrow('No key');
    expect(() => signed([readKey(secret())], { id: 'a.b', at: new Date(), body: '' })).toThrow('id');
  });

  it.each([
    ['another body', { body: '{}' }, {}],
    ['another id', {}, { 'webhook-id': 'other' }],
    ['another time', {}, { 'webhook-timestamp': '1614265331' }],
    ['no signature', {}, { 'webhook-signature': undefined }],
    [
      'the value of another scheme',
      {},
      { 'webhook-signature': 'v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' },
    ],
    ['a time that is no number', {}, { 'webhook-timestamp': 'soon' }],
  ])('is not taken with %s', (_, more, headers) => {
    const key = readKey('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    const right = signed([key], { id: ID, at: AT, body: BODY });
    expect(verified([key], { ...right, ...headers }, { body: BODY, ...by(AT), ...more }).right).toBe(false);
  });

  it('is not taken long after, or before', () => {
    const key = readKey(secret());
    const headers = { ...signed([key], { id: ID, at: AT, body: BODY }) };
    const after = (seconds: number) =>
      verified([key], headers, { body: BODY, ...by(new Date(AT.getTime() + seconds * 1000)) }).right;
    expect([-301, -299, 0, 299, 301].map(after)).toEqual([false, true, true, true, false]);
  });

  it.each([
    '',
    'secret',
    'whsec_',
    'whsec_dG9vIHNob3J0',
    `whsec_${'A'.repeat(100)}`,
    'whsk_AAAA',
    'whpk_%%%',
  ])('a key that is none is refused without being told: %s', (key) => {
    expect(() => readKey(key)).toThrow(/^A key of webhooks cannot be read/);
  });
});

import { describe, expect, it } from '@jest/globals';
import { HttpSettings } from '../../../shared/http/settings.ts';

const GOOD = {
  AUTH_ISSUER: 'https://id.example.cn',
  AUTH_AUDIENCE: 'peiyou',
  AUTH_JWKS_URL: 'https://id.example.cn/jwks.json',
};

describe('Settings of an API', () => {
  it('origins are a comma-separated list, empty when left out', () => {
    expect(HttpSettings.parse(GOOD).CORS_ORIGINS).toEqual([]);
    expect(HttpSettings.parse({ ...GOOD, CORS_ORIGINS: '' }).CORS_ORIGINS).toEqual([]);
    expect(
      HttpSettings.parse({ ...GOOD, CORS_ORIGINS: 'https://a.cn, http://localhost:5173' }).CORS_ORIGINS,
    ).toEqual(['https://a.cn', 'http://localhost:5173']);
  });

  it.each([['*'], ['https://a.cn/'], ['a.cn'], ['https://*.a.cn/x']])('%s is no origin', (origin) => {
    expect(HttpSettings.safeParse({ ...GOOD, CORS_ORIGINS: origin }).success).toBe(false);
  });

  it.each([
    ['http://127.0.0.1:4010/jwks.json', true],
    ['http://localhost:4010/jwks.json', true],
    ['http://id.example.cn/jwks.json', false],
    ['file:///etc/keys.json', false],
    ['not a url', false],
  ])('keys from %s: %s', (url, taken) => {
    expect(HttpSettings.safeParse({ ...GOOD, AUTH_JWKS_URL: url }).success).toBe(taken);
  });
});

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routes } from '../../../functions/portal/pages/routes.ts';
import { cspOf } from '../../../functions/portal/pages/settings.ts';
import { openSite } from '../../../functions/portal/pages/site.ts';
import { createApi } from '../../../shared/http/api.ts';
import { clientOf } from '../http/client.ts';
import { type Issuer, startIssuer } from '../http/issuer.ts';

const SCRIPT = 'console.log("培优");\n'.repeat(50);
let issuer: Issuer;
let call: ReturnType<typeof clientOf>;

beforeAll(async () => {
  issuer = await startIssuer();
  const folder = mkdtempSync(join(tmpdir(), 'site-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(
    join(folder, 'index.html'),
    '<meta content="%OIDC_AUTHORITY%"><meta content="%OIDC_CLIENT_ID%">',
  );
  writeFileSync(join(folder, 'assets/main-1a2b.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(join(folder, 'assets/main-1a2b.js.gz'), gzipSync(SCRIPT));
  writeFileSync(join(folder, 'assets/seal-3c4d.png'), Buffer.from([0x89, 0x50]));
  writeFileSync(join(folder, 'secret.txt'), 'not served');
  const settings = {
    OIDC_AUTHORITY: 'https://id.example.cn/realm?"><script>',
    OIDC_CLIENT_ID: 'portal',
    FILES_ORIGINS: 'https://files.example.cn',
  };
  const handler = createApi({
    service: 'portal',
    routes,
    deps: { site: openSite(folder, settings), csp: cspOf(settings) },
    settings: issuer.settings,
  });
  call = clientOf(handler, routes);
});
afterAll(() => issuer.close());

describe('门户: the web application', () => {
  it.each(['/app', '/app/directory', '/app/reports/330302/2022-10'])(
    'is the same page at %s, never kept without asking, with its settings put in as text',
    async (path) => {
      const page = await call('GET', path);
      expect(page).toMatchObject({ status: 200, headers: { 'cache-control': 'no-cache' } });
      expect(page.text).toBe(
        '<meta content="https://id.example.cn/realm?&#34;&#62;&#60;script&#62;"><meta content="portal">',
      );
      expect((await call('GET', path, { headers: { 'if-none-match': page.headers.etag! } })).status).toBe(
        304,
      );
    },
  );

  it('lets its page run its own scripts and styles only, none inline, and talk to us, the issuer and the buckets', async () => {
    const { headers } = await call('GET', '/app');
    const policy = Object.fromEntries(
      headers['content-security-policy']!.split('; ').map((one) => {
        const [name, ...sources] = one.split(' ');
        return [name, sources.join(' ')];
      }),
    );
    expect(policy).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'connect-src': "'self' https://id.example.cn https://files.example.cn",
      'frame-ancestors': "'none'",
      'form-action': "'none'",
    });
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('sends files packed as the browser takes them, to be kept for ever, for their names change with their content', async () => {
    const get = (encoding: string) =>
      call('GET', '/app/assets/main-1a2b.js', { headers: { 'accept-encoding': encoding } });
    const best = await get('gzip, deflate, br');
    expect(best.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding, Origin',
    });
    expect(brotliDecompressSync(best.bytes).toString()).toBe(SCRIPT);
    const plain = await get('identity');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.text).toBe(SCRIPT);
    for (const encoding of ['gzip', 'br;q=0, gzip']) {
      const other = await get(encoding);
      expect(other.headers['content-encoding']).toBe('gzip');
      expect(gunzipSync(other.bytes).toString()).toBe(SCRIPT);
    }
    const picture = await call('GET', '/app/assets/seal-3c4d.png');
    expect(picture.headers['content-type']).toBe('image/png');
    expect(picture.headers['content-encoding']).toBeUndefined();
    expect([...picture.bytes]).toEqual([0x89, 0x50]);
  });

  it.each(['main-0000.js', '../secret.txt', '..%2Fsecret.txt', '__proto__'])(
    'has no file %s',
    async (name) => {
      const { status, text } = await call('GET', `/app/assets/${name}`);
      // The address bar resolves `..` by itself: then it is a page.
      expect(status === 404 || text.startsWith('<meta')).toBe(true);
      expect(text).not.toContain('not served');
    },
  );

  it('is where the root leads', async () => {
    expect(await call('GET', '/')).toMatchObject({ status: 302, headers: { location: '/app' } });
  });
});

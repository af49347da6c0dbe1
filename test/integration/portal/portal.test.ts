import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { docsAssets } from '../../../functions/portal/docs.ts';
import { routes } from '../../../functions/portal/routes.ts';
import { createApi } from '../../../shared/http/api.ts';
import { clientOf } from '../http/client.ts';
import { type Issuer, startIssuer } from '../http/issuer.ts';

let issuer: Issuer;
let call: ReturnType<typeof clientOf>;
let handler: ReturnType<typeof createApi>;

beforeAll(async () => {
  issuer = await startIssuer();
  handler = createApi({
    service: 'portal',
    routes,
    deps: { openapi: '{"openapi":"3.1.0"}', asset: docsAssets() },
    settings: issuer.settings,
  });
  call = clientOf(handler, routes);
});
afterAll(() => issuer.close());

describe('Divisions', () => {
  it('without a parent: the city and its 12 counties', async () => {
    const reply = await call('GET', '/v1/divisions');
    expect(reply.json).toMatchObject({
      parent: { code: '3303', name: '温州市', level: 'city' },
      items: expect.arrayContaining([{ code: '330302', name: '鹿城区', level: 'county' }]),
    });
    expect((reply.json as { items: unknown[] }).items).toHaveLength(12);
  });

  it('of a county: its townships; of Longgang, which has none: its communities', async () => {
    const levels = async (parent: string) => {
      const { json } = await call('GET', `/v1/divisions?parent=${parent}`);
      return new Set((json as { items: { level: string }[] }).items.map(({ level }) => level));
    };
    expect(await levels('330302')).toEqual(new Set(['township']));
    expect(await levels('330383')).toEqual(new Set(['village']));
  });

  it('the functional zones stand beside them: 浙南产业集聚区 acts as a county over streets of 龙湾区', async () => {
    const zones = async (parent: string) =>
      ((await call('GET', `/v1/divisions?parent=${parent}`)).json as { zones: object[] }).zones;
    expect(await zones('3303')).toMatchObject([{ code: '330303Z1', county: '330303' }]);
    expect(await zones('330303')).toHaveLength(1);
    expect(await zones('330302')).toEqual([]);
  });

  it('a village has none below', async () => {
    const { json } = await call('GET', '/v1/divisions?parent=330302006');
    const [first] = (json as { items: { code: string }[] }).items;
    const below = await call('GET', `/v1/divisions?parent=${first?.code}`);
    expect(below.json).toMatchObject({ items: [] });
  });

  it('a name is looked up in the whole city, or below a division: 芙蓉村 stands in two counties', async () => {
    const named = async (query: string) => {
      const { json } = await call('GET', `/v1/divisions?${query}`);
      return (json as { items: { code: string }[] }).items.map(({ code }) => code);
    };
    expect(await named('name=南汇街道')).toEqual(['330302025']);
    expect(await named('name=南汇街道&parent=330304')).toEqual([]);
    expect(await named('name=芙蓉村')).toEqual(['330324108207', '330327103211']);
    expect(await named('name=芙蓉村&parent=330327')).toEqual(['330327103211']);
  });

  it.each([
    ['330399', 404],
    ['110101', 404],
    ['33', 400],
    ['3303ab', 400],
    ['', 400],
  ])('parent %j is answered with %i', async (parent, status) => {
    expect((await call('GET', `/v1/divisions?parent=${parent}`)).status).toBe(status);
  });

  it('may be cached, and asked for again by ETag', async () => {
    const { headers } = await call('GET', '/v1/divisions?parent=330302');
    expect(headers['cache-control']).toBe('public, max-age=3600');
    const again = await call('GET', '/v1/divisions?parent=330302', {
      headers: { 'if-none-match': headers.etag ?? '' },
    });
    expect(again.status).toBe(304);
  });
});

describe('API docs', () => {
  it('the document is served as it was written', async () => {
    const reply = await call('GET', '/v1/openapi.json');
    expect(reply.text).toBe('{"openapi":"3.1.0"}');
    expect(reply.headers['content-type']).toBe('application/openapi+json;version=3.1');
  });

  it('the page loads files of ours only and has no inline script', async () => {
    const { text, headers } = await call('GET', '/docs');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(headers['content-security-policy']).not.toMatch(/https?:|unsafe-eval/);
    expect(text).not.toMatch(/https?:\/\//);
    expect(text.match(/<script[^>]*>[^<]*/g)).toEqual(['<script type="module" src="docs/start.js">']);
  });

  it('starts the viewer without its telemetry', async () => {
    const asset = await docsAssets()('start.js');
    expect(gunzipSync(asset?.bytes ?? new Uint8Array()).toString()).toContain('disableTelemetry: true');
  });

  it('the viewer comes gzipped, below what a Lambda may answer', async () => {
    const { headers, text } = await call('GET', '/docs/redoc.js');
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'gzip',
      'cache-control': 'no-cache',
    });
    expect(text.length).toBeLessThan(2_000_000);
    const asset = await docsAssets()('redoc.js');
    const script = gunzipSync(asset?.bytes ?? new Uint8Array()).toString();
    expect(script).toContain('RedocStandalone');
    expect(script).not.toContain('//cdn.');
  });

  it.each([['other.js'], ['constructor'], ['..%2Fapi.ts']])('there is no file %s', async (name) => {
    expect((await call('GET', `/docs/${name}`)).status).toBe(404);
  });
});

describe('Health', () => {
  it('answers ok, never cached', async () => {
    const reply = await call('GET', '/v1/health');
    expect(reply.json).toEqual({ status: 'ok' });
    expect(reply.headers['cache-control']).toBe('no-store');
  });
});

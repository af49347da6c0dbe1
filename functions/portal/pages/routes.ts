import { fingerprint } from '../../../shared/http/fingerprint.ts';
import { notFound } from '../../../shared/http/problem.ts';
import { type Route, route } from '../../../shared/http/route.ts';
import { AssetParams, PageParams } from './schema.ts';
import { ASSET_TYPES, type Site } from './site.ts';

export interface Deps {
  site: Site;
  /** Content-Security-Policy of the page. */
  csp: string;
}

/** Names of assets change with their content. */
const FOR_EVER = 'public, max-age=31536000, immutable';

const pageAnswer = ({ site, csp }: Deps) => ({
  status: 200,
  body: site.page,
  // A page that is kept is kept with its policy.
  etag: fingerprint(site.page + csp),
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'content-security-policy': csp,
    'permissions-policy': 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()',
  },
});

const start = route({
  method: 'GET',
  path: '/',
  operationId: 'getRoot',
  tag: '门户',
  summary: '转到门户',
  access: 'public',
  responses: { 302: { description: '门户的地址', headers: { Location: '门户的地址' } } },
  handle: () => ({ status: 302, headers: { location: '/app' } }),
});

const home = route({
  method: 'GET',
  path: '/app',
  operationId: 'getPortal',
  etag: true,
  tag: '门户',
  summary: '门户首页',
  access: 'public',
  responses: { 200: { description: '网页', contentType: 'text/html' } },
  handle: (_input, deps: Deps) => pageAnswer(deps),
});

const pages = route({
  method: 'GET',
  path: '/app/{path+}',
  operationId: 'getPortalPage',
  etag: true,
  tag: '门户',
  summary: '门户的其他页面',
  access: 'public',
  params: PageParams,
  responses: { 200: { description: '网页', contentType: 'text/html' } },
  handle: (_input, deps: Deps) => pageAnswer(deps),
});

const assets = route({
  method: 'GET',
  path: '/app/assets/{asset}',
  operationId: 'getPortalAsset',
  tag: '门户',
  summary: '门户页面所用的文件',
  access: 'public',
  params: AssetParams,
  responses: {
    200: { description: '脚本、样式或图片', contentType: ASSET_TYPES },
    404: { description: '没有这个文件' },
  },
  handle: ({ params: { asset }, headers }, { site }: Deps) => {
    const file = site.file(asset, headers['accept-encoding'] ?? '');
    if (!file) throw notFound('门户没有这个文件');
    return {
      status: 200,
      body: file.bytes,
      headers: {
        'content-type': file.type,
        'cache-control': FOR_EVER,
        vary: 'accept-encoding',
        ...(file.encoding && { 'content-encoding': file.encoding }),
      },
    };
  },
});

/** The web application: one page for all its addresses, and the files that it loads. */
export const routes: readonly Route<Deps>[] = [start, home, pages, assets];

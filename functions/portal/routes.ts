import {
  CITY,
  childrenOf,
  covers,
  divisionByCode,
  divisionsNamed,
  ZONES,
} from '../../shared/divisions/index.ts';
import { fingerprint } from '../../shared/http/fingerprint.ts';
import { notFound } from '../../shared/http/problem.ts';
import { type Route, route } from '../../shared/http/route.ts';
import { type Asset, DOCS_CSP, DOCS_PAGE } from './docs.ts';
import { AssetParams, DivisionList, DivisionQuery, Health } from './schema.ts';

export interface Deps {
  /** The OpenAPI document as text. */
  openapi: string;
  /** A file of the docs page; undefined when there is none of that name. */
  asset: (name: string) => Promise<Asset> | undefined;
}

/** Public and changed only by deployment: kept for an hour, then asked for again by ETag. */
const PUBLIC = 'public, max-age=3600';
/** Checked by ETag at each use. */
const REVALIDATE = 'no-cache';

const health = route({
  method: 'GET',
  path: '/v1/health',
  operationId: 'getHealth',
  tag: '门户',
  summary: '服务是否可用',
  access: 'public',
  responses: { 200: { description: '可用', schema: Health } },
  handle: () => ({ status: 200, body: { status: 'ok' } }),
});

const divisions = route({
  method: 'GET',
  path: '/v1/divisions',
  operationId: 'listDivisions',
  etag: true,
  tag: '行政区划',
  summary: '下级行政区划，或按名称查找',
  description:
    '全市或某一区划直接下辖的区划，按代码排列；填写 name 时为其整个辖区内的同名区划。龙港市不设乡镇，直接下辖社区。',
  access: 'public',
  query: DivisionQuery,
  responses: {
    200: { description: '上级区划及其下的区划', schema: DivisionList },
    404: { description: '没有这个区划' },
  },
  handle: ({ query }) => {
    const parent = divisionByCode(query.parent ?? CITY.code);
    if (!parent) throw notFound(`没有代码为 ${query.parent} 的行政区划`);
    const found =
      query.name === undefined ? childrenOf(parent.code) : divisionsNamed(query.name, parent.code);
    const zones = ZONES.filter(({ county }) => covers(parent.code, county));
    const body: DivisionList = {
      parent,
      items: [...found],
      zones: zones.map(({ code, name, county, townships }) => ({
        code,
        name,
        county,
        townships: [...townships],
      })),
    };
    return {
      status: 200,
      body,
      etag: fingerprint(JSON.stringify(body)),
      headers: { 'cache-control': PUBLIC },
    };
  },
});

const openapi = route({
  method: 'GET',
  path: '/v1/openapi.json',
  operationId: 'getOpenApi',
  etag: true,
  tag: '接口文档',
  summary: '接口定义（OpenAPI 3.1）',
  access: 'public',
  responses: {
    200: {
      description: 'OpenAPI 3.1 文档',
      contentType: 'application/openapi+json;version=3.1',
    },
  },
  handle: (_input, deps: Deps) => ({
    status: 200,
    body: deps.openapi,
    etag: fingerprint(deps.openapi),
    headers: { 'content-type': 'application/openapi+json;version=3.1', 'cache-control': REVALIDATE },
  }),
});

const docs = route({
  method: 'GET',
  path: '/docs',
  operationId: 'getDocs',
  etag: true,
  tag: '接口文档',
  summary: '接口文档网页',
  access: 'public',
  responses: {
    200: { description: '网页', contentType: 'text/html' },
  },
  handle: () => ({
    status: 200,
    body: DOCS_PAGE,
    etag: fingerprint(DOCS_PAGE),
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': REVALIDATE,
      'content-security-policy': DOCS_CSP,
    },
  }),
});

const docsAsset = route({
  method: 'GET',
  path: '/docs/{asset}',
  operationId: 'getDocsAsset',
  etag: true,
  tag: '接口文档',
  summary: '接口文档网页所用的文件',
  access: 'public',
  params: AssetParams,
  responses: {
    200: { description: '脚本', contentType: 'text/javascript' },
    404: { description: '没有这个文件' },
  },
  handle: async ({ params }, deps: Deps) => {
    const asset = await deps.asset(params.asset);
    if (!asset) throw notFound('接口文档没有这个文件');
    return {
      status: 200,
      body: asset.bytes,
      etag: asset.version,
      headers: {
        'content-type': 'text/javascript; charset=utf-8',
        'content-encoding': 'gzip',
        'cache-control': REVALIDATE,
      },
    };
  },
});

/** Public pages of the portal: API docs, divisions, health. */
export const routes: readonly Route<Deps>[] = [health, divisions, openapi, docs, docsAsset];

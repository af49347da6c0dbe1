import * as z from 'zod';
import { Class, Kind } from '../../../shared/events/shapes.ts';
import { Subtree } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { Action, Track } from '../schema.ts';
import { readDirectory, readHsds } from './read.ts';
import { DirectoryItem, HsdsPage } from './schema.ts';

const DIRECTORY = '公开名录';
const query = z.strictObject({
  division: Subtree.optional().meta({ description: '行政区划代码，含其辖区；不填为全市' }),
  action: Action.optional(),
  kind: Kind.optional(),
  track: Track.optional(),
  class: Class.optional(),
  name: z.string().trim().min(1).max(50).optional().meta({ description: '名称中的字' }),
  ...pageQuery,
});

/** The HTTP operations of the public directory. */
export const directoryRoutes = [
  route({
    method: 'GET',
    path: '/v1/directory',
    operationId: 'listDirectory',
    etag: true,
    summary: '社区社会组织公开名录',
    description: '同意公开、正常活动的组织，按行政区划排列，不含个人信息。筛选后一页可能不满，以 next 为准。',
    tag: DIRECTORY,
    access: 'public',
    query,
    responses: { 200: { description: '一页名录', schema: pageOf(DirectoryItem) } },
    handle: ({ query }, deps: Deps) => readDirectory(query, deps),
  }),
  route({
    method: 'GET',
    path: '/v1/directory.hsds.json',
    operationId: 'listDirectoryHsds',
    etag: true,
    summary: '公开名录（Open Referral HSDS 3）',
    description:
      '同一名录，格式为 HSDS 3 的组织列表（GET /organizations）：每项行动为一项服务，所在地只到行政区划。逐页读取请用 next，不按页码，因此没有 total_items、total_pages、page_number。',
    tag: DIRECTORY,
    access: 'public',
    query,
    responses: { 200: { description: '一页组织', schema: HsdsPage } },
    handle: ({ query }, deps: Deps) => readHsds(query, deps),
  }),
];

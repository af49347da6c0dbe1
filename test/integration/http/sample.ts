import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { createApi } from '../../../shared/http/api.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { conflict, notFound, preconditionFailed } from '../../../shared/http/problem.ts';
import { type Route, route } from '../../../shared/http/route.ts';
import { AuditContended, ConditionFailed, InvalidCursor } from '../../../shared/store/errors.ts';
import type { Once } from '../../../shared/store/index.ts';
import { clientOf } from './client.ts';
import type { Issuer } from './issuer.ts';

/** A small service with every feature of the stack, kept in memory. */
export interface Shelf {
  things: Map<string, { name: string; division: string; version: number }>;
  answers: Map<string, Once>;
  created: number;
}

const Thing = z.strictObject({ id: z.string(), name: z.string(), by: z.string() });

const ThingBody = z.strictObject({
  name: z.string().min(2).max(30),
  division: z.string().regex(/^\d{4,12}$/, '应为行政区划代码'),
  kind: z.enum(['book', 'tool']).optional(),
  tags: z
    .array(z.strictObject({ label: z.string() }))
    .max(3)
    .optional(),
  count: z.int().min(1).optional(),
  on: z.iso.date().optional(),
});

const create = route({
  method: 'POST',
  path: '/v1/things',
  operationId: 'createThing',
  etag: true,
  summary: '新建',
  tag: '测试',
  access: { roles: ['county', 'township'], division: ({ body }) => body.division },
  creates: true,
  body: ThingBody,
  responses: { 201: { description: '已建', schema: Thing }, 409: { description: '同名' } },
  handle: async ({ body, caller, once }, shelf: Shelf) => {
    // Two at once both get here before either is stored.
    await new Promise((done) => setTimeout(done, 5));
    const taken = [...shelf.things.values()].some(({ name }) => name === body.name);
    if (taken) throw conflict(`已有同名的：${body.name}`);
    shelf.created += 1;
    const id = String(shelf.created);
    const answer = {
      status: 201,
      body: { id, name: body.name, by: caller.subject },
      etag: 1,
      headers: { location: `/v1/things/${id}` },
    };
    shelf.things.set(id, { name: body.name, division: body.division, version: 1 });
    const entry = once(answer).once;
    if (entry) shelf.answers.set(entry.key, entry);
    return answer;
  },
});

const read = route({
  method: 'GET',
  path: '/v1/things/{id}',
  operationId: 'getThing',
  etag: true,
  summary: '查询',
  tag: '测试',
  access: { roles: ['county', 'applicant'] },
  params: z.strictObject({ id: z.string().regex(/^\d+$/, '应为数字编号') }),
  responses: {
    200: { description: '一件', schema: Thing },
    404: { description: '没有' },
  },
  handle: ({ params, caller }, shelf: Shelf) => {
    const thing = shelf.things.get(params.id);
    if (!thing) throw notFound('没有这一件');
    return {
      status: 200,
      body: { id: params.id, name: thing.name, by: caller.subject },
      etag: thing.version,
    };
  },
});

const rename = route({
  method: 'PUT',
  path: '/v1/things/{id}',
  operationId: 'renameThing',
  etag: true,
  summary: '更名',
  tag: '测试',
  access: { roles: ['county'] },
  ifMatch: 'required',
  params: z.strictObject({ id: z.string() }),
  body: z.strictObject({ name: z.string() }),
  responses: { 204: { description: '已更名' }, 404: { description: '没有' } },
  handle: ({ params, body, ifMatch }, shelf: Shelf) => {
    const thing = shelf.things.get(params.id);
    if (!thing) throw notFound('没有这一件');
    if (ifMatch !== String(thing.version)) throw preconditionFailed();
    shelf.things.set(params.id, { ...thing, name: body.name, version: thing.version + 1 });
    return { status: 204, etag: thing.version + 1 };
  },
});

const list = route({
  method: 'GET',
  path: '/v1/things',
  operationId: 'listThings',
  summary: '列表',
  tag: '测试',
  access: 'public',
  query: z.strictObject({ ...pageQuery, kind: z.enum(['book', 'tool']).optional() }),
  responses: { 200: { description: '一页', schema: pageOf(Thing) } },
  handle: ({ query, caller }, shelf: Shelf) => {
    if (query.cursor === 'forged') throw new InvalidCursor();
    const items = [...shelf.things].slice(0, query.limit).map(([id, { name }]) => ({
      id,
      name,
      by: caller?.subject ?? 'public',
    }));
    return { status: 200, body: { items } };
  },
});

const fail = route({
  method: 'DELETE',
  path: '/v1/things/{id}',
  operationId: 'breakThing',
  summary: '出错',
  tag: '测试',
  access: 'public',
  params: z.strictObject({ id: z.string() }),
  responses: { 204: { description: '不会发生' }, 409: { description: '冲突' } },
  handle: async ({ params }) => {
    if (params.id === 'slow') await sleep(5_000, undefined, { ref: false });
    if (params.id === 'crowd') throw new AuditContended(undefined);
    if (params.id === 'race') throw new ConditionFailed(0, undefined, undefined);
    throw new TypeError('table peiyou-secret-table is not there');
  },
});

export const sampleRoutes: readonly Route<Shelf>[] = [create, read, rename, list, fail];

/** The sample service behind the real stack, and a client for it. */
export function sampleApi(issuer: Issuer) {
  const shelf: Shelf = { things: new Map(), answers: new Map(), created: 0 };
  const handler = createApi({
    service: 'sample',
    routes: sampleRoutes,
    deps: shelf,
    settings: issuer.settings,
    memory: { recall: async (key) => shelf.answers.get(key), claim: async () => {} },
  });
  return { shelf, call: clientOf(handler, sampleRoutes) };
}

import * as z from 'zod';
import { DivisionCode } from '../../../shared/events/shapes.ts';
import { AUTHORITIES, acting, params, RACED } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { beginRound } from './begin.ts';
import { cancelRound } from './cancel.ts';
import { answerOf, listRounds, listRows, visible } from './read.ts';
import { CancelRequest, RoundAnswer, RoundRequest, RowAnswer } from './schema.ts';

const TAG = '统一分配';
const COUNTY = ['county'] as const;
const shown = { 200: { description: '一轮统一分配', schema: RoundAnswer } } as const;
const NOT_FOUND = { 404: { description: '没有这一轮统一分配，或无权查看' } } as const;

/** The HTTP operations of allocation rounds. */
export const routes = [
  route({
    method: 'POST',
    path: '/v1/rounds',
    operationId: 'beginRound',
    etag: true,
    summary: '开始一轮统一分配',
    description:
      '对全县正在征集的需求，在组织能力、资金、场地的约束下求总分最高的安排，并给出证明（M2.2）。每晚也自动进行。',
    tag: TAG,
    access: { roles: COUNTY, division: ({ body }) => body.county },
    creates: true,
    body: RoundRequest,
    bodyExample: { county: '330302' },
    responses: { 201: { description: '一轮统一分配', schema: RoundAnswer }, ...RACED },
    handle: ({ body, once, ...input }, deps: Deps) =>
      retried(() => beginRound(body, acting(input), deps, once)),
  }),
  route({
    method: 'GET',
    path: '/v1/rounds',
    operationId: 'listRounds',
    summary: '各轮统一分配',
    tag: TAG,
    access: { roles: ['county', 'city'], division: ({ query }) => query.county },
    query: z.strictObject({ county: DivisionCode, ...pageQuery }),
    responses: { 200: { description: '一页，最新的在前', schema: pageOf(RoundAnswer) } },
    handle: async ({ query }, deps: Deps) => ({ status: 200, body: await listRounds(query, deps) }),
  }),
  route({
    method: 'GET',
    path: '/v1/rounds/{id}',
    operationId: 'getRound',
    etag: true,
    summary: '查看一轮统一分配',
    tag: TAG,
    access: { roles: AUTHORITIES },
    params,
    responses: { ...shown, ...NOT_FOUND },
    handle: async ({ params, caller }, deps: Deps) => answerOf(await visible(params.id, caller, deps)),
  }),
  route({
    method: 'GET',
    path: '/v1/rounds/{id}/rows',
    operationId: 'listRoundRows',
    summary: '一轮统一分配的逐项结果和理由',
    description: '只含本行政区划内的需求，按行政区划排列，公布之后可以查看。',
    tag: TAG,
    access: { roles: AUTHORITIES },
    params,
    query: z.strictObject(pageQuery),
    responses: { 200: { description: '一页结果', schema: pageOf(RowAnswer) }, ...NOT_FOUND },
    handle: async ({ params, query, caller }, deps: Deps) => ({
      status: 200,
      body: await listRows(params.id, query, caller, deps),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/rounds/{id}/cancel',
    operationId: 'cancelRound',
    etag: true,
    summary: '撤销一轮统一分配',
    description: '公布之前可以整轮撤销，所占名额全部退回。',
    tag: TAG,
    access: { roles: COUNTY },
    params,
    body: CancelRequest,
    bodyExample: { reason: '有重要需求尚未发布' },
    responses: { ...shown, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) =>
      retried(() => cancelRound(input.params.id, input.body, acting(input), deps)),
  }),
];

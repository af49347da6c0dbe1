import * as z from 'zod';
import { CITY } from '../../../../shared/divisions/index.ts';
import { acting, params, RACED, Subtree } from '../../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../../shared/http/page.ts';
import { route } from '../../../../shared/http/route.ts';
import { retried } from '../../../../shared/store/index.ts';
import type { Deps } from '../../deps.ts';
import { ReasonRequest } from '../../offers/schema.ts';
import { EVERYBODY } from '../../routes-common.ts';
import { announce, callOff, change } from './announce.ts';
import { decide } from './decide.ts';
import { contestAnswer, contestOf } from './find.ts';
import { listContests, listScores, readResult } from './read.ts';
import { ContestAnswer, ContestPatch, ContestRequest, JudgedScore, ResultAnswer, Stage } from './schema.ts';

const TAG = '公益创投大赛';
const ORGANISERS = ['township', 'county', 'city'] as const;
const shown = { 200: { description: '大赛', schema: ContestAnswer } } as const;
const OWN = { 404: { description: '没有这个大赛，或不由您办理' } } as const;
const UNFIT = { 422: { description: '还有须改正的内容；errors 逐项说明' } } as const;

const EXAMPLE = {
  title: '鹿城区社区微公益创投大赛',
  division: '330302',
  entriesUntil: '2026-12-10',
  judgingUntil: '2026-12-18',
  prizes: [{ name: '一等奖', places: 1, funding: { resource: 'r-1', fen: 300_000 } }],
  judges: ['j-1', 'j-2', 'j-3'].map((subject, index) => ({
    role: 'agency',
    subject,
    name: `评委${index + 1}`,
  })),
};

/** The HTTP operations of contests as a whole; those of their entries stand beside. */
export const routes = [
  route({
    method: 'POST',
    path: '/v1/contests',
    operationId: 'announceContest',
    etag: true,
    summary: '公告公益创投大赛',
    description: '社区微公益创投大赛（M1.5）：为需求征集方案，由评委评分，获奖的承接需求。',
    tag: TAG,
    access: { roles: ORGANISERS, division: ({ body }) => body.division },
    creates: true,
    body: ContestRequest,
    bodyExample: EXAMPLE,
    responses: { 201: { description: '大赛', schema: ContestAnswer }, ...UNFIT },
    handle: ({ body, caller, once }, deps: Deps) => announce(body, caller, deps, once),
  }),
  route({
    method: 'GET',
    path: '/v1/contests',
    operationId: 'listContests',
    summary: '大赛清单',
    description: '一个行政区划内的大赛；按阶段筛选后一页可能不满，以 next 为准。',
    tag: TAG,
    access: { roles: EVERYBODY },
    query: z.strictObject({
      division: Subtree.default(CITY.code),
      stage: Stage.optional(),
      ...pageQuery,
    }),
    responses: { 200: { description: '一页大赛', schema: pageOf(ContestAnswer) } },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await listContests(query, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/contests/{id}',
    operationId: 'getContest',
    etag: true,
    summary: '查看大赛',
    tag: TAG,
    access: { roles: EVERYBODY },
    params,
    responses: { ...shown, 404: { description: '没有这个大赛' } },
    handle: async ({ params, caller }, deps: Deps) =>
      contestAnswer(await contestOf(params.id, deps), caller, deps),
  }),
  route({
    method: 'PATCH',
    path: '/v1/contests/{id}',
    operationId: 'changeContest',
    etag: true,
    summary: '修改大赛',
    description: '开始申报前都可以改；之后只能延后日期、增加评委（judges 给出全部评委，新的在后）。',
    tag: TAG,
    access: { roles: ORGANISERS, division: ({ body }) => body.division },
    ifMatch: 'required',
    params,
    body: ContestPatch,
    bodyExample: { judgingUntil: '2026-12-25' },
    responses: { ...shown, ...OWN, ...RACED, ...UNFIT },
    handle: (input, deps: Deps) => retried(() => change(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/contests/{id}/cancel',
    operationId: 'cancelContest',
    etag: true,
    summary: '取消大赛',
    tag: TAG,
    access: { roles: ORGANISERS },
    ifMatch: 'optional',
    params,
    body: ReasonRequest,
    bodyExample: { reason: '申报不足' },
    responses: { ...shown, ...OWN, ...RACED },
    handle: (input, deps: Deps) => retried(() => callOff(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/contests/{id}/decide',
    operationId: 'decideContest',
    etag: true,
    summary: '公布结果',
    description:
      '按各评委（须回避的除外）的平均分排名，评定奖项；获奖的承接需求，奖金为拟定的资金，待乡镇（街道）确认（M1.3）。',
    tag: TAG,
    access: { roles: ORGANISERS },
    ifMatch: 'optional',
    params,
    responses: { 200: { description: '结果', schema: ResultAnswer }, ...OWN, ...RACED },
    handle: (input, deps: Deps) => retried(() => decide(input.params.id, acting(input), deps)),
  }),
  route({
    method: 'GET',
    path: '/v1/contests/{id}/result',
    operationId: 'getContestResult',
    summary: '大赛结果',
    description: '排名和各评分项的平均分；逐人评分只有主办方可见。',
    tag: TAG,
    access: { roles: EVERYBODY },
    params,
    responses: {
      200: { description: '结果', schema: ResultAnswer },
      404: { description: '没有这个大赛，或还没有公布结果' },
    },
    handle: async ({ params }, deps: Deps) => ({ status: 200, body: await readResult(params.id, deps) }),
  }),
  route({
    method: 'GET',
    path: '/v1/contests/{id}/scores',
    operationId: 'listContestScores',
    summary: '评分明细',
    description: '由主办方查看：每名评委的评分，和不计入的原因。',
    tag: TAG,
    access: { roles: ORGANISERS },
    params,
    query: z.strictObject(pageQuery),
    responses: { 200: { description: '一页评分，按参赛项目', schema: pageOf(JudgedScore) }, ...OWN },
    handle: async ({ params, query, caller }, deps: Deps) => ({
      status: 200,
      body: await listScores(params.id, query, caller, deps),
    }),
  }),
];

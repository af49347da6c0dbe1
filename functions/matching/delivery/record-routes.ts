import * as z from 'zod';
import { acting, params, RACED } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { EVERYBODY } from '../routes-common.ts';
import { NOT_FOUND, oneOf, PLATFORMS, SPEAKERS } from './common.ts';
import { listRecords } from './read.ts';
import { report, voidReport } from './report.ts';
import { ReasonRequest, ReportAnswer, ReportRequest, SpendingAnswer, SpendingRequest } from './schema.ts';
import { spend, voidSpending } from './spend.ts';

const PROGRESS = '项目进展';
const MONEY = '项目支出';

/** The HTTP operations of what was done and what it cost. */
export const recordRoutes = [
  route({
    method: 'POST',
    path: '/v1/matches/{id}/progress',
    operationId: 'reportProgress',
    etag: true,
    summary: '报告进展',
    description: '报告某一天的服务：时长、人数、服务对象人次和佐证（M1.4、A1）。计入组织的活动。',
    tag: PROGRESS,
    access: { roles: SPEAKERS },
    creates: true,
    ifMatch: 'optional',
    params,
    body: ReportRequest,
    bodyExample: {
      phase: 0,
      on: '2026-12-05',
      note: '上门探访 12 户，陪聊、读报',
      minutes: 480,
      participants: 4,
      served: { 'empty-nest': 12 },
      evidence: [],
    },
    responses: {
      201: { description: '进展报告', schema: ReportAnswer },
      ...NOT_FOUND,
      ...RACED,
      422: { description: '有数字、日期或佐证不符；errors 逐项说明' },
    },
    handle: (input, deps: Deps) =>
      retried(() => report(input.params.id, input.body, acting(input), deps, input.once)),
  }),
  route({
    method: 'GET',
    path: '/v1/matches/{id}/progress',
    operationId: 'listProgress',
    summary: '项目的进展报告',
    tag: PROGRESS,
    access: { roles: EVERYBODY },
    params,
    query: z.strictObject(pageQuery),
    responses: {
      200: { description: '一页进展报告，最新的在前，包括作废的', schema: pageOf(ReportAnswer) },
      ...NOT_FOUND,
    },
    handle: async ({ params, query, caller }, deps: Deps) => ({
      status: 200,
      body: await listRecords('report', params.id, query, caller, deps),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/matches/{id}/progress/{serial}/void',
    operationId: 'voidProgress',
    etag: true,
    summary: '作废进展报告',
    description: '写错的不改，作废后重报；合计随之更正。由承接组织或乡镇（街道）办理。',
    tag: PROGRESS,
    access: { roles: [...SPEAKERS, ...PLATFORMS] },
    ifMatch: 'optional',
    params: oneOf('报告序号'),
    body: ReasonRequest,
    bodyExample: { reason: '日期写错' },
    responses: {
      200: { description: '作废的进展报告', schema: ReportAnswer },
      404: { description: '没有这个项目或报告，或无权查看' },
      ...RACED,
    },
    handle: (input, deps: Deps) =>
      retried(() => voidReport(input.params.id, input.params.serial, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/matches/{id}/spending',
    operationId: 'recordSpending',
    etag: true,
    summary: '记录支出',
    description: '按资金来源记录，不超过该项资金的剩余（M2.3）。',
    tag: MONEY,
    access: { roles: SPEAKERS },
    creates: true,
    ifMatch: 'optional',
    params,
    body: SpendingRequest,
    bodyExample: { resource: 'r-1', fen: 12_000, on: '2026-12-05', what: '慰问品', evidence: [] },
    responses: {
      201: { description: '支出', schema: SpendingAnswer },
      ...NOT_FOUND,
      ...RACED,
      422: { description: '超出剩余的资金，或有日期、佐证不符；errors 逐项说明' },
    },
    handle: (input, deps: Deps) =>
      retried(() => spend(input.params.id, input.body, acting(input), deps, input.once)),
  }),
  route({
    method: 'GET',
    path: '/v1/matches/{id}/spending',
    operationId: 'listSpending',
    summary: '项目的支出',
    description: '各项资金的合计见项目的 budget。',
    tag: MONEY,
    access: { roles: EVERYBODY },
    params,
    query: z.strictObject(pageQuery),
    responses: {
      200: { description: '一页支出，最新的在前，包括作废的', schema: pageOf(SpendingAnswer) },
      ...NOT_FOUND,
    },
    handle: async ({ params, query, caller }, deps: Deps) => ({
      status: 200,
      body: await listRecords('spending', params.id, query, caller, deps),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/matches/{id}/spending/{serial}/void',
    operationId: 'voidSpending',
    etag: true,
    summary: '作废支出',
    description: '写错的不改，冲正后重记。由承接组织或乡镇（街道）办理。',
    tag: MONEY,
    access: { roles: [...SPEAKERS, ...PLATFORMS] },
    ifMatch: 'optional',
    params: oneOf('支出序号'),
    body: ReasonRequest,
    bodyExample: { reason: '金额写错' },
    responses: {
      200: { description: '作废的支出', schema: SpendingAnswer },
      404: { description: '没有这个项目或支出，或无权查看' },
      ...RACED,
    },
    handle: (input, deps: Deps) =>
      retried(() => voidSpending(input.params.id, input.params.serial, input.body, acting(input), deps)),
  }),
];

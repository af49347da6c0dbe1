import * as z from 'zod';
import { acting, params, RACED } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { EVERYBODY } from '../routes-common.ts';
import { NOT_FOUND, OWNERS, oneOf, PLATFORMS, SIDES } from './common.ts';
import { answerDispute, dispute, resolve, withdrawDispute } from './dispute.ts';
import { evaluate } from './evaluate.ts';
import { guide } from './guide.ts';
import { listEvaluations, listRecords } from './read.ts';
import {
  DisputeAnswer,
  DisputeRequest,
  EvaluationAnswer,
  EvaluationRequest,
  EvaluationsAnswer,
  NoteAnswer,
  RulingRequest,
  TextRequest,
} from './schema.ts';

const EVALUATION = '项目评价';
const DISPUTES = '项目争议';
const GUIDANCE = '平台指导';
const NO_DISPUTE = { 404: { description: '没有这个项目或争议，或无权查看' } } as const;
const oneDispute = oneOf('争议序号');
const settledOne = { 200: { description: '争议', schema: DisputeAnswer } } as const;

/** The HTTP operations of what those concerned think of a match, and where they do not agree. */
export const opinionRoutes = [
  route({
    method: 'POST',
    path: '/v1/matches/{id}/evaluation',
    operationId: 'evaluateMatch',
    etag: true,
    summary: '评价项目',
    description:
      '由需求发布方评价，并汇总录入服务对象的评价（不记名，A1）。再次提交即更正，组织的评价随之更正；内容相同的不变。',
    tag: EVALUATION,
    access: { roles: OWNERS },
    ifMatch: 'optional',
    params,
    body: EvaluationRequest,
    bodyExample: {
      by: 'community',
      points: { effect: 5, standard: 4, timeliness: 5, cooperation: 5 },
      comment: '老人反映很好',
    },
    responses: {
      200: { description: '评价', schema: EvaluationAnswer },
      ...NOT_FOUND,
      ...RACED,
      422: { description: '有评分或人数不符；errors 逐项说明' },
    },
    handle: (input, deps: Deps) => retried(() => evaluate(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'GET',
    path: '/v1/matches/{id}/evaluation',
    operationId: 'getEvaluation',
    summary: '项目的评价',
    tag: EVALUATION,
    access: { roles: EVERYBODY },
    params,
    responses: {
      200: {
        description: '需求发布方和服务对象的评价，以及按什么项目评价',
        schema: EvaluationsAnswer,
      },
      ...NOT_FOUND,
    },
    handle: async ({ params, caller }, deps: Deps) => ({
      status: 200,
      body: await listEvaluations(params.id, caller, deps),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/matches/{id}/disputes',
    operationId: 'openDispute',
    etag: true,
    summary: '提出争议',
    description: '由需求发布方或承接组织提出；解决之前不能验收。',
    tag: DISPUTES,
    access: { roles: SIDES },
    creates: true,
    ifMatch: 'optional',
    params,
    body: DisputeRequest,
    bodyExample: { about: 'completion', text: '第二阶段只上门两次，计划为四次', evidence: [] },
    responses: {
      201: { description: '争议', schema: DisputeAnswer },
      ...NOT_FOUND,
      ...RACED,
      422: { description: '有佐证不能引用；errors 逐项说明' },
    },
    handle: (input, deps: Deps) =>
      retried(() => dispute(input.params.id, input.body, acting(input), deps, input.once)),
  }),
  route({
    method: 'GET',
    path: '/v1/matches/{id}/disputes',
    operationId: 'listDisputes',
    summary: '项目的争议',
    tag: DISPUTES,
    access: { roles: EVERYBODY },
    params,
    query: z.strictObject(pageQuery),
    responses: {
      200: { description: '一页争议，最新的在前', schema: pageOf(DisputeAnswer) },
      ...NOT_FOUND,
    },
    handle: async ({ params, query, caller }, deps: Deps) => ({
      status: 200,
      body: await listRecords('dispute', params.id, query, caller, deps),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/matches/{id}/disputes/{serial}/answer',
    operationId: 'answerDispute',
    etag: true,
    summary: '答复争议',
    tag: DISPUTES,
    access: { roles: SIDES },
    ifMatch: 'optional',
    params: oneDispute,
    body: TextRequest,
    bodyExample: { text: '另两次改为线上，已与社区商定' },
    responses: { ...settledOne, ...NO_DISPUTE, ...RACED },
    handle: (input, deps: Deps) =>
      retried(() => answerDispute(input.params.id, input.params.serial, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/matches/{id}/disputes/{serial}/withdraw',
    operationId: 'withdrawDispute',
    etag: true,
    summary: '撤回争议',
    tag: DISPUTES,
    access: { roles: SIDES },
    ifMatch: 'optional',
    params: oneDispute,
    responses: { ...settledOne, ...NO_DISPUTE, ...RACED },
    handle: (input, deps: Deps) =>
      retried(() => withdrawDispute(input.params.id, input.params.serial, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/matches/{id}/disputes/{serial}/resolve',
    operationId: 'resolveDispute',
    etag: true,
    summary: '裁定争议',
    description:
      '由乡镇（街道）裁定；需求由乡镇（街道）发布的、不设乡镇的，由县（市、区）裁定。退回整改的，项目回到实施中。',
    tag: DISPUTES,
    access: { roles: PLATFORMS },
    ifMatch: 'optional',
    params: oneDispute,
    body: RulingRequest,
    bodyExample: { outcome: 'redo', text: '请补足两次上门探访' },
    responses: {
      ...settledOne,
      ...NO_DISPUTE,
      ...RACED,
      422: { description: '项目没有在待验收，不能退回整改' },
    },
    handle: (input, deps: Deps) =>
      retried(() => resolve(input.params.id, input.params.serial, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/matches/{id}/notes',
    operationId: 'guideMatch',
    etag: true,
    summary: '写入指导意见',
    description: '服务平台指导项目实施（M1.4）。',
    tag: GUIDANCE,
    access: { roles: PLATFORMS },
    creates: true,
    ifMatch: 'optional',
    params,
    body: TextRequest,
    bodyExample: { text: '建议每次探访两人同行，并做好记录' },
    responses: { 201: { description: '指导意见', schema: NoteAnswer }, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) =>
      retried(() => guide(input.params.id, input.body, acting(input), deps, input.once)),
  }),
  route({
    method: 'GET',
    path: '/v1/matches/{id}/notes',
    operationId: 'listNotes',
    summary: '项目的指导意见',
    tag: GUIDANCE,
    access: { roles: EVERYBODY },
    params,
    query: z.strictObject(pageQuery),
    responses: {
      200: { description: '一页指导意见，最新的在前', schema: pageOf(NoteAnswer) },
      ...NOT_FOUND,
    },
    handle: async ({ params, query, caller }, deps: Deps) => ({
      status: 200,
      body: await listRecords('note', params.id, query, caller, deps),
    }),
  }),
];

import * as z from 'zod';
import { acting, params, RACED } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { MatchAnswer, MatchState } from '../offers/schema.ts';
import { EVERYBODY } from '../routes-common.ts';
import { accept } from './accept.ts';
import { NOT_FOUND, OWNERS, SPEAKERS } from './common.ts';
import { complete } from './complete.ts';
import { answerOf, visible } from './find.ts';
import { finishPhase } from './finish-phase.ts';
import { listMatches } from './read.ts';
import { numberIn } from './schema.ts';
import { start } from './start.ts';

const TAG = '项目实施';
const shown = { 200: { description: '项目', schema: MatchAnswer } } as const;

/** The HTTP operations of the life of a match, from its start to its acceptance. */
export const lifeRoutes = [
  route({
    method: 'GET',
    path: '/v1/matches',
    operationId: 'listMatches',
    summary: '组织承接的项目',
    tag: TAG,
    access: { roles: SPEAKERS },
    query: z.strictObject({
      organisation: z.string().min(1).max(100),
      state: MatchState.optional(),
      ...pageQuery,
    }),
    responses: {
      200: { description: '一页项目，最新的在前', schema: pageOf(MatchAnswer) },
      404: { description: '没有这个组织，或不由您代表' },
    },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await listMatches(query, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/matches/{id}',
    operationId: 'getMatch',
    etag: true,
    summary: '查看项目',
    description: '承接组织、需求发布方及其上级、设计项目的机构、提供资源的供给方可以查看。',
    tag: TAG,
    access: { roles: EVERYBODY },
    params,
    responses: { ...shown, ...NOT_FOUND },
    handle: async ({ params, caller }, deps: Deps) =>
      answerOf((await visible(params.id, caller, deps)).match),
  }),
  route({
    method: 'POST',
    path: '/v1/matches/{id}/start',
    operationId: 'startMatch',
    etag: true,
    summary: '开始实施',
    description: '从实施期限的第一天起。可以重复。',
    tag: TAG,
    access: { roles: SPEAKERS },
    ifMatch: 'optional',
    params,
    responses: { ...shown, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) => retried(() => start(input.params.id, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/matches/{id}/phases/{phase}/done',
    operationId: 'finishPhase',
    etag: true,
    summary: '完成阶段',
    description: '该阶段须至少有一份进展报告。可以重复。',
    tag: TAG,
    access: { roles: SPEAKERS },
    ifMatch: 'optional',
    params: z.strictObject({ ...params.shape, phase: numberIn('阶段序号', 0) }),
    responses: { ...shown, 404: { description: '没有这个项目或阶段，或无权查看' }, ...RACED },
    handle: (input, deps: Deps) =>
      retried(() => finishPhase(input.params.id, input.params.phase, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/matches/{id}/complete',
    operationId: 'completeMatch',
    etag: true,
    summary: '提请验收',
    description: '各阶段都已完成、没有未解决的争议时，由承接组织提请。可以重复。',
    tag: TAG,
    access: { roles: SPEAKERS },
    ifMatch: 'optional',
    params,
    responses: { ...shown, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) => retried(() => complete(input.params.id, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/matches/{id}/accept',
    operationId: 'acceptMatch',
    etag: true,
    summary: '验收',
    description: '由需求发布方验收；逾期未答复的视为通过。未用的资金退回供给方。可以重复。',
    tag: TAG,
    access: { roles: OWNERS },
    ifMatch: 'optional',
    params,
    responses: { ...shown, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) => retried(() => accept(input.params.id, acting(input), deps)),
  }),
];

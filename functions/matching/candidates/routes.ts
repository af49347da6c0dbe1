import * as z from 'zod';
import { AUTHORITIES, params } from '../../../shared/http/acting.ts';
import { pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { ANSWERS } from '../listings/schema.ts';
import { ScoreAnswer } from '../offers/schema.ts';
import { readCandidates, readOpportunities, readResources } from './read.ts';

const TAG = '匹配';

const CandidatesAnswer = z.strictObject({
  at: z.iso.datetime().optional().meta({ description: '匹配的时间；还没有匹配时不出现' }),
  policy: z.string().optional(),
  looked: z.int().meta({ description: '比较过的组织数' }),
  out: z.record(z.string(), z.int()).meta({ description: '未入选的组织数，按不符合的条件' }),
  items: z.array(
    z.strictObject({
      organisation: z.string(),
      organisationName: z.string(),
      project: z.string().optional(),
      agreed: z.literal(true).optional().meta({ description: '已同意在突发事件时直接派单（A3）' }),
      score: ScoreAnswer,
    }),
  ),
});

/** The HTTP operations of the matching queue. */
export const routes = [
  route({
    method: 'GET',
    path: '/v1/needs/{id}/candidates',
    operationId: 'getCandidates',
    summary: '需求的候选组织',
    description: '最合适的在前，逐项说明得分的理由（M1.4、M2.2、C1.3）。',
    tag: TAG,
    access: { roles: AUTHORITIES },
    params,
    responses: {
      200: { description: '候选组织', schema: CandidatesAnswer },
      404: { description: '没有这个需求，或无权查看' },
    },
    handle: async ({ params, caller }, deps: Deps) => ({
      status: 200,
      body: await readCandidates(params.id, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/needs/{id}/resources',
    operationId: 'listResourcesForNeed',
    summary: '可用于需求的资源',
    description: '正在提供、还有剩余、适合这个需求的资源，由近及远；乡镇（街道）确认承接时可以配给（M1.3）。',
    tag: TAG,
    access: { roles: AUTHORITIES },
    params,
    query: z.strictObject({ limit: pageQuery.limit }),
    responses: {
      200: { description: '资源', schema: z.strictObject({ items: z.array(ANSWERS.resource) }) },
      404: { description: '没有这个需求，或无权查看' },
    },
    handle: async ({ params, query, caller }, deps: Deps) => ({
      status: 200,
      body: { items: await readResources(params.id, query, caller, deps) },
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/capacities/{id}/needs',
    operationId: 'listOpportunities',
    summary: '适合组织承接的需求',
    description: '服务区域内正在征集、组织现在可以认领的需求，最合适的在前。',
    tag: TAG,
    access: { roles: ['applicant', 'organisation', 'agency', ...AUTHORITIES] },
    params,
    query: z.strictObject({ limit: pageQuery.limit }),
    responses: {
      200: {
        description: '需求和匹配度',
        schema: z.strictObject({
          items: z.array(z.strictObject({ need: ANSWERS.need, score: ScoreAnswer })),
        }),
      },
      404: { description: '没有这个组织，或无权查看' },
    },
    handle: async ({ params, query, caller }, deps: Deps) => ({
      status: 200,
      body: { items: await readOpportunities(params.id, query, caller, deps) },
    }),
  }),
];

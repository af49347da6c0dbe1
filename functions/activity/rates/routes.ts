import * as z from 'zod';
import { OrganisationId } from '../../../shared/events/shapes.ts';
import { AUTHORITIES } from '../../../shared/http/acting.ts';
import { pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { listOrganisations } from './organisations.ts';
import { readOwn } from './own.ts';
import { readLevel, readRanking, readRate, readSeries } from './read.ts';
import { listRuns } from './runs.ts';
import {
  LevelAnswer,
  OrganisationsAnswer,
  OrganisationsQuery,
  OwnAnswer,
  OwnQuery,
  RankingAnswer,
  RankingQuery,
  RateAnswer,
  RateQuery,
  RunsAnswer,
  SeriesAnswer,
  SeriesQuery,
  TargetsAnswer,
  TargetsQuery,
  WhatIfAnswer,
  WhatIfRequest,
} from './schema.ts';
import { readTargets } from './targets.ts';
import { whatIf } from './what-if.ts';

const TAG = '平均活跃度';
const PUBLISHED = '市和县（市、区）关账后的数字公开；未关账的，乡镇（街道）和村居的，由其主管机关查看。';
const REFUSED = { 403: { description: '不在管辖范围内' } } as const;

/** The HTTP operations of activity rates (T2). */
export const routes = [
  route({
    method: 'GET',
    path: '/v1/activity/rates',
    operationId: 'getActivityRate',
    summary: '平均活跃度',
    description: `一个行政区划一期的平均活跃度（T2），带分子、分母、政策版本；可查任一天的、关账后任一版的；填了 level 为辖区内这一级所有行政区划最新的，按行政区划，一页可能不满，有 next 就还有。${PUBLISHED}`,
    tag: TAG,
    access: 'public',
    query: RateQuery,
    responses: {
      200: { description: '平均活跃度；填了 level 为一页', schema: z.union([RateAnswer, LevelAnswer]) },
      404: { description: '没有可以查看的数字' },
      ...REFUSED,
    },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body:
        query.level === undefined
          ? await readRate(query, caller, deps)
          : await readLevel({ ...query, level: query.level }, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/activity/series',
    operationId: 'getActivitySeries',
    summary: '平均活跃度的走势',
    description: `从一期到另一期，同为月、季或年。${PUBLISHED}`,
    tag: TAG,
    access: 'public',
    query: SeriesQuery,
    responses: { 200: { description: '各期，按时间先后', schema: SeriesAnswer }, ...REFUSED },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await readSeries(query, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/activity/ranking',
    operationId: 'getActivityRanking',
    summary: '下级的平均活跃度排名',
    description: `各直接下级，由高到低。${PUBLISHED}`,
    tag: TAG,
    access: 'public',
    query: RankingQuery,
    responses: { 200: { description: '排名', schema: RankingAnswer }, ...REFUSED },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await readRanking(query, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/activity/rates/organisations',
    operationId: 'listActivityOrganisations',
    summary: '数字背后的组织',
    description: '逐个组织逐月说明做了什么、是否活跃；全部相加等于该数字。一页可能不满，有 next 就还有。',
    tag: TAG,
    access: { roles: AUTHORITIES, division: ({ query }) => query.division },
    query: OrganisationsQuery,
    responses: { 200: { description: '一页组织，按行政区划', schema: OrganisationsAnswer } },
    handle: async ({ query }, deps: Deps) => ({ status: 200, body: await listOrganisations(query, deps) }),
  }),
  route({
    method: 'GET',
    path: '/v1/organisations/{id}/activity',
    operationId: 'getOwnActivity',
    summary: '一个组织的活跃度',
    description: '逐月说明做了什么、是否活跃、如何得出；组织看自己的，主管机关看辖区内的。',
    tag: TAG,
    access: { roles: ['applicant', 'organisation', ...AUTHORITIES] },
    params: z.strictObject({ id: OrganisationId }),
    query: OwnQuery,
    responses: {
      200: { description: '活跃度和所依据的口径', schema: OwnAnswer },
      404: { description: '没有这个组织，或无权查看' },
    },
    handle: async ({ params: { id }, query, caller }, deps: Deps) => ({
      status: 200,
      body: await readOwn(id, query.period, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/activity/targets',
    operationId: 'getActivityTarget',
    summary: '年度目标是否达到',
    description: `T2：2021 年底明显提升，2022 年底超过 50%，2023 年底达 60% 以上；未到年底的，说明余下各月须做到多少。${PUBLISHED}`,
    tag: TAG,
    access: 'public',
    query: TargetsQuery,
    responses: {
      200: { description: '目标与结果', schema: TargetsAnswer },
      404: { description: '该年没有目标，或数字尚未公布' },
      ...REFUSED,
    },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await readTargets(query, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/activity/runs',
    operationId: 'listActivityRuns',
    summary: '各次计算',
    description: '每天零点一刻起自动计算，最新的在前；带完整性核对的结果。',
    tag: TAG,
    access: { roles: ['county', 'city'] },
    query: z.strictObject(pageQuery),
    responses: { 200: { description: '一页', schema: RunsAnswer } },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await listRuns(query, caller, deps),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/activity/what-if',
    operationId: 'tryActivityDefinition',
    summary: '按草案口径测算',
    description: '用现有的活动数据，按草案口径算出一期的平均活跃度，与现行口径对照；不保存任何结果。',
    tag: TAG,
    access: { roles: ['county', 'city'], division: ({ body }) => body.division },
    body: WhatIfRequest,
    bodyExample: {
      division: '330302',
      period: '2022',
      definition: {
        title: '当月两次活动为活跃',
        source: '草案',
        default: true,
        by: 'activities-a-month',
        minActivities: 2,
      },
    },
    responses: {
      200: { description: '测算结果', schema: WhatIfAnswer },
      422: { description: '组织太多，来不及测算；请缩小范围' },
    },
    handle: async ({ body }, deps: Deps) => ({ status: 200, body: await whatIf(body, deps) }),
  }),
];

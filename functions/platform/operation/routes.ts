import * as z from 'zod';
import { notFound } from '../../../shared/http/problem.ts';
import { route } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { township } from '../register/schema.ts';
import { rateOn, targetOf } from './rate.ts';
import { OperationAnswer, RateAnswer, RateQuery, TargetAnswer, TargetQuery } from './schema.ts';

const TAG = '实体化运作';
const NONE = { 404: { description: '这个区划内没有应建的平台' } } as const;
const UNKNOWN = { 422: { description: '日期或年份不能查询；errors 说明原因' } } as const;

/** The HTTP operations of substantive operation. */
export const routes = [
  route({
    method: 'GET',
    path: '/v1/platforms/rate',
    operationId: 'getOperationRate',
    summary: '实体化运作率',
    description: '分子、分母、口径版本和各乡镇（街道）的情况，可查询任何一天（T1）。',
    tag: TAG,
    access: 'public',
    query: RateQuery,
    responses: { 200: { description: '实体化运作率', schema: RateAnswer }, ...NONE, ...UNKNOWN },
    handle: async ({ query: { division, on } }, deps: Deps) => ({
      status: 200,
      body: await rateOn(division, on ?? deps.today(), deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/platforms/targets',
    operationId: 'getOperationTarget',
    summary: '实体化运作率的年度目标',
    description: '是否达到，还差几个（T1）。',
    tag: TAG,
    access: 'public',
    query: TargetQuery,
    responses: { 200: { description: '目标与实际', schema: TargetAnswer }, ...NONE, ...UNKNOWN },
    handle: async ({ query: { division, year } }, deps: Deps) => ({
      status: 200,
      body: await targetOf(division, year, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/platforms/{township}/operation',
    operationId: 'getOperation',
    summary: '平台是否实体化运作',
    description: '逐项条件的实际情况、佐证和整改方向，以及历次变化（T1）。',
    tag: TAG,
    access: { roles: ['township', 'county', 'city'], division: ({ params }) => params.township },
    params: z.strictObject({ township }),
    responses: {
      200: { description: '判定', schema: OperationAnswer },
      404: { description: '没有登记平台' },
    },
    handle: async ({ params }, { store }: Deps) => {
      const found = await store.operation(params.township);
      if (!found) throw notFound('这个乡镇（街道）还没有登记平台');
      const { version: _, ...body } = found;
      return { status: 200, body };
    },
  }),
];

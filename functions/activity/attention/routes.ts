import { AUTHORITIES } from '../../../shared/http/acting.ts';
import { route } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { listAttention } from './read.ts';
import { AttentionAnswer, AttentionQuery } from './schema.ts';

/** The HTTP operations of organisations that need attention (C1.1, T2). */
export const routes = [
  route({
    method: 'GET',
    path: '/v1/activity/attention',
    operationId: 'listActivityAttention',
    summary: '沉寂和下滑的组织',
    description:
      '一个行政区划内没有活动或活动明显减少的组织，带数字、原因和建议的类型核定（C1.1）；每天计算一次。停止活动的月份、成立之前的月份不计入，已注销、撤销的不列入。',
    tag: '平均活跃度',
    access: { roles: AUTHORITIES, division: ({ query }) => query.division },
    query: AttentionQuery,
    responses: { 200: { description: '一页组织，按行政区划', schema: AttentionAnswer } },
    handle: async ({ query }, deps: Deps) => ({ status: 200, body: await listAttention(query, deps) }),
  }),
];

import * as z from 'zod';
import { Day } from '../../../shared/events/shapes.ts';
import { route } from '../../../shared/http/route.ts';
import { year } from '../assessments/schema.ts';
import type { Deps } from '../deps.ts';
import type { Points } from '../model/rating.ts';
import { township } from '../register/schema.ts';
import { giveOut } from './links.ts';
import { openLink, rate, readRatings } from './rate.ts';

const TAG = '公众评价';
const count = z.int().min(0);
const params = z.strictObject({ township });
const byToken = z.strictObject({
  token: z.string().regex(/^[\w-]{32}$/, { error: '应为完整的评价链接' }),
});
const about = { township: z.string(), name: z.string(), until: Day.meta({ description: '最后一天' }) };
const CLOSED = { 404: { description: '没有这个链接' }, 409: { description: '链接已用过或已到期' } } as const;

/** The HTTP operations of ratings by the public. */
export const routes = [
  route({
    method: 'POST',
    path: '/v1/platforms/{township}/rating-links',
    operationId: 'giveOutRatingLinks',
    summary: '生成评价链接',
    description: '每个链接只能评价一次，过期作废（C3）。链接只在这次答复中出现，系统只保存其散列值。',
    tag: TAG,
    access: { roles: ['township', 'county'], division: ({ params }) => params.township },
    params,
    body: z.strictObject({ count: z.int().min(1), days: z.int().min(1).meta({ description: '有效天数' }) }),
    bodyExample: { count: 20, days: 14 },
    responses: {
      201: {
        description: '链接',
        schema: z.strictObject({
          ...about,
          links: z.array(
            z.strictObject({
              token: z.string(),
              path: z.string().meta({ description: '门户上评价页面的地址，发给居民' }),
            }),
          ),
        }),
      },
      404: { description: '没有登记平台' },
      422: { description: '数量或有效期超出规定' },
    },
    handle: ({ params, body, caller }, deps: Deps) => giveOut(params.township, body, caller, deps),
  }),
  route({
    method: 'GET',
    path: '/v1/ratings/{token}',
    operationId: 'openRatingLink',
    summary: '打开评价链接',
    tag: TAG,
    access: 'public',
    params: byToken,
    responses: { 200: { description: '评价的平台', schema: z.strictObject(about) }, ...CLOSED },
    handle: ({ params }, deps: Deps) => openLink(params.token, deps),
  }),
  route({
    method: 'POST',
    path: '/v1/ratings/{token}',
    operationId: 'ratePlatform',
    summary: '评价平台',
    description: '1 至 5 分；不登录，不记录谁评了几分。',
    tag: TAG,
    access: 'public',
    params: byToken,
    body: z.strictObject({ points: z.int().min(1).max(5) }),
    bodyExample: { points: 5 },
    responses: { 204: { description: '已评价' }, ...CLOSED },
    handle: ({ params, body }, deps: Deps) => rate(params.token, body.points as Points, deps),
  }),
  route({
    method: 'GET',
    path: '/v1/platforms/{township}/ratings',
    operationId: 'getRatings',
    summary: '平台一年的公众评价',
    description: '只有汇总；评价达到规定数量才显示分数。',
    tag: TAG,
    access: 'public',
    params,
    query: z.strictObject({ year }),
    responses: {
      200: {
        description: '汇总',
        schema: z.strictObject({
          township: z.string(),
          year,
          issued: count.meta({ description: '生成的链接' }),
          votes: count.meta({ description: '评价数' }),
          sum: count.optional().meta({ description: '总分' }),
          given: z.array(count).optional().meta({ description: '1 至 5 分各有多少' }),
        }),
      },
      404: { description: '没有登记平台' },
    },
    handle: ({ params, query }, deps: Deps) => readRatings(params.township, query.year, deps),
  }),
];

import * as z from 'zod';
import { pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { PARTAKERS } from '../routes-common.ts';
import { listNotices, markRead } from './read.ts';

const TAG = '消息';
const RECIPIENTS = ['applicant', ...PARTAKERS] as const;
const NoticeAnswer = z.strictObject({
  id: z.string(),
  kind: z.string().meta({ description: '事由，例如 candidates 找到候选组织，proposed 收到派单' }),
  text: z.string(),
  link: z.string().meta({ description: '所涉事项的地址' }),
  at: z.iso.datetime(),
  readAt: z.iso.datetime().optional(),
});

/** The HTTP operations of notices. */
export const routes = [
  route({
    method: 'GET',
    path: '/v1/notices',
    operationId: 'listNotices',
    summary: '我的消息',
    description: '发给本人、本机关或所代表组织的消息，最新的在前；再往前的用 before 查询。',
    tag: TAG,
    access: { roles: RECIPIENTS },
    query: z.strictObject({
      limit: pageQuery.limit,
      before: z.iso.datetime().optional().meta({ description: '只要早于此刻的' }),
    }),
    responses: {
      200: {
        description: '消息和其中未读的条数',
        schema: z.strictObject({ items: z.array(NoticeAnswer), unread: z.int().min(0) }),
      },
    },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await listNotices(query, caller, deps),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/notices/{id}/read',
    operationId: 'readNotice',
    summary: '标为已读',
    tag: TAG,
    access: { roles: RECIPIENTS },
    params: z.strictObject({ id: z.string().min(1).max(300) }),
    responses: {
      200: { description: '消息', schema: NoticeAnswer },
      404: { description: '没有这条消息' },
    },
    handle: ({ params, caller }, deps: Deps) => markRead(params.id, caller, deps),
  }),
];

import * as z from 'zod';
import { pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { EVERYBODY } from '../routes-common.ts';
import { listNotices, markRead } from './read.ts';

const TAG = '消息';
const NoticeId = z.string().min(1).max(400);
const NoticeAnswer = z.strictObject({
  id: z.string(),
  kind: z.string().meta({ description: '事由，例如 candidates 找到候选组织，proposed 收到派单' }),
  organisation: z.string().optional().meta({ description: '所告知的组织；告知本人或本机关的不出现' }),
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
    description:
      '发给本人、本机关或所代表组织的消息，最新的在前；再往前的以本页最后一条的 id 为 before 查询。保存 180 天。',
    tag: TAG,
    access: { roles: EVERYBODY },
    query: z.strictObject({
      limit: pageQuery.limit,
      before: NoticeId.optional().meta({ description: '一条消息的 id：只要在它之前的' }),
    }),
    responses: {
      200: {
        description: '消息',
        schema: z.strictObject({
          items: z.array(NoticeAnswer),
          unread: z.int().min(0).meta({ description: '全部消息中未读的条数' }),
        }),
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
    access: { roles: EVERYBODY },
    params: z.strictObject({ id: NoticeId }),
    responses: {
      200: { description: '消息', schema: NoticeAnswer },
      404: { description: '没有这条消息' },
    },
    handle: ({ params, caller }, deps: Deps) => markRead(params.id, caller, deps),
  }),
];

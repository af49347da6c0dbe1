import { params } from '../../../shared/http/acting.ts';
import { pageOf } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { replay } from './again.ts';
import { documentOf } from './document.ts';
import { pushEntry, senderFor, sentOf, shownPush, visiblePush } from './find.ts';
import {
  DocumentAnswer,
  ListQuery,
  PreviewAnswer,
  PushAnswer,
  PushEntry,
  ReceiverAnswer,
  ReconciliationAnswer,
  ReconciliationsQuery,
} from './schema.ts';

const TAG = '省级推送';
/** Who sees what is sent; to send is the city's alone. */
const SEEING = ['county', 'city'] as const;
const NOT_FOUND = { 404: { description: '没有这次推送，或不属于本县（市、区）' } } as const;

/** The HTTP operations of pushes to the province. */
export const routes = [
  route({
    method: 'GET',
    path: '/v1/pushes',
    operationId: 'listPushes',
    summary: '推送列表',
    description: '按县（市、区）的以顺序号、全市的以时间，从新到旧。',
    tag: TAG,
    access: { roles: SEEING },
    query: ListQuery,
    responses: { 200: { description: '一页推送', schema: pageOf(PushEntry) } },
    handle: async ({ query: { division, state, limit, cursor }, caller }, deps: Deps) => {
      const county = senderFor(caller, division);
      const scope = `pushes ${county} ${state}`;
      const page = await deps.store.pushes(county, { state, limit, scope, cursor });
      return { status: 200, body: { ...page, items: page.items.map((push) => pushEntry(push, deps)) } };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/pushes/receiver',
    operationId: 'getReceiver',
    summary: '接收方的状况',
    description: '对方多次失败时暂停推送，到时试探，恢复后自动继续。',
    tag: TAG,
    access: { roles: SEEING },
    responses: { 200: { description: '状况', schema: ReceiverAnswer } },
    handle: async (_, { store, province }: Deps) => {
      const { version: _version, opened: _opened, ...receiver } = await store.receiver();
      return { status: 200, body: { configured: province.send !== undefined, ...receiver } };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/pushes/reconciliations',
    operationId: 'listReconciliations',
    summary: '每夜核对的结果',
    description: '省级接口持有的与我方有回执的逐一核对，缺少或不同的重发。',
    tag: TAG,
    access: { roles: ['city'] },
    query: ReconciliationsQuery,
    responses: { 200: { description: '一页结果', schema: pageOf(ReconciliationAnswer) } },
    handle: async ({ query: { limit, cursor } }, { store }: Deps) => {
      const page = await store.reconciliations({ limit, cursor, scope: 'reconciliations' });
      const items = page.items.map(({ day, at, again, counties }) => ({ day, at, again, counties }));
      return { status: 200, body: { ...page, items } };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/pushes/{id}',
    operationId: 'getPush',
    summary: '查看一次推送',
    description: '连同最近的尝试和对方的回执。',
    tag: TAG,
    access: { roles: SEEING },
    params,
    responses: { 200: { description: '推送', schema: PushAnswer }, ...NOT_FOUND },
    handle: async ({ params, caller }, deps: Deps) => ({
      status: 200,
      body: shownPush(await visiblePush(params.id, caller, deps), deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/pushes/{id}/preview',
    operationId: 'previewPush',
    summary: '查看推送的内容',
    description: '与所发的完全相同，不含签名。',
    tag: TAG,
    access: { roles: SEEING },
    params,
    responses: { 200: { description: '内容', schema: PreviewAnswer }, ...NOT_FOUND },
    handle: async ({ params, caller }, deps: Deps) => ({
      status: 200,
      body: await sentOf(await visiblePush(params.id, caller, deps), deps),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/pushes/{id}/replay',
    operationId: 'replayPush',
    summary: '重发一次推送',
    description: '编号和内容不变，轮到时发送；已有的接收方不会重复计入。',
    tag: TAG,
    access: { roles: ['city'] },
    params,
    responses: {
      202: { description: '将会重发', schema: PushAnswer },
      ...NOT_FOUND,
      409: { description: '正在进行' },
    },
    handle: async ({ params, caller, correlationId }, deps: Deps) => ({
      status: 202,
      body: shownPush(await retried(() => replay(params.id, { caller, correlationId }, deps)), deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/province/documents/{id}',
    operationId: 'getPushDocument',
    summary: '取推送的内容（接收方用）',
    description:
      '内容超过 20 KB 时，事件只带地址（dataref）和散列（datahash）。请求须带 Standard Webhooks 的三个头部，' +
      '由接收方的密钥签名，所签内容为 `<webhook-id>.<webhook-timestamp>.GET <路径>`。',
    tag: TAG,
    access: 'public',
    params,
    responses: {
      200: { description: '内容，即散列所对应的字节', schema: DocumentAnswer },
      401: {
        description: '签名不符、已过期，或没有签名',
        headers: { 'WWW-Authenticate': '应如何签名' },
      },
      404: { description: '这次推送没有另存的内容' },
    },
    handle: async ({ params, headers }, deps: Deps) => ({
      status: 200,
      body: await documentOf(params.id, headers, deps),
      headers: { 'content-type': 'application/json; charset=utf-8' },
    }),
  }),
];

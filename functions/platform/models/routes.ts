import * as z from 'zod';
import { acting, params, RACED } from '../../../shared/http/acting.ts';
import { pageOf } from '../../../shared/http/page.ts';
import { forbidden } from '../../../shared/http/problem.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { PUBLIC_STATES } from '../model/honour.ts';
import { seesAll } from '../register/find.ts';
import { award, resolve, review, withdraw } from './decide.ts';
import { honourEntry, shownHonour, visible } from './find.ts';
import { nominate } from './nominate.ts';
import { object } from './object.ts';
import {
  HonourAnswer,
  ListQuery,
  Nomination,
  ObjectionAnswer,
  ObjectionRequest,
  ResolveRequest,
  ReviewRequest,
  serial,
  WithdrawRequest,
} from './schema.ts';

const TAG = '示范和优秀';
const shown = { 200: { description: '推荐', schema: HonourAnswer } } as const;
const NOT_FOUND = { 404: { description: '没有这项推荐，或不由您办理' } } as const;

/** The HTTP operations of demonstration towns, outstanding organisations and people. */
export const routes = [
  route({
    method: 'POST',
    path: '/v1/models',
    operationId: 'nominateModel',
    etag: true,
    summary: '推荐示范镇、优秀社会组织、优秀个人',
    description: '由乡镇（街道）或县（市、区）民政推荐（O3）。个人姓名加密保存，命名并经同意后公布。',
    tag: TAG,
    access: { roles: ['township', 'county'], division: ({ body }) => body.division },
    creates: true,
    body: Nomination,
    bodyExample: { kind: 'town', division: '330302025', deeds: '三年培育社会组织四十家', evidence: [] },
    responses: {
      201: { description: '推荐', schema: HonourAnswer },
      422: { description: '行政区划或佐证不符合要求；errors 逐项说明' },
    },
    handle: ({ body, caller, once }, deps: Deps) => nominate(body, caller, deps, once),
  }),
  route({
    method: 'GET',
    path: '/v1/models',
    operationId: 'listModels',
    summary: '示范和优秀名单',
    description: '公众看到公示中、已命名和已撤销的，默认为已命名的。',
    tag: TAG,
    access: 'public',
    query: ListQuery,
    responses: {
      200: { description: '一页名单', schema: pageOf(HonourAnswer) },
      403: { description: '尚未公示的只有上级可以看到' },
    },
    handle: async ({ query: { division, kind, state, limit, cursor }, caller }, deps: Deps) => {
      const whole = seesAll(caller, division);
      if (!whole && state !== undefined && !(PUBLIC_STATES as readonly string[]).includes(state))
        throw forbidden('尚未公示的推荐不公开');
      const asked = whole ? state : (state ?? 'awarded');
      const scope = `models ${division} ${kind} ${asked}`;
      const page = await deps.store.honoursIn(division, { kind, state: asked, limit, scope, cursor });
      const items = await Promise.all(page.items.map((one) => shownHonour(one, caller, deps)));
      return { status: 200, body: { ...page, items } };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/models/{id}',
    operationId: 'getModel',
    etag: true,
    summary: '查看一项推荐',
    description: '所在乡镇（街道）和上级看到个人姓名原文，每次都记入办理记录。',
    tag: TAG,
    access: 'public',
    params,
    responses: { ...shown, ...NOT_FOUND },
    handle: async ({ params, caller }, deps: Deps) => {
      const found = await visible(params.id, caller, deps);
      const reveal = found.kind === 'person' && seesAll(caller, found.division);
      if (reveal) await deps.store.save({ writes: [], audit: [honourEntry(found.id, 'name-read', caller)] });
      const body = await shownHonour(found, caller, deps, { reveal });
      return { status: 200, body, etag: found.version, headers: { 'cache-control': 'no-store' } };
    },
  }),
  route({
    method: 'POST',
    path: '/v1/models/{id}/review',
    operationId: 'reviewModel',
    etag: true,
    summary: '审核推荐',
    description: '由推荐人以外的人审核；通过的自次日起公示规定的工作日数。',
    tag: TAG,
    access: { roles: ['county'] },
    ifMatch: 'optional',
    params,
    body: ReviewRequest,
    bodyExample: { approved: true, opinion: '事迹属实' },
    responses: { ...shown, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) => retried(() => review(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/models/{id}/objections',
    operationId: 'objectToModel',
    summary: '公示期内提出异议',
    tag: TAG,
    access: {
      roles: ['applicant', 'organisation', 'agency', 'provider', 'community', 'township', 'county', 'city'],
    },
    params,
    body: ObjectionRequest,
    bodyExample: { text: '活动数量与实际不符' },
    responses: { 201: { description: '已收到', schema: ObjectionAnswer }, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) =>
      retried(() => object(input.params.id, input.body.text, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/models/{id}/objections/{serial}/resolve',
    operationId: 'resolveModelObjection',
    etag: true,
    summary: '答复异议',
    tag: TAG,
    access: { roles: ['county'] },
    ifMatch: 'optional',
    params: z.strictObject({ ...params.shape, serial }),
    body: ResolveRequest,
    bodyExample: { upheld: false, answer: '已核对，数量无误' },
    responses: { ...shown, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) =>
      retried(() => resolve(input.params.id, input.params.serial, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/models/{id}/award',
    operationId: 'awardModel',
    etag: true,
    summary: '命名',
    description: '公示期满、异议都已答复后，由审核人以外的人命名。',
    tag: TAG,
    access: { roles: ['county'] },
    ifMatch: 'optional',
    params,
    responses: { ...shown, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) => retried(() => award(input.params.id, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/models/{id}/withdraw',
    operationId: 'withdrawModel',
    etag: true,
    summary: '撤销命名',
    tag: TAG,
    access: { roles: ['county', 'city'] },
    ifMatch: 'optional',
    params,
    body: WithdrawRequest,
    bodyExample: { reason: '事迹不实' },
    responses: { ...shown, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) =>
      retried(() => withdraw(input.params.id, input.body.reason, acting(input), deps)),
  }),
];

import * as z from 'zod';
import { Action } from '../../../shared/actions/index.ts';
import { AUTHORITIES, acting, params, RACED, Subtree } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { changeCapacity, pause, reopen } from './change.ts';
import { answerOf, shown, visible } from './find.ts';
import { CapacityAnswer, CapacityPatch, CapacityState, PauseRequest } from './schema.ts';

const TAG = '承接能力';
/** An organisation's founder speaks for it until it has an account of its own. */
const SPEAKERS = ['applicant', 'organisation'] as const;
const LOOKERS = ['agency', ...AUTHORITIES] as const;
const answer = { 200: { description: '承接能力', schema: CapacityAnswer } } as const;
const OWN = { 404: { description: '没有这个组织，或不由您办理' } } as const;

/** The HTTP operations of what organisations can take on. */
export const routes = [
  route({
    method: 'GET',
    path: '/v1/capacities',
    operationId: 'listCapacities',
    summary: '承接能力清单',
    description: '一个行政区划内的组织能承接什么；筛选后一页可能不满，以 next 为准。',
    tag: TAG,
    access: { roles: LOOKERS, division: ({ query }) => query.division },
    query: z.strictObject({
      division: Subtree,
      state: CapacityState.default('open'),
      action: Action.optional(),
      ...pageQuery,
    }),
    responses: { 200: { description: '一页组织', schema: pageOf(CapacityAnswer) } },
    handle: async ({ query: { division, limit, cursor, ...filter }, caller }, { store }: Deps) => {
      const scope = `capacities ${caller.subject} ${division} ${JSON.stringify(filter)}`;
      const page = await store.capacities(division, filter, { limit, scope, cursor });
      return { status: 200, body: { ...page, items: page.items.map(shown) } };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/capacities/mine',
    operationId: 'listMyCapacities',
    summary: '我所代表的组织',
    tag: TAG,
    access: { roles: SPEAKERS },
    query: z.strictObject(pageQuery),
    responses: { 200: { description: '一页组织', schema: pageOf(CapacityAnswer) } },
    handle: async ({ query: { limit, cursor }, caller }, { store }: Deps) => {
      const scope = `my capacities ${caller.role} ${caller.subject}`;
      const page = await store.organisationsOf(caller, { limit, scope, cursor });
      return { status: 200, body: { ...page, items: page.items.map(shown) } };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/capacities/{id}',
    operationId: 'getCapacity',
    etag: true,
    summary: '查看承接能力',
    tag: TAG,
    access: { roles: ['applicant', 'organisation', ...LOOKERS] },
    params,
    responses: { ...answer, 404: { description: '没有这个组织，或无权查看' } },
    handle: async ({ params, caller }, deps: Deps) => answerOf(await visible(params.id, caller, deps)),
  }),
  route({
    method: 'PATCH',
    path: '/v1/capacities/{id}',
    operationId: 'changeCapacity',
    etag: true,
    summary: '填写承接能力',
    description: '由组织的联系人填写；填写前按登记资料推定。修改后重新匹配（M1.4）。',
    tag: TAG,
    access: { roles: SPEAKERS },
    ifMatch: 'required',
    params,
    body: CapacityPatch,
    bodyExample: { areas: ['330302025'], atATime: 3 },
    responses: { ...answer, ...OWN, ...RACED, 422: { description: '内容不符合要求；errors 逐项说明' } },
    handle: (input, deps: Deps) =>
      retried(() => changeCapacity(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/capacities/{id}/withdraw',
    operationId: 'withdrawCapacity',
    etag: true,
    summary: '暂不承接',
    tag: TAG,
    access: { roles: SPEAKERS },
    ifMatch: 'optional',
    params,
    body: PauseRequest,
    bodyExample: { reason: '骨干成员外出' },
    responses: { ...answer, ...OWN, ...RACED },
    handle: (input, deps: Deps) => retried(() => pause(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/capacities/{id}/reopen',
    operationId: 'reopenCapacity',
    etag: true,
    summary: '恢复承接',
    tag: TAG,
    access: { roles: SPEAKERS },
    ifMatch: 'optional',
    params,
    responses: { ...answer, ...OWN, ...RACED },
    handle: (input, deps: Deps) => retried(() => reopen(input.params.id, acting(input), deps)),
  }),
];

import * as z from 'zod';
import { Action } from '../../../shared/actions/index.ts';
import { AUTHORITIES, acting, params, RACED, Subtree } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { PARTAKERS } from '../routes-common.ts';
import { accept, decline } from './answer.ts';
import { cancel } from './cancel.ts';
import { claim } from './claim.ts';
import { confirm } from './confirm.ts';
import { answerOf, visible } from './find.ts';
import { listOffers, listOffersOf, listResourceList, listToConfirm } from './read.ts';
import { reject } from './reject.ts';
import {
  ClaimRequest,
  ConfirmRequest,
  MatchAnswer,
  MatchState,
  OfferAnswer,
  OfferState,
  ReasonRequest,
} from './schema.ts';

const TAG = '认领、派单与确认';
/** An organisation's founder speaks for it until it has an account of its own. */
const SPEAKERS = ['applicant', 'organisation'] as const;
const CONFIRMERS = ['township', 'county'] as const;
const shown = { 200: { description: '派单或认领', schema: OfferAnswer } } as const;
const NOT_FOUND = { 404: { description: '没有这个派单或认领，或不由您办理' } } as const;

/** The HTTP operations of claims, proposals and confirmations, and the resource list. */
export const routes = [
  route({
    method: 'POST',
    path: '/v1/needs/{id}/claim',
    operationId: 'claimNeed',
    etag: true,
    summary: '认领需求',
    description: '组织直接认领正在征集的需求（A1、M1.4），由乡镇（街道）确认。名额先到先得。',
    tag: TAG,
    access: { roles: SPEAKERS },
    creates: true,
    params,
    body: ClaimRequest,
    bodyExample: {},
    responses: {
      201: { description: '认领', schema: OfferAnswer },
      404: { description: '没有这个需求或组织，或无权办理' },
      ...RACED,
    },
    handle: (input, deps: Deps) =>
      retried(() => claim(input.params.id, input.body, acting(input), deps, input.once)),
  }),
  route({
    method: 'GET',
    path: '/v1/needs/{id}/offers',
    operationId: 'listOffersOfNeed',
    summary: '需求的认领和派单',
    tag: TAG,
    access: { roles: AUTHORITIES },
    params,
    query: z.strictObject(pageQuery),
    responses: {
      200: { description: '一页认领和派单，按先后', schema: pageOf(OfferAnswer) },
      404: { description: '没有这个需求，或无权查看' },
    },
    handle: async ({ params, query, caller }, deps: Deps) => ({
      status: 200,
      body: await listOffersOf(params.id, query, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/offers',
    operationId: 'listOffers',
    summary: '组织的认领和派单',
    tag: TAG,
    access: { roles: SPEAKERS },
    query: z.strictObject({
      organisation: z.string().min(1).max(100),
      state: OfferState.exclude(['planned']).optional(),
      ...pageQuery,
    }),
    responses: {
      200: { description: '一页认领和派单，最新的在前', schema: pageOf(OfferAnswer) },
      404: { description: '没有这个组织，或不由您代表' },
    },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await listOffers(query, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/offers/{id}',
    operationId: 'getOffer',
    etag: true,
    summary: '查看认领或派单',
    tag: TAG,
    access: { roles: [...SPEAKERS, ...AUTHORITIES] },
    params,
    responses: { ...shown, 404: { description: '没有这个派单或认领，或无权查看' } },
    handle: async ({ params, caller }, deps: Deps) =>
      answerOf((await visible(params.id, caller, deps)).offer),
  }),
  route({
    method: 'POST',
    path: '/v1/offers/{id}/accept',
    operationId: 'acceptOffer',
    etag: true,
    summary: '接受派单',
    tag: TAG,
    access: { roles: SPEAKERS },
    ifMatch: 'optional',
    params,
    responses: { ...shown, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) => retried(() => accept(input.params.id, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/offers/{id}/decline',
    operationId: 'declineOffer',
    etag: true,
    summary: '谢绝派单，或在确认前放弃认领',
    description: '需求转给下一个最合适的组织。',
    tag: TAG,
    access: { roles: SPEAKERS },
    ifMatch: 'optional',
    params,
    body: ReasonRequest,
    bodyExample: { reason: '人手不足' },
    responses: { ...shown, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) => retried(() => decline(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'GET',
    path: '/v1/confirmations',
    operationId: 'listConfirmations',
    summary: '待确认的认领和派单',
    description: '由需求所在的乡镇（街道）确认；不设乡镇的由县（市、区）确认（M1.3）。',
    tag: TAG,
    access: { roles: CONFIRMERS },
    query: z.strictObject(pageQuery),
    responses: { 200: { description: '一页认领和派单', schema: pageOf(OfferAnswer) } },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await listToConfirm(query, caller, deps),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/offers/{id}/confirm',
    operationId: 'confirmOffer',
    summary: '确认承接，配给资源',
    description: '供给方和承接组织结对，列入资源清单（M1.3）。所配资源当即留出。',
    tag: TAG,
    access: { roles: CONFIRMERS },
    ifMatch: 'optional',
    params,
    body: ConfirmRequest,
    bodyExample: { supply: { fundings: [{ resource: 'r-1', fen: 200_000 }], goods: [], people: [] } },
    responses: {
      200: { description: '资源清单中的一项', schema: MatchAnswer },
      ...NOT_FOUND,
      ...RACED,
      422: { description: '有资源不能这样安排；errors 逐项说明' },
    },
    handle: (input, deps: Deps) => retried(() => confirm(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/offers/{id}/reject',
    operationId: 'rejectOffer',
    etag: true,
    summary: '不予确认',
    description: '需求转给下一个最合适的组织。',
    tag: TAG,
    access: { roles: CONFIRMERS },
    ifMatch: 'optional',
    params,
    body: ReasonRequest,
    bodyExample: { reason: '组织近期已承接过多' },
    responses: { ...shown, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) => retried(() => reject(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/matches/{id}/cancel',
    operationId: 'cancelMatch',
    summary: '终止承接',
    description: '完成之前由确认的机关终止：未用的资源退回，名额转给下一个最合适的组织。',
    tag: TAG,
    access: { roles: CONFIRMERS },
    params,
    body: ReasonRequest,
    bodyExample: { reason: '组织无法继续' },
    responses: {
      200: { description: '资源清单中的一项', schema: MatchAnswer },
      404: { description: '没有这个项目，或不由您办理' },
      ...RACED,
    },
    handle: (input, deps: Deps) => retried(() => cancel(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'GET',
    path: '/v1/resource-list',
    operationId: 'listResourceList',
    summary: '资源清单',
    description: '一个行政区划内结对的供给方和承接组织（M1.3）；筛选后一页可能不满，以 next 为准。',
    tag: TAG,
    access: { roles: PARTAKERS, division: ({ query }) => query.division },
    query: z.strictObject({
      division: Subtree,
      state: MatchState.optional(),
      action: Action.optional(),
      ...pageQuery,
    }),
    responses: { 200: { description: '一页资源清单', schema: pageOf(MatchAnswer) } },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await listResourceList(query, caller, deps),
    }),
  }),
];

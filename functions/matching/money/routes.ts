import * as z from 'zod';
import { DivisionCode } from '../../../shared/events/shapes.ts';
import { AUTHORITIES, acting, params, RACED } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { Source } from '../listings/schema.ts';
import { listAccounts, readAccount, readMatch } from './accounts.ts';
import { readBalance } from './balance.ts';
import { listPurchases, readPurchase } from './purchases.ts';
import { record } from './record.ts';
import { reverse } from './reverse.ts';
import {
  AccountAnswer,
  AccountsAnswer,
  BalanceAnswer,
  City,
  MatchLedgerAnswer,
  Place,
  PurchaseAnswer,
  PurchaseRequest,
  ReverseRequest,
  ShareAnswer,
  TotalsAnswer,
  Year,
} from './schema.ts';
import { readShare } from './share.ts';
import { readTotals } from './totals.ts';

const TAG = '资金台账与政府购买';
/** Who gives resources. */
const GIVERS = ['provider', 'community', 'township', 'county'] as const;
const BUREAUS = ['county', 'city'] as const;
const ABOVE = ['township', ...BUREAUS] as const;
const page = z.strictObject(pageQuery);
const shown = { 200: { description: '政府购买', schema: PurchaseAnswer } } as const;

/** The HTTP operations of the money ledger and of government purchases (M2.3, O2). */
export const routes = [
  route({
    method: 'GET',
    path: '/v1/ledger',
    operationId: 'getLedger',
    summary: '资金台账：按渠道汇总',
    description:
      '一个行政区划一年内提供、安排、支出的资金和物资，按渠道（M2.3）和下一级各地；项目的资金计入安排的年度。',
    tag: TAG,
    access: { roles: ABOVE, division: ({ query }) => query.division },
    query: z.strictObject({ division: Place, year: Year, source: Source.optional() }),
    responses: { 200: { description: '汇总', schema: TotalsAnswer } },
    handle: async ({ query }, deps: Deps) => ({ status: 200, body: await readTotals(query, deps) }),
  }),
  route({
    method: 'GET',
    path: '/v1/ledger/balance',
    operationId: 'getTrialBalance',
    summary: '资金台账：试算平衡',
    description: '一个行政区划历年各科目的余额，合计应为 0。',
    tag: TAG,
    access: { roles: ABOVE, division: ({ query }) => query.division },
    query: z.strictObject({ division: Place }),
    responses: { 200: { description: '试算平衡表', schema: BalanceAnswer } },
    handle: async ({ query }, deps: Deps) => ({ status: 200, body: await readBalance(query, deps) }),
  }),
  route({
    method: 'GET',
    path: '/v1/ledger/accounts',
    operationId: 'listAccounts',
    summary: '我提供的资源的账户',
    description: '每项资源提供了多少、安排和支出了多少，最新的在前。场地和人员不计价。',
    tag: TAG,
    access: { roles: GIVERS },
    query: page,
    responses: { 200: { description: '一页账户', schema: AccountsAnswer } },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await listAccounts(query, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/ledger/accounts/{id}',
    operationId: 'getAccount',
    summary: '一项资源或一笔政府购买的账户',
    description: '各科目余额和一页分录，最新的在前。由提供方和上级机关查看。',
    tag: TAG,
    access: { roles: [...GIVERS, 'city'] },
    params,
    query: page,
    responses: {
      200: { description: '账户', schema: AccountAnswer },
      404: { description: '没有这个账户，或无权查看' },
    },
    handle: async ({ params, query, caller }, deps: Deps) => ({
      status: 200,
      body: await readAccount(params.id, query, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/ledger/matches/{id}',
    operationId: 'getMatchLedger',
    summary: '一个项目的资金',
    description: '各项资源安排和支出了多少，和一页分录，最新的在前。',
    tag: TAG,
    access: { roles: ['applicant', 'organisation', ...AUTHORITIES] },
    params,
    query: page,
    responses: {
      200: { description: '项目的资金', schema: MatchLedgerAnswer },
      404: { description: '没有这个项目，或无权查看' },
    },
    handle: async ({ params, query, caller }, deps: Deps) => ({
      status: 200,
      body: await readMatch(params.id, query, caller, deps),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/purchases',
    operationId: 'recordPurchase',
    etag: true,
    summary: '登记政府购买',
    description:
      '县级民政部门登记本地的政府购买，计入占比（O2）。已作为资源安排给项目的政府购买资金自动计入，不再登记。',
    tag: TAG,
    access: { roles: ['county'] },
    creates: true,
    body: PurchaseRequest,
    bodyExample: {
      on: '2026-11-20',
      fen: 30_000_000,
      isNew: true,
      from: 'social-organisation',
      sellerName: '某社会工作服务中心',
      purpose: 'platform',
      what: '社会组织服务平台运营',
      document: '鹿政采〔2026〕17号',
    },
    responses: {
      201: { description: '政府购买', schema: PurchaseAnswer },
      422: { description: '有须改正的内容；errors 逐项说明' },
    },
    handle: ({ body, caller, correlationId, once }, deps: Deps) =>
      record(body, caller, correlationId, deps, once),
  }),
  route({
    method: 'GET',
    path: '/v1/purchases',
    operationId: 'listPurchases',
    summary: '政府购买清单',
    description: '一年内登记的，包括已冲销的，按登记部门，最新的在前。',
    tag: TAG,
    access: { roles: BUREAUS, division: ({ query }) => query.division },
    query: z.strictObject({ division: DivisionCode, year: Year, ...pageQuery }),
    responses: { 200: { description: '一页政府购买', schema: pageOf(PurchaseAnswer) } },
    handle: async ({ query }, deps: Deps) => ({ status: 200, body: await listPurchases(query, deps) }),
  }),
  route({
    method: 'GET',
    path: '/v1/purchases/{id}',
    operationId: 'getPurchase',
    etag: true,
    summary: '查看政府购买',
    tag: TAG,
    access: { roles: BUREAUS },
    params,
    responses: { ...shown, 404: { description: '没有这笔政府购买，或无权查看' } },
    handle: ({ params, caller }, deps: Deps) => readPurchase(params.id, caller, deps),
  }),
  route({
    method: 'POST',
    path: '/v1/purchases/{id}/reverse',
    operationId: 'reversePurchase',
    etag: true,
    summary: '冲销政府购买',
    description: '登记有误的冲销后重新登记；原来的记录保留。',
    tag: TAG,
    access: { roles: ['county'] },
    ifMatch: 'optional',
    params,
    body: ReverseRequest,
    bodyExample: { reason: '金额登记有误' },
    responses: { ...shown, 404: { description: '没有这笔政府购买，或不由您办理' }, ...RACED },
    handle: (input, deps: Deps) => retried(() => reverse(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'GET',
    path: '/v1/purchase-share',
    operationId: 'getPurchaseShare',
    summary: '政府购买占比',
    description:
      '新增公共服务支出的政府购买中，向社会组织购买平台运营、支持社区社会组织的占比（O2），按县（市、区），合计等于全市。',
    tag: TAG,
    access: { roles: BUREAUS, division: ({ query }) => query.division },
    query: z.strictObject({ division: City, year: Year }),
    responses: { 200: { description: '占比', schema: ShareAnswer } },
    handle: async ({ query }, deps: Deps) => ({ status: 200, body: await readShare(query, deps) }),
  }),
];

import * as z from 'zod';
import { AUTHORITIES, acting, params, RACED } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { advise } from '../model/advice.ts';
import { APPLICANTS, EVERYBODY_CONCERNED } from '../routes-common.ts';
import {
  AdviceAnswer,
  AdviceRequest,
  ApplicationAnswer,
  ApprovalRequest,
  AuditItem,
  CorrectionRequest,
  Draft,
  DraftPatch,
  RefusalRequest,
  ReviewItem,
  UnmaskedAnswer,
  UnmaskRequest,
} from '../schema.ts';
import { applicationAnswer, policyOf, visible } from './application.ts';
import { approve } from './approve.ts';
import { beginDraft, editDraft } from './draft.ts';
import { readInbox } from './inbox.ts';
import { listApplications } from './lists.ts';
import { accept, askCorrection, refuse, take } from './review.ts';
import { submit } from './submit.ts';
import { readTrail, unmask } from './trail.ts';
import { withdraw } from './withdraw.ts';

const APPLICATIONS = '申请';
const REVIEWS = '审查';
const NOT_FOUND = { 404: { description: '没有这个申请，或无权查看' } } as const;
const shown = { 200: { description: '申请', schema: ApplicationAnswer } } as const;

/** The HTTP operations of applications and of their review. */
export const applicationRoutes = [
  route({
    method: 'POST',
    path: '/v1/applications/advice',
    operationId: 'adviseTrack',
    summary: '建议办理方式',
    description:
      '根据成员、资金、场所和人员，说明适合登记、备案还是村居管理，以及再高一档还缺什么（C1.1—C1.5）。',
    tag: APPLICATIONS,
    access: 'public',
    body: AdviceRequest,
    bodyExample: { kind: 'association', division: '330302025', individualMembers: 12, hasPremises: true },
    responses: { 200: { description: '建议', schema: AdviceAnswer } },
    handle: ({ body }, deps: Deps) => {
      const policy = policyOf(deps);
      return { status: 200, body: { ...advise(body, policy.data), policy: policy.version } };
    },
  }),
  route({
    method: 'POST',
    path: '/v1/applications',
    operationId: 'beginApplication',
    etag: true,
    summary: '新建申请',
    description: '先存草稿，可以分步填写；每次只检查已填的内容。',
    tag: APPLICATIONS,
    access: { roles: APPLICANTS },
    creates: true,
    body: Draft,
    bodyExample: { track: 'filed', kind: 'team', division: '330302025' },
    responses: { 201: { description: '草稿', schema: ApplicationAnswer } },
    handle: ({ body, caller, once }, deps: Deps) => beginDraft(body, caller, deps, once),
  }),
  route({
    method: 'GET',
    path: '/v1/applications',
    operationId: 'listApplications',
    summary: '我的申请',
    tag: APPLICATIONS,
    access: { roles: APPLICANTS },
    query: z.strictObject(pageQuery),
    responses: { 200: { description: '一页申请，最新的在前', schema: pageOf(ApplicationAnswer) } },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await listApplications(query, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/applications/{id}',
    operationId: 'getApplication',
    etag: true,
    summary: '查看申请',
    description: '申请人和办理机关可以查看；个人信息部分遮盖。',
    tag: APPLICATIONS,
    access: { roles: EVERYBODY_CONCERNED },
    params,
    responses: { ...shown, ...NOT_FOUND },
    handle: async ({ params, caller }, deps: Deps) =>
      applicationAnswer(await visible(params.id, caller, deps), 200, deps),
  }),
  route({
    method: 'PATCH',
    path: '/v1/applications/{id}',
    operationId: 'editApplication',
    etag: true,
    summary: '修改草稿',
    description: '只改给出的字段；null 表示清除（RFC 7396）。',
    tag: APPLICATIONS,
    access: { roles: APPLICANTS },
    ifMatch: 'required',
    params,
    body: DraftPatch,
    bodyExample: { purpose: '丰富居民文化生活' },
    responses: {
      ...shown,
      ...NOT_FOUND,
      ...RACED,
      422: { description: '提交后不能更改办理方式' },
    },
    handle: ({ params, body, caller, ifMatch }, deps: Deps) =>
      editDraft(params.id, body, caller, ifMatch, deps),
  }),
  ...(['submit', 'resubmit'] as const).map((event) =>
    route({
      method: 'POST',
      path: `/v1/applications/{id}/${event}`,
      operationId: `${event}Application`,
      etag: true,
      summary: event === 'submit' ? '提交申请' : '补正后再次提交',
      description: '先检查是否齐全，再由名称服务核名；名称通过后转办理机关。',
      tag: APPLICATIONS,
      access: { roles: APPLICANTS },
      ifMatch: 'optional',
      params,
      responses: { ...shown, ...NOT_FOUND, ...RACED, 422: { description: '还有须填写或改正的内容' } },
      handle: (input, deps: Deps) => retried(() => submit(input.params.id, event, acting(input), deps)),
    }),
  ),
  route({
    method: 'POST',
    path: '/v1/applications/{id}/withdraw',
    operationId: 'withdrawApplication',
    etag: true,
    summary: '撤回申请',
    tag: APPLICATIONS,
    access: { roles: APPLICANTS },
    ifMatch: 'optional',
    params,
    responses: { ...shown, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) => retried(() => withdraw(input.params.id, acting(input), deps)),
  }),
  route({
    method: 'GET',
    path: '/v1/reviews',
    operationId: 'listReviews',
    summary: '待办',
    description:
      '本机关待办的申请、年度报告和承诺，最急的在前：open 全部，soon 即将到期和已逾期，overdue 已逾期。筛选后一页可能不满，以 next 为准。',
    tag: REVIEWS,
    access: { roles: AUTHORITIES },
    query: z.strictObject({
      state: z.enum(['open', 'soon', 'overdue']).default('open'),
      type: z
        .enum(['application', 'yearly-report', 'commitment'])
        .optional()
        .meta({ description: 'application 申请，yearly-report 年度报告，commitment 承诺；不填为全部' }),
      ...pageQuery,
    }),
    responses: { 200: { description: '一页待办', schema: pageOf(ReviewItem) } },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await readInbox(query, caller, deps),
    }),
  }),
  ...(
    [
      ['take', '领办', take],
      ['accept', '受理', accept],
    ] as const
  ).map(([step, summary, handle]) =>
    route({
      method: 'POST',
      path: `/v1/reviews/{id}/${step}`,
      operationId: `${step}Application`,
      etag: true,
      summary,
      tag: REVIEWS,
      access: { roles: AUTHORITIES },
      ifMatch: 'optional',
      params,
      responses: { ...shown, ...NOT_FOUND, ...RACED },
      handle: (input, deps: Deps) => retried(() => handle(input.params.id, acting(input), deps)),
    }),
  ),
  route({
    method: 'POST',
    path: '/v1/reviews/{id}/correction',
    operationId: 'askCorrection',
    etag: true,
    summary: '要求补正',
    description: '一次告知需要补正的全部内容。',
    tag: REVIEWS,
    access: { roles: AUTHORITIES },
    ifMatch: 'optional',
    params,
    body: CorrectionRequest,
    bodyExample: {
      reason: '场所证明不清',
      fields: [{ pointer: '#/draft/premises', detail: '请写明门牌号' }],
    },
    responses: { ...shown, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) =>
      retried(() => askCorrection(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/reviews/{id}/approve',
    operationId: 'approveApplication',
    etag: true,
    summary: '批准',
    description: '组织进入台账。登记须由受理人以外的人批准，并填写统一社会信用代码；备案自动编号。',
    tag: REVIEWS,
    access: { roles: AUTHORITIES },
    ifMatch: 'optional',
    params,
    body: ApprovalRequest,
    bodyExample: {},
    responses: { ...shown, ...NOT_FOUND, ...RACED, 422: { description: '统一社会信用代码缺少或不对' } },
    handle: (input, deps: Deps) => retried(() => approve(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/reviews/{id}/refuse',
    operationId: 'refuseApplication',
    etag: true,
    summary: '不予批准',
    tag: REVIEWS,
    access: { roles: AUTHORITIES },
    ifMatch: 'optional',
    params,
    body: RefusalRequest,
    bodyExample: { reason: '业务范围与已有组织相同', clause: '《社会团体登记管理条例》第十三条' },
    responses: { ...shown, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) => retried(() => refuse(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'GET',
    path: '/v1/applications/{id}/audit',
    operationId: 'listAudit',
    summary: '办理记录',
    description: '谁在什么时候做了什么，从头列起；申请人和办理机关可以查看。',
    tag: APPLICATIONS,
    access: { roles: EVERYBODY_CONCERNED },
    params,
    query: z.strictObject(pageQuery),
    responses: { 200: { description: '一页办理记录', schema: pageOf(AuditItem) }, ...NOT_FOUND },
    handle: async ({ params, query, caller }, deps: Deps) => ({
      status: 200,
      body: await readTrail(params.id, query, caller, deps),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/applications/{id}/unmask',
    operationId: 'unmaskApplication',
    summary: '查看个人信息原文',
    description: '办理机关说明理由后，可以看到发起人、负责人和地址的原文；每次查看都记入办理记录。',
    tag: REVIEWS,
    access: { roles: AUTHORITIES },
    params,
    body: UnmaskRequest,
    bodyExample: { reason: '核对负责人身份证件' },
    responses: { 200: { description: '个人信息原文', schema: UnmaskedAnswer }, ...NOT_FOUND },
    handle: ({ params, body, caller }, deps: Deps) => unmask(params.id, body.reason, caller, deps),
  }),
];

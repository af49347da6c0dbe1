import * as z from 'zod';
import { AUTHORITIES, acting, params, RACED } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { APPLICANTS, EVERYBODY_CONCERNED } from '../routes-common.ts';
import { recordOutcome, revokeCommitment } from './commitment.ts';
import { listDuties } from './duties.ts';
import { DutyAnswer, OutcomeRequest, ReturnRequest, RulingRequest, YearlyReportRequest } from './schema.ts';
import { acceptReport, handIn, returnReport } from './yearly-report.ts';

const DUTIES = '年度报告和承诺';
const NOT_FOUND = { 404: { description: '没有这个组织，或无权查看' } } as const;
const BEYOND = { 422: { description: '内容与组织的情况不符；errors 说明哪里不符' } } as const;
const duty = { 200: { description: '年度报告或承诺', schema: DutyAnswer } } as const;
const yearly = params.extend({
  year: z
    .string()
    .regex(/^20\d{2}$/, { error: '应为年份，例如 2026' })
    .transform(Number)
    .meta({ description: '年份', example: '2026' }),
});

/** The HTTP operations of what an organisation owes: yearly reports, commitments (C1.2). */
export const dutyRoutes = [
  route({
    method: 'GET',
    path: '/v1/organisations/{id}/duties',
    operationId: 'listDuties',
    summary: '年度报告和承诺',
    description: '组织应交的年度报告、应兑现的承诺（C1.2），到期日和状态。',
    tag: DUTIES,
    access: { roles: EVERYBODY_CONCERNED },
    params,
    query: z.strictObject(pageQuery),
    responses: { 200: { description: '一页年度报告和承诺', schema: pageOf(DutyAnswer) }, ...NOT_FOUND },
    handle: async ({ params, query, caller }, deps: Deps) => ({
      status: 200,
      body: await listDuties(params.id, query, caller, deps),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/organisations/{id}/yearly-reports/{year}',
    operationId: 'handInYearlyReport',
    etag: true,
    summary: '提交年度报告',
    description: '登记的组织在次年 3 月 31 日前提交上一年的报告。',
    tag: DUTIES,
    access: { roles: APPLICANTS },
    params: yearly,
    body: YearlyReportRequest,
    bodyExample: {
      summary: '开展书画活动',
      activities: 24,
      members: { individuals: 25, units: 0 },
      staff: 2,
      incomeFen: 1_200_000,
      expenditureFen: 900_000,
    },
    responses: { ...duty, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) =>
      retried(() => handIn(input.params.id, input.params.year, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/organisations/{id}/yearly-reports/{year}/accept',
    operationId: 'acceptYearlyReport',
    etag: true,
    summary: '接收年度报告',
    tag: DUTIES,
    access: { roles: AUTHORITIES },
    params: yearly,
    responses: { ...duty, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) =>
      retried(() => acceptReport(input.params.id, input.params.year, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/organisations/{id}/yearly-reports/{year}/return',
    operationId: 'returnYearlyReport',
    etag: true,
    summary: '退回年度报告',
    tag: DUTIES,
    access: { roles: AUTHORITIES },
    params: yearly,
    body: ReturnRequest,
    bodyExample: { reason: '请补充收支情况' },
    responses: { ...duty, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) =>
      retried(() => returnReport(input.params.id, input.params.year, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/organisations/{id}/commitment/outcome',
    operationId: 'recordCommitmentOutcome',
    etag: true,
    summary: '记录承诺是否兑现',
    description: '资金是否已足额缴存（C1.2）；未缴存的留在待办中，直到缴存或撤销。',
    tag: DUTIES,
    access: { roles: AUTHORITIES },
    params,
    body: OutcomeRequest,
    bodyExample: { paid: true, note: '银行回单已核对' },
    responses: { ...duty, ...NOT_FOUND, ...RACED, ...BEYOND },
    handle: (input, deps: Deps) =>
      retried(() => recordOutcome(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/organisations/{id}/commitment/revoke',
    operationId: 'revokeCommitment',
    etag: true,
    summary: '撤销虚假承诺',
    description: '组织停止活动，直到资金缴存到位；其他服务同时得到通知（C1.2）。',
    tag: DUTIES,
    access: { roles: AUTHORITIES },
    params,
    body: RulingRequest,
    bodyExample: { reason: '逾期未缴存', clause: 'C1.2' },
    responses: { ...duty, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) =>
      retried(() => revokeCommitment(input.params.id, input.body, acting(input), deps)),
  }),
];

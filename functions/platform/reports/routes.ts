import * as z from 'zod';
import { acting, RACED } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { township } from '../register/schema.ts';
import { overview, readReport, shownReport } from './read.ts';
import {
  CorrectionRequest,
  month,
  OverviewAnswer,
  OverviewQuery,
  ReportAnswer,
  ReportRequest,
} from './schema.ts';
import { correct, submit } from './submit.ts';

const TAG = '平台月报';
const KEEPERS = ['township', 'county'] as const;
const READERS = ['township', 'county', 'city'] as const;
const params = z.strictObject({ township });
const one = z.strictObject({ township, month });
const shown = { 200: { description: '月报', schema: ReportAnswer } } as const;
const NOT_FOUND = { 404: { description: '没有登记平台，或没有报送过这个月的月报' } } as const;
const SAID = { guided: 6, daysOpen: 24, work: '举办项目对接会一次，指导三支队伍备案' };

/** The HTTP operations of monthly reports. */
export const routes = [
  route({
    method: 'POST',
    path: '/v1/platforms/{township}/reports',
    operationId: 'submitPlatformReport',
    etag: true,
    summary: '报送月报',
    description: '月份结束后报送；活动、备案、对接等数字由系统填入。报送后随即判定是否实体化运作（T1）。',
    tag: TAG,
    access: { roles: KEEPERS, division: ({ params }) => params.township },
    creates: true,
    params,
    body: ReportRequest,
    bodyExample: { month: '2026-10', ...SAID },
    responses: {
      201: { description: '月报', schema: ReportAnswer },
      ...NOT_FOUND,
      ...RACED,
      422: { description: '月份尚未结束，或开放天数多于当月天数' },
    },
    handle: (input, deps: Deps) =>
      retried(() => submit(input.params.township, input.body, acting(input), deps, input.once)),
  }),
  route({
    method: 'GET',
    path: '/v1/platforms/{township}/reports',
    operationId: 'listPlatformReports',
    summary: '平台的月报，最近的在前',
    tag: TAG,
    access: { roles: READERS, division: ({ params }) => params.township },
    params,
    query: z.strictObject(pageQuery),
    responses: { 200: { description: '一页月报', schema: pageOf(ReportAnswer) } },
    handle: async ({ params, query: { limit, cursor } }, { store }: Deps) => {
      const scope = `reports ${params.township}`;
      const page = await store.reportsOf(params.township, { limit, scope, cursor });
      return { status: 200, body: { ...page, items: page.items.map(shownReport) } };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/platforms/{township}/reports/{month}',
    operationId: 'getPlatformReport',
    etag: true,
    summary: '一个月的月报或草稿',
    description: '尚未报送的为草稿：系统已填入的数字。',
    tag: TAG,
    access: { roles: READERS, division: ({ params }) => params.township },
    params: one,
    responses: { ...shown, ...NOT_FOUND },
    handle: ({ params }, deps: Deps) => readReport(params.township, params.month, deps),
  }),
  route({
    method: 'POST',
    path: '/v1/platforms/{township}/reports/{month}/correct',
    operationId: 'correctPlatformReport',
    etag: true,
    summary: '更正月报',
    description: '说明理由；报送日期和当时的数字不变，历次更正可查。',
    tag: TAG,
    access: { roles: KEEPERS, division: ({ params }) => params.township },
    ifMatch: 'required',
    params: one,
    body: CorrectionRequest,
    bodyExample: { ...SAID, reason: '漏计一支队伍' },
    responses: { ...shown, ...NOT_FOUND, 422: { description: '开放天数多于当月天数' } },
    handle: (input, deps: Deps) =>
      retried(() => correct(input.params.township, input.params.month, input.body, acting(input), deps)),
  }),
  route({
    method: 'GET',
    path: '/v1/platforms/reports',
    operationId: 'listReportsDue',
    summary: '辖区各平台一个月的月报情况',
    description: '按时、逾期、未报的逐一列出，可只看一种情况。',
    tag: TAG,
    access: { roles: READERS, division: ({ query }) => query.division },
    query: OverviewQuery,
    responses: {
      200: { description: '各乡镇（街道）的月报情况', schema: OverviewAnswer },
      404: { description: '这个区划内没有应建的平台' },
    },
    handle: async ({ query }, deps: Deps) => ({ status: 200, body: await overview(query, deps) }),
  }),
];

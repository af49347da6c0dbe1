import { acting, RACED } from '../../../shared/http/acting.ts';
import { pageOf } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { ReportPreview } from '../pushes/schema.ts';
import { check } from './check.ts';
import { preview } from './preview.ts';
import { divisionAsked, listReports, readReport, readVersions } from './read.ts';
import { redraft } from './redraft.ts';
import {
  CheckRequest,
  ListQuery,
  params,
  RedraftRequest,
  ReportAnswer,
  ReportItem,
  SignRequest,
  VersionItem,
  VersionQuery,
  VersionsQuery,
  WholeReport,
} from './schema.ts';
import { sign } from './sign.ts';

const TAG = '报告';
const PATH = '/v1/reports/{division}/{period}';
const shown = { 200: { description: '报告', schema: ReportAnswer } } as const;
const NOT_FOUND = { 404: { description: '报告尚未起草，或尚未签发' } } as const;
/** Whoever sees reports: a county its own and the city's, the city all. */
const READERS = ['county', 'city'] as const;

/** The HTTP operations of reports: drafted by schedule, checked by counties, signed off by the city, frozen. */
export const routes = [
  route({
    method: 'GET',
    path: '/v1/reports',
    operationId: 'listReports',
    summary: '报告列表',
    description:
      '县（市、区）看到本县的和已签发的市级报告，市级看到全部。state=signed 按最近签发的版本列出。',
    tag: TAG,
    access: { roles: READERS, division: ({ query }) => divisionAsked(query.division) },
    query: ListQuery,
    responses: { 200: { description: '一页报告', schema: pageOf(ReportItem) } },
    handle: ({ query, caller }, deps: Deps) => listReports(query, caller, deps),
  }),
  route({
    method: 'GET',
    path: PATH,
    operationId: 'getReport',
    etag: true,
    summary: '查看报告',
    description: '内容、状态、意见和签发情况。已签发的各版永远可以查看（version），内容不会改变。',
    tag: TAG,
    access: { roles: READERS, division: ({ params }) => divisionAsked(params.division) },
    params,
    query: VersionQuery,
    responses: { 200: { description: '报告及其内容', schema: WholeReport }, ...NOT_FOUND },
    handle: ({ params, query, caller }, deps: Deps) => readReport(params, query.version, caller, deps),
  }),
  route({
    method: 'GET',
    path: `${PATH}/versions`,
    operationId: 'listReportVersions',
    summary: '报告的各个版本',
    tag: TAG,
    access: { roles: READERS, division: ({ params }) => divisionAsked(params.division) },
    params,
    query: VersionsQuery,
    responses: { 200: { description: '一页版本，最新的在前', schema: pageOf(VersionItem) }, ...NOT_FOUND },
    handle: ({ params, query, caller }, deps: Deps) => readVersions(params, query, caller, deps),
  }),
  route({
    method: 'GET',
    path: `${PATH}/preview`,
    operationId: 'previewReport',
    summary: '预览推送给省级的内容',
    description: '最新一版此刻签发时推送的内容：数值和校验值，不含账号、姓名和意见；连同对照表中没有的编号。',
    tag: TAG,
    access: { roles: READERS, division: ({ params }) => params.division },
    params,
    responses: { 200: { description: '将推送或已推送的内容', schema: ReportPreview }, ...NOT_FOUND },
    handle: ({ params }, deps: Deps) => preview(params, deps),
  }),
  route({
    method: 'POST',
    path: `${PATH}/check`,
    operationId: 'checkReport',
    etag: true,
    summary: '县级核对报告',
    description: '属实的转市级签发；有异议的写明，仍为草稿，由县级再次核对或重新起草。',
    tag: TAG,
    access: { roles: ['county'], division: ({ params }) => params.division },
    ifMatch: 'optional',
    params,
    body: CheckRequest,
    bodyExample: { agreed: true, comment: '与台账一致' },
    responses: { ...shown, ...NOT_FOUND, ...RACED, 422: { description: '市级报告不经县级核对' } },
    handle: (input, deps: Deps) => retried(() => check(input.params, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: `${PATH}/redraft`,
    operationId: 'redraftReport',
    etag: true,
    summary: '重新起草报告',
    description: '签发前可要求按最新记录重新起草，原有核对随即作废。新一稿由系统在一刻钟内起草。',
    tag: TAG,
    access: { roles: READERS, division: ({ params }) => params.division },
    ifMatch: 'optional',
    params,
    body: RedraftRequest,
    bodyExample: { reason: '补录了五月的活动' },
    responses: { 202: { description: '将重新起草', schema: ReportAnswer }, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) =>
      retried(() => redraft(input.params, input.body.reason, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: `${PATH}/sign`,
    operationId: 'signReport',
    etag: true,
    summary: '市级签发报告',
    description:
      '由核对人以外的人签发。签发后内容封存，不再改变，并推送省级；数据有出入的由系统起草新版本重述。',
    tag: TAG,
    access: { roles: ['city'], division: ({ params }) => params.division },
    ifMatch: 'required',
    params,
    body: SignRequest,
    bodyExample: {},
    responses: {
      ...shown,
      ...NOT_FOUND,
      ...RACED,
      422: { description: '须说明理由：县级逾期未核对，或各县尚未全部签发' },
    },
    handle: (input, deps: Deps) => retried(() => sign(input.params, input.body.reason, acting(input), deps)),
  }),
];

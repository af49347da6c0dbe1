import { acting, params as oneExport, RACED } from '../../../shared/http/acting.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { divisionAsked } from '../reports/read.ts';
import { params } from '../reports/schema.ts';
import { beginExport } from './begin.ts';
import { readExport } from './read.ts';
import { ExportAnswer, ExportFound, ExportRequest } from './schema.ts';

const TAG = '报告导出';
const READERS = ['county', 'city'] as const;

/** The HTTP operations of exports: reports made into files in the background. */
export const routes = [
  route({
    method: 'POST',
    path: '/v1/reports/{division}/{period}/exports',
    operationId: 'exportReport',
    summary: '导出报告',
    description:
      '在后台生成 Excel 工作簿、Word 公文、CSV 或 JSON；同一内容、同一格式只生成一次。未能生成的可以再次申请。',
    tag: TAG,
    access: { roles: READERS, division: ({ params }) => divisionAsked(params.division) },
    creates: true,
    params,
    body: ExportRequest,
    bodyExample: { format: 'docx' },
    responses: {
      200: { description: '已经生成', schema: ExportAnswer },
      202: { description: '正在生成', schema: ExportAnswer },
      404: { description: '报告尚未起草，或尚未签发' },
      ...RACED,
    },
    handle: ({ params, body, once, ...input }, deps: Deps) =>
      retried(() => beginExport(params, body, acting(input), deps, once)),
  }),
  route({
    method: 'GET',
    path: '/v1/exports/{id}',
    operationId: 'getExport',
    summary: '查看导出的进度，下载文件',
    description: '生成之后得到一分钟内有效的下载地址；过期的再查一次即可。',
    tag: TAG,
    access: { roles: READERS },
    params: oneExport,
    responses: {
      200: { description: '导出', schema: ExportFound },
      404: { description: '没有这个导出，或无权查看' },
    },
    handle: ({ params, caller }, deps: Deps) => readExport(params.id, caller, deps),
  }),
];

import * as z from 'zod';
import { DivisionCode } from '../events/shapes.ts';
import { acting, params } from '../http/acting.ts';
import { pageOf, pageQuery } from '../http/page.ts';
import { route } from '../http/route.ts';
import { retried } from '../store/index.ts';
import { beginImport } from './begin.ts';
import { XLSX } from './files.ts';
import type { ImportDeps, ImportKind } from './kind.ts';
import { importAnswer, listImports, problemsFile, visibleImport } from './read.ts';
import { ImportItem, ImportRequest, importAnswerOf, ProblemsAnswer } from './schema.ts';
import { startImport } from './start.ts';
import { templateOf } from './workbook.ts';

const NOT_FOUND = { 404: { description: '没有这次导入，或无权查看' } } as const;

/** The HTTP operations of importing a kind of sheet. */
export function importRoutesOf<C extends string, D extends ImportDeps>(kind: ImportKind<C, D>) {
  const { sheet, paths, operations, tag, roles } = kind;
  const ImportAnswer = importAnswerOf(kind);
  const shown = { 200: { description: '导入', schema: ImportAnswer } } as const;
  return [
    route({
      method: 'GET',
      path: `${paths.begin}/template.xlsx`,
      operationId: operations.template,
      summary: `${sheet.name}模板`,
      description: '一个行政区划填写的工作簿：表头、下拉选项和填写说明。',
      tag,
      access: { roles, division: ({ query }) => query.division },
      query: z.strictObject({ division: DivisionCode }),
      responses: { 200: { description: '工作簿', contentType: XLSX } },
      handle: async ({ query: { division } }, _deps: D) => ({
        status: 200,
        body: await templateOf(sheet, { choices: kind.choices(division), hint: kind.hint(division) }),
        headers: {
          'content-type': XLSX,
          'content-disposition': `attachment; filename="template-${division}.xlsx"`,
        },
      }),
    }),
    route({
      method: 'POST',
      path: paths.begin,
      operationId: operations.begin,
      etag: true,
      summary: '新建导入',
      description:
        '登记要导入的文件，取得上传表单；上传后再开始导入。同一个行政区划的同一个文件是同一次导入：再次登记只会得到它的进度和结果。',
      tag,
      access: { roles, division: ({ body }) => body.division },
      body: ImportRequest,
      bodyExample: {
        division: '330302025',
        fileName: `南汇街道${sheet.name}.xlsx`,
        size: 20480,
        sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      },
      responses: { ...shown, 201: { description: '新的导入，附上传表单', schema: ImportAnswer } },
      handle: ({ body, caller }, deps: D) => retried(() => beginImport(kind, body, caller, deps)),
    }),
    route({
      method: 'GET',
      path: paths.imports,
      operationId: operations.list,
      summary: '导入记录',
      description: '一个行政区划自己的导入，最新的在前；下级的导入请按下级的代码查询。',
      tag,
      access: { roles, division: ({ query }) => query.division },
      query: z.strictObject({ division: DivisionCode, ...pageQuery }),
      responses: { 200: { description: '一页导入', schema: pageOf(ImportItem) } },
      handle: async ({ query, caller }, deps: D) => ({
        status: 200,
        body: await listImports(query, caller, deps),
      }),
    }),
    route({
      method: 'GET',
      path: `${paths.imports}/{id}`,
      operationId: operations.read,
      etag: true,
      summary: '查看导入',
      description: '进度、各种行数和最前面的问题。',
      tag,
      access: { roles },
      params,
      responses: { ...shown, ...NOT_FOUND },
      handle: async ({ params, caller }, deps: D) =>
        importAnswer(kind, await visibleImport(params.id, caller, deps), 200, deps),
    }),
    route({
      method: 'POST',
      path: `${paths.imports}/{id}/start`,
      operationId: operations.start,
      etag: true,
      summary: '开始导入',
      description: '上传之后：核对文件的大小和 SHA-256，排队导入。已经开始的不会重来。',
      tag,
      access: { roles },
      params,
      responses: {
        ...shown,
        ...NOT_FOUND,
        409: { description: '还没有收到文件，或文件在核对时又被换过' },
        422: { description: '收到的文件和登记的不同' },
      },
      handle: (input, deps: D) => retried(() => startImport(kind, input.params.id, acting(input), deps)),
    }),
    route({
      method: 'GET',
      path: `${paths.imports}/{id}/problems.xlsx`,
      operationId: operations.problems,
      summary: '下载须改正的行',
      description:
        '下载地址指向一个工作簿：须改正的各行、原行号和问题，错处标色并附批注；改好后可以作为新文件直接导入。',
      tag,
      access: { roles },
      params,
      query: z.strictObject({
        part: z
          .string()
          .regex(/^[1-9]\d{0,2}$/, { error: '应为 1 至 999 的整数' })
          .default('1')
          .meta({ description: '第几个文件' }),
      }),
      responses: {
        200: { description: '下载地址', schema: ProblemsAnswer },
        404: { description: '没有这次导入，或没有须改正的行' },
        409: { description: '导入还没有完成，或整个文件不能导入' },
      },
      handle: ({ params, query, caller }, deps: D) =>
        problemsFile(params.id, Number(query.part), caller, deps),
    }),
  ];
}

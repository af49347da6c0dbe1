import * as z from 'zod';
import { DownloadAnswer, sha256, UploadAnswer } from '../../../shared/files/schema.ts';
import { acting, params, RACED } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { EVERYBODY } from '../routes-common.ts';
import { NOT_FOUND, SIDES } from './common.ts';
import { downloadEvidence, listEvidence } from './read.ts';
import { removeEvidence } from './remove-evidence.ts';
import { EvidenceAnswer, EvidenceRequest } from './schema.ts';
import { beginEvidence, confirmEvidence } from './upload.ts';

const TAG = '项目佐证';
const one = z.strictObject({ ...params.shape, evidenceId: sha256 });
const MISSING = { 404: { description: '没有这个项目或文件，或无权查看' } } as const;

/** The HTTP operations of evidence. */
export const evidenceRoutes = [
  route({
    method: 'POST',
    path: '/v1/matches/{id}/evidence',
    operationId: 'beginEvidence',
    summary: '上传佐证',
    description:
      '先申报照片或 PDF，得到一刻钟内有效的上传表单；文件直接传到存储，表单限定内容类型、大小和 SHA-256。传完后确认。文件名不保存；照片请勿拍摄可识别服务对象的内容（A1）。',
    tag: TAG,
    access: { roles: SIDES },
    params,
    body: EvidenceRequest,
    bodyExample: {
      contentType: 'image/jpeg',
      size: 482_130,
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
    responses: {
      201: { description: '上传表单', schema: UploadAnswer },
      ...NOT_FOUND,
      ...RACED,
      422: { description: '文件过大，或佐证已满' },
    },
    handle: (input, deps: Deps) =>
      retried(() => beginEvidence(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'GET',
    path: '/v1/matches/{id}/evidence',
    operationId: 'listEvidence',
    summary: '项目的佐证',
    tag: TAG,
    access: { roles: EVERYBODY },
    params,
    query: z.strictObject(pageQuery),
    responses: { 200: { description: '一页佐证', schema: pageOf(EvidenceAnswer) }, ...NOT_FOUND },
    handle: async ({ params, query, caller }, deps: Deps) => ({
      status: 200,
      body: await listEvidence(params.id, query, caller, deps),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/matches/{id}/evidence/{evidenceId}/confirm',
    operationId: 'confirmEvidence',
    summary: '确认佐证已上传',
    description: '核对文件的大小、内容和 SHA-256。同一文件在别的项目中出现过的，予以标明。可以重复。',
    tag: TAG,
    access: { roles: SIDES },
    params: one,
    responses: {
      200: { description: '佐证', schema: EvidenceAnswer },
      ...MISSING,
      ...RACED,
      422: { description: '还没有上传，或上传的与申报的不符；errors 指出各处' },
    },
    handle: (input, deps: Deps) =>
      confirmEvidence(input.params.id, input.params.evidenceId, acting(input), deps),
  }),
  route({
    method: 'GET',
    path: '/v1/matches/{id}/evidence/{evidenceId}',
    operationId: 'downloadEvidence',
    summary: '下载佐证',
    description: '得到一分钟内有效的下载地址，每次都记入办理记录。',
    tag: TAG,
    access: { roles: EVERYBODY },
    params: one,
    responses: { 200: { description: '下载地址', schema: DownloadAnswer }, ...MISSING },
    handle: ({ params, caller }, deps: Deps) => downloadEvidence(params.id, params.evidenceId, caller, deps),
  }),
  route({
    method: 'DELETE',
    path: '/v1/matches/{id}/evidence/{evidenceId}',
    operationId: 'removeEvidence',
    summary: '删去佐证',
    description: '进展、支出和争议都没有引用的可以删去。可以重复。',
    tag: TAG,
    access: { roles: SIDES },
    params: one,
    responses: { 204: { description: '已删去' }, ...MISSING, ...RACED },
    handle: (input, deps: Deps) =>
      removeEvidence(input.params.id, input.params.evidenceId, acting(input), deps),
  }),
];

import * as z from 'zod';
import { DownloadAnswer, UploadAnswer } from '../../../shared/files/schema.ts';
import { params, RACED } from '../../../shared/http/acting.ts';
import { route } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { APPLICANTS, EVERYBODY_CONCERNED } from '../routes-common.ts';
import { ApplicationAnswer } from '../schema.ts';
import { beginUpload } from './begin.ts';
import { confirmUpload } from './confirm.ts';
import { downloadAttachment } from './download.ts';
import { removeAttachment } from './remove.ts';
import { UploadRequest } from './schema.ts';

const ATTACHMENTS = '附件';
const NOT_FOUND = { 404: { description: '没有这个申请或附件，或无权查看' } } as const;
const one = z.strictObject({ ...params.shape, attachmentId: z.string().min(1).max(100) });
const PDF = 'application/pdf';

/** The HTTP operations of the files of applications. */
export const attachmentRoutes = [
  route({
    method: 'POST',
    path: '/v1/applications/{id}/attachments',
    operationId: 'beginAttachment',
    summary: '上传附件',
    description:
      '先申报文件，得到一刻钟内有效的上传表单；文件直接传到存储，表单限定内容类型、大小和 SHA-256。传完后确认，文件才入卷。',
    tag: ATTACHMENTS,
    access: { roles: APPLICANTS },
    creates: true,
    params,
    body: UploadRequest,
    bodyExample: {
      type: 'charter',
      fileName: '章程.pdf',
      contentType: PDF,
      size: 48213,
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
    responses: {
      201: { description: '上传表单', schema: UploadAnswer },
      ...NOT_FOUND,
      ...RACED,
      422: { description: '文件的类型、名称、大小或数量不符合要求' },
    },
    handle: ({ params, body, caller, once }, deps: Deps) => beginUpload(params.id, body, caller, deps, once),
  }),
  route({
    method: 'POST',
    path: '/v1/applications/{id}/attachments/{attachmentId}/confirm',
    operationId: 'confirmAttachment',
    etag: true,
    summary: '确认附件已上传',
    description: '核对文件的大小、内容和 SHA-256，一致的入卷。可以重复。',
    tag: ATTACHMENTS,
    access: { roles: APPLICANTS },
    params: one,
    responses: {
      200: { description: '申请，附件已入卷', schema: ApplicationAnswer },
      ...NOT_FOUND,
      ...RACED,
      422: { description: '还没有上传，或上传的与申报的不符；errors 指出各处' },
    },
    handle: ({ params, caller }, deps: Deps) => confirmUpload(params.id, params.attachmentId, caller, deps),
  }),
  route({
    method: 'GET',
    path: '/v1/applications/{id}/attachments/{attachmentId}',
    operationId: 'downloadAttachment',
    summary: '下载附件',
    description: '得到一分钟内有效的下载地址；申请人和办理机关可以下载，每次都记入办理记录。',
    tag: ATTACHMENTS,
    access: { roles: EVERYBODY_CONCERNED },
    params: one,
    responses: { 200: { description: '下载地址', schema: DownloadAnswer }, ...NOT_FOUND },
    handle: ({ params, caller }, deps: Deps) =>
      downloadAttachment(params.id, params.attachmentId, caller, deps),
  }),
  route({
    method: 'DELETE',
    path: '/v1/applications/{id}/attachments/{attachmentId}',
    operationId: 'removeAttachment',
    summary: '删去附件',
    description: '草稿和补正时可以删去。可以重复。',
    tag: ATTACHMENTS,
    access: { roles: APPLICANTS },
    params: one,
    responses: { 204: { description: '已删去' }, ...NOT_FOUND, ...RACED },
    handle: ({ params, caller }, deps: Deps) =>
      removeAttachment(params.id, params.attachmentId, caller, deps),
  }),
];

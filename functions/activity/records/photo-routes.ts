import * as z from 'zod';
import { DownloadAnswer, sha256, UploadAnswer } from '../../../shared/files/schema.ts';
import { AUTHORITIES, acting, params, RACED } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { beginPhoto, confirmPhoto, downloadPhoto, listPhotos } from './photos.ts';
import { PhotoAnswer, PhotoRequest } from './schema.ts';

const TAG = '活动照片';
const RECORDERS = ['applicant', 'organisation', 'community'] as const;
const VIEWERS = ['applicant', 'organisation', ...AUTHORITIES] as const;
const one = z.strictObject({ ...params.shape, photoId: sha256 });
const NOT_FOUND = { 404: { description: '没有这次活动或照片，或无权办理' } } as const;

/** The HTTP operations of photos. */
export const photoRoutes = [
  route({
    method: 'POST',
    path: '/v1/activities/{id}/photos',
    operationId: 'beginActivityPhoto',
    summary: '上传活动照片',
    description:
      '先申报照片，得到一刻钟内有效的上传表单；照片直接传到存储，传完后确认。请勿拍摄可识别服务对象的内容（A1）。',
    tag: TAG,
    access: { roles: RECORDERS },
    params,
    body: PhotoRequest,
    bodyExample: {
      contentType: 'image/jpeg',
      size: 482_130,
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
    responses: {
      201: { description: '上传表单', schema: UploadAnswer },
      ...NOT_FOUND,
      ...RACED,
      422: { description: '照片过大，或已满' },
    },
    handle: (input, deps: Deps) =>
      retried(() => beginPhoto(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'GET',
    path: '/v1/activities/{id}/photos',
    operationId: 'listActivityPhotos',
    summary: '活动的照片',
    tag: TAG,
    access: { roles: VIEWERS },
    params,
    query: z.strictObject(pageQuery),
    responses: { 200: { description: '一页照片', schema: pageOf(PhotoAnswer) }, ...NOT_FOUND },
    handle: async ({ params, query, caller }, deps: Deps) => ({
      status: 200,
      body: await listPhotos(params.id, query, caller, deps),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/activities/{id}/photos/{photoId}/confirm',
    operationId: 'confirmActivityPhoto',
    summary: '确认照片已上传',
    description: '核对照片的大小、内容和 SHA-256。在别的活动中用过的，这次活动待核查。可以重复。',
    tag: TAG,
    access: { roles: RECORDERS },
    params: one,
    responses: {
      200: { description: '照片', schema: PhotoAnswer },
      ...NOT_FOUND,
      ...RACED,
      422: { description: '还没有上传，或上传的与申报的不符；errors 指出各处' },
    },
    handle: (input, deps: Deps) => confirmPhoto(input.params.id, input.params.photoId, acting(input), deps),
  }),
  route({
    method: 'GET',
    path: '/v1/activities/{id}/photos/{photoId}',
    operationId: 'downloadActivityPhoto',
    summary: '下载照片',
    description: '得到一分钟内有效的下载地址，每次都记入办理记录。',
    tag: TAG,
    access: { roles: VIEWERS },
    params: one,
    responses: { 200: { description: '下载地址', schema: DownloadAnswer }, ...NOT_FOUND },
    handle: ({ params, caller }, deps: Deps) => downloadPhoto(params.id, params.photoId, caller, deps),
  }),
];

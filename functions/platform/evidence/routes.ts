import * as z from 'zod';
import { FORMATS } from '../../../shared/files/formats.ts';
import { DownloadAnswer, sha256, UploadAnswer } from '../../../shared/files/schema.ts';
import { acting, RACED } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { notFound } from '../../../shared/http/problem.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { platformEntry } from '../register/find.ts';
import { township } from '../register/schema.ts';
import { keptKey } from './keys.ts';
import { EvidenceAnswer, EvidenceRequest } from './schema.ts';
import { beginEvidence, confirmEvidence, shownEvidence } from './upload.ts';

const TAG = '平台佐证';
const KEEPERS = ['township', 'county'] as const;
const READERS = ['township', 'county', 'city'] as const;
const params = z.strictObject({ township });
const one = z.strictObject({ township, evidenceId: sha256 });
const NOT_FOUND = { 404: { description: '没有这个文件，或这里不设平台' } } as const;

/** The HTTP operations of evidence. */
export const routes = [
  route({
    method: 'POST',
    path: '/v1/platforms/{township}/evidence',
    operationId: 'beginPlatformEvidence',
    summary: '上传平台佐证',
    description:
      '先申报照片或 PDF，得到一刻钟内有效的上传表单；文件直接传到存储，表单限定内容类型、大小和 SHA-256。传完后确认，再在平台内容中引用。',
    tag: TAG,
    access: { roles: KEEPERS, division: ({ params }) => params.township },
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
      retried(() => beginEvidence(input.params.township, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/platforms/{township}/evidence/{evidenceId}/confirm',
    operationId: 'confirmPlatformEvidence',
    summary: '确认平台佐证已上传',
    description: '核对文件的大小、内容和 SHA-256。可以重复。',
    tag: TAG,
    access: { roles: KEEPERS, division: ({ params }) => params.township },
    params: one,
    responses: {
      200: { description: '佐证', schema: EvidenceAnswer },
      ...NOT_FOUND,
      ...RACED,
      422: { description: '还没有上传，或上传的与申报的不符；errors 指出各处' },
    },
    handle: (input, deps: Deps) =>
      confirmEvidence(input.params.township, input.params.evidenceId, acting(input), deps),
  }),
  route({
    method: 'GET',
    path: '/v1/platforms/{township}/evidence',
    operationId: 'listPlatformEvidence',
    summary: '平台的佐证',
    tag: TAG,
    access: { roles: READERS, division: ({ params }) => params.township },
    params,
    query: z.strictObject(pageQuery),
    responses: { 200: { description: '一页佐证', schema: pageOf(EvidenceAnswer) } },
    handle: async ({ params, query: { limit, cursor } }, { store }: Deps) => {
      const scope = `evidence ${params.township}`;
      const page = await store.evidenceOf(params.township, { limit, scope, cursor });
      return { status: 200, body: { ...page, items: page.items.map(shownEvidence) } };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/platforms/{township}/evidence/{evidenceId}',
    operationId: 'downloadPlatformEvidence',
    summary: '下载平台佐证',
    description: '得到一分钟内有效的下载地址，每次都记入办理记录。',
    tag: TAG,
    access: { roles: READERS, division: ({ params }) => params.township },
    params: one,
    responses: { 200: { description: '下载地址', schema: DownloadAnswer }, ...NOT_FOUND },
    handle: async ({ params: { township, evidenceId }, caller }, { store, files }: Deps) => {
      const found = await store.evidence(township, evidenceId);
      if (found?.state !== 'kept') throw notFound('没有这个文件');
      await store.save({
        writes: [],
        audit: [platformEntry(township, 'evidence-read', caller, { evidence: evidenceId })],
      });
      const fileName = `${evidenceId.slice(0, 12)}.${FORMATS[found.contentType].endings[0]}`;
      const body = await files.downloadUrl(keptKey(township, evidenceId), { fileName });
      return { status: 200, body, headers: { 'cache-control': 'no-store' } };
    },
  }),
];

import { params } from '../../../shared/http/acting.ts';
import { route } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { APPLICANTS, EVERYBODY_CONCERNED } from '../routes-common.ts';
import { ApplicationAnswer } from '../schema.ts';
import { commit } from './commit.ts';
import { DOCX } from './document.ts';
import { commitmentFile, readCommitment } from './read.ts';
import { CommitmentAnswer, CommitRequest, LeaderQuery } from './schema.ts';

const COMMITMENT = '告知承诺';
const NOT_FOUND = { 404: { description: '没有这个申请，或无权查看' } } as const;
const NOT_CHOSEN = { description: '没有选择告知承诺；detail 说明怎样选择' } as const;
const UNFILLED = { description: '承诺书所需的内容还没有填写；errors 指出各处' } as const;

/** The HTTP operations of commitments, in a function of their own: it alone carries what makes documents. */
export const routes = [
  route({
    method: 'GET',
    path: '/v1/applications/{id}/commitment',
    operationId: 'getCommitment',
    summary: '读取承诺书',
    description:
      '《临时存款账户资金缴存情况承诺书》的文本和 textHash，供申请人核对后确认（C1.2）。文本为本系统的默认文本，不是官方格式。',
    tag: COMMITMENT,
    access: { roles: APPLICANTS },
    params,
    query: LeaderQuery,
    responses: {
      200: { description: '承诺书', schema: CommitmentAnswer },
      ...NOT_FOUND,
      409: NOT_CHOSEN,
      422: UNFILLED,
    },
    handle: ({ params, query, caller }, deps: Deps) => readCommitment(params.id, query.leader, caller, deps),
  }),
  route({
    method: 'POST',
    path: '/v1/applications/{id}/commitment',
    operationId: 'commit',
    etag: true,
    summary: '确认承诺书',
    description:
      '由一位拟任负责人确认所读的文本，代替验资报告（C1.2）。名称、类别、所在地、资金、负责人等变动后，承诺失效，须重新确认。可以重复。',
    tag: COMMITMENT,
    access: { roles: APPLICANTS },
    params,
    body: CommitRequest,
    bodyExample: {
      textHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      leader: 0,
      agreed: true,
    },
    responses: {
      200: { description: '申请，已承诺', schema: ApplicationAnswer },
      ...NOT_FOUND,
      409: { description: '文本已变动，没有选择告知承诺，或现在不能修改；detail 说明怎样办' },
      422: UNFILLED,
    },
    handle: ({ params, body, caller }, deps: Deps) => commit(params.id, body, caller, deps),
  }),
  route({
    method: 'GET',
    path: '/v1/applications/{id}/commitment.docx',
    operationId: 'getCommitmentDocument',
    summary: '下载承诺书',
    description: '承诺后为当时存下的文件；承诺前，申请人可得到待签的文件。办理机关每次下载都记入办理记录。',
    tag: COMMITMENT,
    access: { roles: EVERYBODY_CONCERNED },
    params,
    query: LeaderQuery,
    responses: {
      200: { description: 'Word 文档', contentType: DOCX },
      ...NOT_FOUND,
      409: NOT_CHOSEN,
      422: UNFILLED,
    },
    handle: ({ params, query, caller }, deps: Deps) => commitmentFile(params.id, query.leader, caller, deps),
  }),
];

import * as z from 'zod';
import { acting, RACED } from '../../../shared/http/acting.ts';
import { pageOf } from '../../../shared/http/page.ts';
import { notFound } from '../../../shared/http/problem.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { seesAll } from '../register/find.ts';
import { township } from '../register/schema.ts';
import { claim, hand, object } from './claim.ts';
import { shownAssessment } from './find.ts';
import { finish, review } from './review.ts';
import {
  AssessmentAnswer,
  ClaimRequest,
  FinishRequest,
  ListQuery,
  ObjectionRequest,
  ReviewRequest,
  year,
} from './schema.ts';

const TAG = '年度测评';
const KEEPERS = ['township', 'county'] as const;
const REVIEWERS = ['county', 'city'] as const;
const params = z.strictObject({ township, year });
const shown = { 200: { description: '测评', schema: AssessmentAnswer } } as const;
const NOT_FOUND = { 404: { description: '没有这一年的测评，或没有登记平台' } } as const;
const UNFIT = { 422: { description: '评分或佐证不符合要求；errors 逐项说明' } } as const;

/** The HTTP operations of the yearly assessment. */
export const routes = [
  route({
    method: 'PUT',
    path: '/v1/platforms/{township}/assessments/{year}',
    operationId: 'claimAssessment',
    etag: true,
    summary: '自评',
    description:
      '对需要评判的指标填写自评分、说明和佐证（C3）；由数据得出的指标不用填写。再次填写须带 If-Match。',
    tag: TAG,
    access: { roles: KEEPERS, division: ({ params }) => params.township },
    ifMatch: 'optional',
    params,
    body: ClaimRequest,
    bodyExample: { claims: { party: { points: 13, text: '建立功能型党组织两个', evidence: [] } } },
    responses: {
      ...shown,
      201: { description: '新开始的测评', schema: AssessmentAnswer },
      ...NOT_FOUND,
      ...RACED,
      ...UNFIT,
      428: { description: '自评已开始，缺少 If-Match' },
    },
    handle: (input, deps: Deps) =>
      retried(() => claim(input.params.township, input.params.year, input.body.claims, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/platforms/{township}/assessments/{year}/submit',
    operationId: 'submitAssessment',
    etag: true,
    summary: '提交自评',
    description: '年度结束后提交。',
    tag: TAG,
    access: { roles: KEEPERS, division: ({ params }) => params.township },
    ifMatch: 'optional',
    params,
    responses: { ...shown, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) =>
      retried(() => hand(input.params.township, input.params.year, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/platforms/{township}/assessments/{year}/review',
    operationId: 'reviewAssessment',
    etag: true,
    summary: '审核测评',
    description: '县（市、区）民政对每个评判的指标给分；共享平台由市级部门审核。',
    tag: TAG,
    access: { roles: REVIEWERS, division: ({ params }) => params.township },
    ifMatch: 'optional',
    params,
    body: ReviewRequest,
    bodyExample: { points: { party: 12, order: 4, public: 4 }, comment: '佐证齐全' },
    responses: { ...shown, ...NOT_FOUND, ...RACED, ...UNFIT },
    handle: (input, deps: Deps) =>
      retried(() => review(input.params.township, input.params.year, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/platforms/{township}/assessments/{year}/objection',
    operationId: 'objectToAssessment',
    etag: true,
    summary: '提出异议',
    tag: TAG,
    access: { roles: KEEPERS, division: ({ params }) => params.township },
    ifMatch: 'optional',
    params,
    body: ObjectionRequest,
    bodyExample: { reason: '党建佐证漏看一份' },
    responses: { ...shown, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) =>
      retried(() => object(input.params.township, input.params.year, input.body.reason, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/platforms/{township}/assessments/{year}/publish',
    operationId: 'publishAssessment',
    etag: true,
    summary: '公布测评结果',
    description: '异议期满，或答复异议后，由审核人以外的另一人公布。',
    tag: TAG,
    access: { roles: REVIEWERS, division: ({ params }) => params.township },
    ifMatch: 'optional',
    params,
    body: FinishRequest,
    bodyExample: { answer: '已核对，党建加一分', points: { party: 13 } },
    responses: { ...shown, ...NOT_FOUND, ...RACED, ...UNFIT },
    handle: (input, deps: Deps) =>
      retried(() => finish(input.params.township, input.params.year, input.body, acting(input), deps)),
  }),
  route({
    method: 'GET',
    path: '/v1/platforms/{township}/assessments/{year}',
    operationId: 'getAssessment',
    etag: true,
    summary: '查看测评',
    description: '公布前只有本乡镇（街道）和上级可以看到。',
    tag: TAG,
    access: 'public',
    params,
    responses: { ...shown, ...NOT_FOUND },
    handle: async ({ params, caller }, deps: Deps) => {
      const found = await deps.store.assessment(params.township, params.year);
      if (!found || (found.state !== 'final' && !seesAll(caller, params.township)))
        throw notFound(`没有公布 ${params.year} 年的测评`);
      return { status: 200, body: shownAssessment(found, caller, deps), etag: found.version };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/platforms/assessments',
    operationId: 'listAssessments',
    summary: '一年的测评',
    description: '公众看到已公布的。',
    tag: TAG,
    access: 'public',
    query: ListQuery,
    responses: { 200: { description: '一页测评', schema: pageOf(AssessmentAnswer) } },
    handle: async ({ query: { division, year, state, limit, cursor }, caller }, deps: Deps) => {
      const asked = seesAll(caller, division) ? state : 'final';
      const scope = `assessments ${division} ${year} ${asked}`;
      const page = await deps.store.assessmentsIn(division, year, { state: asked, limit, scope, cursor });
      const items = page.items.map((one) => shownAssessment(one, caller, deps));
      return { status: 200, body: { ...page, items } };
    },
  }),
];

import * as z from 'zod';
import { acting, params, RACED } from '../../../../shared/http/acting.ts';
import { route } from '../../../../shared/http/route.ts';
import { retried } from '../../../../shared/store/index.ts';
import type { Deps } from '../../deps.ts';
import { ReasonRequest } from '../../offers/schema.ts';
import { EVERYBODY } from '../../routes-common.ts';
import { enter } from './enter.ts';
import { entryAnswer } from './find.ts';
import { agree, takeBack } from './join.ts';
import { giveScore, recuse } from './judge.ts';
import { listEntries, readEntry } from './read.ts';
import { EntryAnswer, EntryRequest, ScoreAnswer, ScoreRequest } from './schema.ts';

const TAG = '公益创投大赛';
/** An organisation's founder speaks for it until it has an account of its own. */
const SPEAKERS = ['applicant', 'organisation'] as const;
const ENTRANTS = [...SPEAKERS, 'agency'] as const;
const which = z.strictObject({ id: z.string().min(1).max(100), entry: z.string().min(1).max(100) });
const shown = { 200: { description: '参赛项目', schema: EntryAnswer } } as const;
const OWN = { 404: { description: '没有这个参赛项目，或不由您办理' } } as const;
const UNFIT = { 422: { description: '还有须改正的内容；errors 逐项说明' } } as const;

/** The HTTP operations of a contest's entries, and of their judges. */
export const routes = [
  route({
    method: 'POST',
    path: '/v1/contests/{id}/entries',
    operationId: 'enterContest',
    etag: true,
    summary: '申报参赛',
    description:
      '组织为需求申报方案，或社工机构以项目（M1.2）申报，并写明承接的组织，由其同意。每个组织、机构各申报一项。',
    tag: TAG,
    access: { roles: ENTRANTS },
    creates: true,
    params,
    body: EntryRequest,
    bodyExample: { title: '银龄陪伴', plan: '每周两次上门探访，结对陪伴', need: 'n-1', budgetFen: 200_000 },
    responses: {
      201: { description: '参赛项目', schema: EntryAnswer },
      404: { description: '没有这个大赛，或您不代表这个组织' },
      ...RACED,
      ...UNFIT,
    },
    handle: (input, deps: Deps) =>
      retried(() => enter(input.params.id, input.body, acting(input), deps, input.once)),
  }),
  route({
    method: 'GET',
    path: '/v1/contests/{id}/entries',
    operationId: 'listContestEntries',
    summary: '参赛项目',
    description: '主办方、上级机关和评委可见全部，其他人可见自己的；一个大赛最多 100 项，一次给出。',
    tag: TAG,
    access: { roles: EVERYBODY },
    params,
    responses: {
      200: { description: '参赛项目', schema: z.strictObject({ items: z.array(EntryAnswer) }) },
      404: { description: '没有这个大赛' },
    },
    handle: async ({ params, caller }, deps: Deps) => ({
      status: 200,
      body: { items: await listEntries(params.id, caller, deps) },
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/contests/{id}/entries/{entry}',
    operationId: 'getContestEntry',
    etag: true,
    summary: '查看参赛项目',
    tag: TAG,
    access: { roles: EVERYBODY },
    params: which,
    responses: { ...shown, 404: { description: '没有这个参赛项目，或无权查看' } },
    handle: async ({ params, caller }, deps: Deps) => entryAnswer(await readEntry(params, caller, deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/contests/{id}/entries/{entry}/agree',
    operationId: 'agreeToContestEntry',
    etag: true,
    summary: '同意承接参赛项目',
    description: '社工机构申报的项目，由承接的组织在申报截止前同意，否则不参加评审。',
    tag: TAG,
    access: { roles: SPEAKERS },
    params: which,
    responses: { ...shown, ...OWN, ...RACED },
    handle: (input, deps: Deps) => retried(() => agree(input.params, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/contests/{id}/entries/{entry}/withdraw',
    operationId: 'withdrawContestEntry',
    etag: true,
    summary: '退出大赛',
    description: '由申报方或承接的组织在公布结果前退出；申报截止前可以重新申报。',
    tag: TAG,
    access: { roles: ENTRANTS },
    ifMatch: 'optional',
    params: which,
    body: ReasonRequest,
    bodyExample: { reason: '方案需要调整' },
    responses: { ...shown, ...OWN, ...RACED },
    handle: (input, deps: Deps) => retried(() => takeBack(input.params, input.body, acting(input), deps)),
  }),
  route({
    method: 'PUT',
    path: '/v1/contests/{id}/entries/{entry}/score',
    operationId: 'scoreContestEntry',
    summary: '评分',
    description: '评委按评分项给分，评审期内可以改。与参赛项目有利害关系的须回避，系统按账号和任职判断。',
    tag: TAG,
    access: { roles: EVERYBODY },
    params: which,
    body: ScoreRequest,
    bodyExample: { points: [27, 25, 20, 12], comment: '方案具体，预算合理' },
    responses: {
      200: { description: '评分', schema: ScoreAnswer },
      403: { description: '须回避；detail 说明原因，rule 为规则' },
      404: { description: '没有这个参赛项目，或不由您评审' },
      ...RACED,
      ...UNFIT,
    },
    handle: (input, deps: Deps) => retried(() => giveScore(input.params, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/contests/{id}/entries/{entry}/recuse',
    operationId: 'recuseFromContestEntry',
    summary: '申报回避',
    description: '评委申报与参赛项目有利害关系：不再评分，已给的分不计入，不能撤回。',
    tag: TAG,
    access: { roles: EVERYBODY },
    params: which,
    body: ReasonRequest,
    bodyExample: { reason: '曾为该组织顾问' },
    responses: {
      200: {
        description: '回避',
        schema: z.strictObject({ entry: z.string(), reason: z.string(), at: z.iso.datetime() }),
      },
      404: { description: '没有这个参赛项目，或不由您评审' },
      ...RACED,
    },
    handle: (input, deps: Deps) => retried(() => recuse(input.params, input.body, acting(input), deps)),
  }),
];

import * as z from 'zod';
import { Action } from '../../../shared/actions/index.ts';
import { divisionByCode } from '../../../shared/divisions/index.ts';
import { DivisionCode, OrganisationId } from '../../../shared/events/shapes.ts';
import { AUTHORITIES, acting, params, RACED } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { recordBatch } from './batch.ts';
import { correct } from './correct.ts';
import { answerOf, visible } from './find.ts';
import { clear, confirm, dispute, rule, takeBack } from './judge.ts';
import { photoRoutes } from './photo-routes.ts';
import { listAt, listOf, listWaiting } from './read.ts';
import { record } from './record.ts';
import {
  ActivityAnswer,
  BatchAnswer,
  BatchRequest,
  ConfirmRequest,
  CorrectRequest,
  ReasonRequest,
  RecordRequest,
  RuleRequest,
  StateSchema,
} from './schema.ts';

const TAG = '活动记录';
/** An organisation's founder speaks for it until it has an account of its own. */
const RECORDERS = ['applicant', 'organisation', 'community'] as const;
const VIEWERS = ['applicant', 'organisation', ...AUTHORITIES] as const;
const JUDGES = AUTHORITIES;

const shown = { 200: { description: '活动', schema: ActivityAnswer } } as const;
const NOT_FOUND = { 404: { description: '没有这次活动，或无权办理' } } as const;
const UNFIT = { 422: { description: '日期等不符合要求；errors 指出各处' } } as const;
/** Lists are kept by county. */
const WithinCounty = DivisionCode.refine((code) => divisionByCode(code) !== undefined && code.length >= 6, {
  error: '请按县（市、区）、乡镇（街道）或村（社区）查询',
});
const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: '应为月份，例如 2026-11' });
const Period = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/, { error: '应为年份或月份，例如 2026 或 2026-11' });
const EXAMPLE = {
  title: '重阳节敬老演出',
  on: '2026-10-18',
  from: '09:00',
  to: '11:00',
  division: '330302025010',
  action: 'culture',
  kinds: ['choir'],
  participants: 45,
  volunteers: 12,
  minutes: 1_440,
  served: { 'empty-nest': 30 },
};

/** The HTTP operations of activity records. */
export const routes = [
  route({
    method: 'POST',
    path: '/v1/activities',
    operationId: 'recordActivity',
    etag: true,
    summary: '填报活动',
    description:
      '组织填报自己的活动，或村（社区）代由其管理的组织填报（C1.5）。有疑点的待核查；其余的等村（社区）确认，逾期没有异议即视为确认。',
    tag: TAG,
    access: { roles: RECORDERS },
    creates: true,
    body: RecordRequest,
    bodyExample: EXAMPLE,
    responses: {
      201: { description: '活动', schema: ActivityAnswer },
      404: { description: '没有这个组织，或您不代表它' },
      ...UNFIT,
    },
    handle: (input, deps: Deps) => retried(() => record(input.body, input, deps, input.once)),
  }),
  route({
    method: 'POST',
    path: '/v1/activities/batch',
    operationId: 'recordActivities',
    summary: '批量填报活动',
    description: '一次最多 500 次活动，逐次办理：有错的不影响其他的；重复提交同一 ref 不会重复填报。',
    tag: TAG,
    access: { roles: RECORDERS },
    body: BatchRequest,
    bodyExample: { entries: [{ ref: '2026-0001', ...EXAMPLE }] },
    responses: {
      200: { description: '各次的结果', schema: BatchAnswer },
      404: { description: '没有这个组织，或您不代表它' },
    },
    handle: (input, deps: Deps) => recordBatch(input.body, input, deps),
  }),
  route({
    method: 'GET',
    path: '/v1/activities',
    operationId: 'listActivities',
    summary: '行政区划内一个月的活动',
    tag: TAG,
    access: { roles: AUTHORITIES, division: ({ query }) => query.division },
    query: z.strictObject({
      division: WithinCounty,
      month: Month,
      state: StateSchema.optional(),
      action: Action.optional(),
      ...pageQuery,
    }),
    responses: { 200: { description: '一页活动，按区划和日期', schema: pageOf(ActivityAnswer) } },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await listAt(query, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/activities/waiting',
    operationId: 'listWaitingActivities',
    summary: '待确认、待核查、待裁定的活动',
    tag: TAG,
    access: { roles: AUTHORITIES, division: ({ query }) => query.division },
    query: z.strictObject({ division: WithinCounty, state: StateSchema.optional(), ...pageQuery }),
    responses: { 200: { description: '一页活动', schema: pageOf(ActivityAnswer) } },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await listWaiting(query, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/organisations/{id}/activities',
    operationId: 'listActivitiesOfOrganisation',
    summary: '组织的活动',
    tag: TAG,
    access: { roles: VIEWERS },
    params: z.strictObject({ id: OrganisationId }),
    query: z.strictObject({ period: Period.optional(), state: StateSchema.optional(), ...pageQuery }),
    responses: {
      200: { description: '一页活动，日期最近的在前', schema: pageOf(ActivityAnswer) },
      404: { description: '没有这个组织，或无权查看' },
    },
    handle: async ({ params: { id }, query, caller }, deps: Deps) => ({
      status: 200,
      body: await listOf({ organisation: id, ...query }, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/activities/{id}',
    operationId: 'getActivity',
    etag: true,
    summary: '查看活动',
    tag: TAG,
    access: { roles: VIEWERS },
    params,
    responses: { ...shown, ...NOT_FOUND },
    handle: async ({ params, caller }, deps: Deps) =>
      answerOf((await visible(params.id, caller, deps)).activity),
  }),
  route({
    method: 'PATCH',
    path: '/v1/activities/{id}',
    operationId: 'correctActivity',
    etag: true,
    summary: '更正活动',
    description: '须写明理由；更正后重新核查和确认，统计随之更正。',
    tag: TAG,
    access: { roles: RECORDERS },
    ifMatch: 'required',
    params,
    body: CorrectRequest,
    bodyExample: { participants: 40, reason: '漏减了重复签到的人' },
    responses: { ...shown, ...NOT_FOUND, ...RACED, ...UNFIT },
    handle: (input, deps: Deps) =>
      retried(() => correct(input.params.id, input.body as never, acting(input), deps)),
  }),
  ...(
    [
      ['void', 'voidActivity', '作废活动', RECORDERS, ReasonRequest, { reason: '填错了组织' }, takeBack],
      ['confirm', 'confirmActivity', '确认活动', JUDGES, ConfirmRequest, { rating: 5 }, confirm],
      [
        'dispute',
        'disputeActivity',
        '对活动提出异议',
        JUDGES,
        ReasonRequest,
        { reason: '当天文化礼堂没有开放' },
        dispute,
      ],
      ['clear', 'clearActivity', '核查属实', JUDGES, ReasonRequest, { reason: '上下午各一场' }, clear],
      [
        'rule',
        'ruleOnActivity',
        '裁定异议',
        JUDGES,
        RuleRequest,
        { outcome: 'counts', reason: '有签到表' },
        rule,
      ],
    ] as const
  ).map(([step, operationId, summary, roles, body, bodyExample, take]) =>
    route({
      method: 'POST',
      path: `/v1/activities/{id}/${step}`,
      operationId,
      etag: true,
      summary,
      tag: TAG,
      access: { roles },
      ifMatch: 'optional',
      params,
      body,
      bodyExample,
      responses: { ...shown, ...NOT_FOUND, ...RACED },
      handle: (input, deps: Deps) =>
        retried(() => take(input.params.id, input.body as never, acting(input), deps)),
    }),
  ),
  ...photoRoutes,
];

import * as z from 'zod';
import { CITY } from '../../../../shared/divisions/index.ts';
import { AUTHORITIES, acting, params, RACED, Subtree } from '../../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../../shared/http/page.ts';
import { route } from '../../../../shared/http/route.ts';
import { retried } from '../../../../shared/store/index.ts';
import type { Deps } from '../../deps.ts';
import { ReasonRequest } from '../../offers/schema.ts';
import { EVERYBODY } from '../../routes-common.ts';
import { announce, callOff, change, close } from './announce.ts';
import { attend, stayAway } from './attend.ts';
import { fairAnswer, fairOf, shownAttendee, shownFair, shownOutcome } from './find.ts';
import { record } from './record.ts';
import {
  AttendeeAnswer,
  AttendeeRequest,
  AttendeeType,
  FairAnswer,
  FairPatch,
  FairRequest,
  FairState,
  OutcomeAnswer,
  OutcomeRequest,
} from './schema.ts';

const TAG = '项目对接会';
const ORGANISERS = ['township', 'county', 'city'] as const;
/** Whoever stands for something that may attend. */
const ATTENDERS = [
  'applicant',
  'organisation',
  'agency',
  'provider',
  'community',
  'township',
  'county',
] as const;
const shown = { 200: { description: '对接会', schema: FairAnswer } } as const;
const OWN = { 404: { description: '没有这个对接会，或不由您办理' } } as const;
const UNFIT = { 422: { description: '内容不符合要求；errors 逐项说明' } } as const;

/** The HTTP operations of fairs. */
export const routes = [
  route({
    method: 'POST',
    path: '/v1/fairs',
    operationId: 'announceFair',
    etag: true,
    summary: '公告项目对接会',
    description: '需求、项目、资源和组织当面对接（M1.5）。',
    tag: TAG,
    access: { roles: ORGANISERS, division: ({ body }) => body.division },
    creates: true,
    body: FairRequest,
    bodyExample: {
      title: '南汇街道项目对接会',
      division: '330302025',
      place: '街道文化中心',
      day: '2026-12-05',
    },
    responses: { 201: { description: '对接会', schema: FairAnswer }, ...UNFIT },
    handle: ({ body, caller, once }, deps: Deps) => announce(body, caller, deps, once),
  }),
  route({
    method: 'GET',
    path: '/v1/fairs',
    operationId: 'listFairs',
    summary: '对接会清单',
    tag: TAG,
    access: { roles: EVERYBODY },
    query: z.strictObject({
      division: Subtree.default(CITY.code),
      state: FairState.optional(),
      ...pageQuery,
    }),
    responses: { 200: { description: '一页对接会', schema: pageOf(FairAnswer) } },
    handle: async ({ query: { division, state, limit, cursor }, caller }, { store }: Deps) => {
      const scope = `fairs ${caller.role} ${caller.subject} ${division} ${state}`;
      const page = await store.fairs(division, { state, limit, scope, cursor });
      return { status: 200, body: { ...page, items: page.items.map((fair) => shownFair(fair, caller)) } };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/fairs/{id}',
    operationId: 'getFair',
    etag: true,
    summary: '查看对接会',
    tag: TAG,
    access: { roles: EVERYBODY },
    params,
    responses: { ...shown, 404: { description: '没有这个对接会' } },
    handle: async ({ params, caller }, deps: Deps) => fairAnswer(await fairOf(params.id, deps), caller),
  }),
  route({
    method: 'PATCH',
    path: '/v1/fairs/{id}',
    operationId: 'changeFair',
    etag: true,
    summary: '修改对接会',
    tag: TAG,
    access: { roles: ORGANISERS },
    ifMatch: 'required',
    params,
    body: FairPatch,
    bodyExample: { day: '2026-12-06' },
    responses: { ...shown, ...OWN, ...RACED, ...UNFIT },
    handle: (input, deps: Deps) => retried(() => change(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/fairs/{id}/close',
    operationId: 'closeFair',
    etag: true,
    summary: '结束对接会',
    tag: TAG,
    access: { roles: ORGANISERS },
    ifMatch: 'optional',
    params,
    responses: { ...shown, ...OWN, ...RACED },
    handle: (input, deps: Deps) => retried(() => close(input.params.id, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/fairs/{id}/cancel',
    operationId: 'cancelFair',
    etag: true,
    summary: '取消对接会',
    tag: TAG,
    access: { roles: ORGANISERS },
    ifMatch: 'optional',
    params,
    body: ReasonRequest,
    bodyExample: { reason: '台风' },
    responses: { ...shown, ...OWN, ...RACED },
    handle: (input, deps: Deps) => retried(() => callOff(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/fairs/{id}/attendees',
    operationId: 'attendFair',
    summary: '报名参加对接会',
    description: '各方以自己发布的需求、项目、资源，或所代表的组织报名。',
    tag: TAG,
    access: { roles: ATTENDERS },
    params,
    body: AttendeeRequest,
    bodyExample: { type: 'need', of: 'n-1' },
    responses: {
      200: { description: '报名', schema: AttendeeAnswer },
      404: { description: '没有这个对接会，或报名的不由您办理' },
      ...RACED,
      ...UNFIT,
    },
    handle: (input, deps: Deps) => retried(() => attend(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/fairs/{id}/attendees/withdraw',
    operationId: 'stayAwayFromFair',
    summary: '取消报名',
    description: '会上已达成的对接不受影响。',
    tag: TAG,
    access: { roles: ATTENDERS },
    params,
    body: AttendeeRequest,
    bodyExample: { type: 'need', of: 'n-1' },
    responses: {
      200: { description: '取消的报名', schema: AttendeeAnswer },
      404: { description: '没有报名，或不由您办理' },
      ...RACED,
    },
    handle: (input, deps: Deps) => retried(() => stayAway(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'GET',
    path: '/v1/fairs/{id}/attendees',
    operationId: 'listFairAttendees',
    summary: '参加对接会的需求、项目、资源和组织',
    tag: TAG,
    access: { roles: EVERYBODY },
    params,
    query: z.strictObject({ type: AttendeeType.optional(), ...pageQuery }),
    responses: {
      200: { description: '一页报名', schema: pageOf(AttendeeAnswer) },
      404: { description: '没有这个对接会' },
    },
    handle: async ({ params: { id }, query: { type, limit, cursor } }, deps: Deps) => {
      await fairOf(id, deps);
      const scope = `attendees ${id} ${type}`;
      const page = await deps.store.attendees(id, { type, limit, scope, cursor });
      return { status: 200, body: { ...page, items: page.items.map(shownAttendee) } };
    },
  }),
  route({
    method: 'POST',
    path: '/v1/fairs/{id}/outcomes',
    operationId: 'recordFairOutcome',
    summary: '记录会上达成的对接',
    description: '由主办方从举行当天起记录；需求和组织都须已报名。由乡镇（街道）确认承接（M1.3）。',
    tag: TAG,
    access: { roles: ORGANISERS },
    creates: true,
    params,
    body: OutcomeRequest,
    bodyExample: { need: 'n-1', organisation: 'o-1' },
    responses: {
      201: { description: '对接结果', schema: OutcomeAnswer },
      ...OWN,
      ...RACED,
      ...UNFIT,
    },
    handle: (input, deps: Deps) =>
      retried(() => record(input.params.id, input.body, acting(input), deps, input.once)),
  }),
  route({
    method: 'GET',
    path: '/v1/fairs/{id}/outcomes',
    operationId: 'listFairOutcomes',
    summary: '会上达成的对接',
    tag: TAG,
    access: { roles: AUTHORITIES },
    params,
    query: z.strictObject(pageQuery),
    responses: {
      200: { description: '一页对接结果，按先后', schema: pageOf(OutcomeAnswer) },
      404: { description: '没有这个对接会' },
    },
    handle: async ({ params: { id }, query: { limit, cursor } }, deps: Deps) => {
      await fairOf(id, deps);
      const page = await deps.store.outcomes(id, { limit, scope: `outcomes ${id}`, cursor });
      return { status: 200, body: { ...page, items: page.items.map(shownOutcome) } };
    },
  }),
];

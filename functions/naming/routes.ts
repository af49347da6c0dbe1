import * as z from 'zod';
import { ROLES } from '../../shared/auth/caller.ts';
import { divisionByCode } from '../../shared/divisions/index.ts';
import { DivisionCode } from '../../shared/events/shapes.ts';
import { pageOf, pageQuery } from '../../shared/http/page.ts';
import { route } from '../../shared/http/route.ts';
import { check } from './check.ts';
import type { Deps } from './deps.ts';
import { importNames, listNames } from './register.ts';
import { readReservation, releaseReservation } from './reservation.ts';
import { reserve } from './reserve.ts';
import {
  CheckAnswer,
  CheckRequest,
  ImportAnswer,
  ImportRequest,
  RegisteredName,
  Reservation,
  ReservationRequest,
} from './schema.ts';

const HOLDERS = ['applicant', 'organisation', 'community', 'township', 'county', 'city'] as const;
const AUTHORITIES = ['community', 'township', 'county', 'city'] as const;
const tag = '名称';
const params = z.strictObject({ id: z.string().min(1).max(100) });

/** The HTTP operations of the naming service. */
export const routes = [
  route({
    method: 'POST',
    path: '/v1/names/check',
    operationId: 'checkName',
    summary: '检查名称',
    description:
      '拆分名称，逐条核对命名规则，并与登记机关内已有、保留和仍受保护的名称比较。不需要登录，不保留名称。',
    tag,
    access: 'public',
    body: CheckRequest,
    bodyExample: { name: '温州市鹿城区南汇街道志愿者协会', kind: 'association' },
    responses: { 200: { description: '检查结果', schema: CheckAnswer } },
    handle: async ({ body }, deps: Deps) => ({
      status: 200,
      body: await check({ ...body, on: body.on ?? deps.today() }, deps),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/names/reservations',
    operationId: 'reserveName',
    etag: true,
    summary: '保留名称',
    description: '名称通过检查后保留一段时间，期间其他人不能使用。同一名称只有一个保留人。',
    tag,
    access: { roles: HOLDERS },
    creates: true,
    body: ReservationRequest,
    bodyExample: { name: '温州市鹿城区南汇街道志愿者协会', kind: 'association', division: '330302025' },
    responses: {
      201: { description: '已保留', schema: Reservation },
      409: { description: '名称已被使用或保留，conflicts 说明占用者的类别' },
      422: { description: '名称不符合规定，findings 说明原因，suggestions 给出可用名称' },
    },
    handle: ({ body, caller, once }, deps: Deps) => reserve(body, caller, deps, once),
  }),
  route({
    method: 'GET',
    path: '/v1/names/reservations/{id}',
    operationId: 'getReservation',
    etag: true,
    summary: '查看名称保留',
    tag,
    access: { roles: ROLES },
    params,
    responses: {
      200: { description: '名称保留', schema: Reservation },
      404: { description: '没有这个名称保留，或无权查看' },
    },
    handle: ({ params, caller }, deps: Deps) => readReservation(params.id, caller, deps),
  }),
  route({
    method: 'DELETE',
    path: '/v1/names/reservations/{id}',
    operationId: 'releaseReservation',
    etag: true,
    summary: '放弃名称保留',
    description: '名称立即可由他人使用。重复调用结果相同。',
    tag,
    access: { roles: HOLDERS },
    ifMatch: 'optional',
    params,
    responses: {
      200: { description: '已放弃', schema: Reservation },
      403: { description: '不是保留人；为登记申请保留的名称随申请撤回而放弃' },
      404: { description: '没有这个名称保留，或无权查看' },
      409: { description: '名称已用于登记' },
    },
    handle: ({ params, caller, ifMatch }, deps: Deps) => releaseReservation(params.id, caller, ifMatch, deps),
  }),
  route({
    method: 'GET',
    path: '/v1/names',
    operationId: 'listNames',
    summary: '名称库',
    description: '一个行政区划内已登记、备案和仍受保护的名称，附按现行规则的提示。',
    tag,
    access: { roles: AUTHORITIES, division: ({ query }) => query.division },
    query: z.strictObject({
      division: DivisionCode.refine((code) => divisionByCode(code) !== undefined, {
        error: '功能区不是行政区划，请按所辖街道查询',
      }),
      ...pageQuery,
    }),
    responses: { 200: { description: '一页名称', schema: pageOf(RegisteredName) } },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await listNames(query, caller, deps),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/names/imports',
    operationId: 'importNames',
    summary: '导入已有名称',
    description: '把已登记、备案组织的名称收入名称库。不合现行规则的只作提示，不拒绝。重复导入结果不变。',
    tag,
    access: { roles: ['county', 'city'] },
    creates: true,
    body: ImportRequest,
    responses: { 200: { description: '导入结果', schema: ImportAnswer } },
    handle: async ({ body, caller, once, claim }, deps: Deps) => {
      const answer = { status: 200, body: await importNames(body, caller, deps, claim) };
      await deps.store.save({ audit: [], ...once(answer) });
      return answer;
    },
  }),
];

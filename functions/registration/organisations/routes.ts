import * as z from 'zod';
import { Class, Kind } from '../../../shared/events/shapes.ts';
import { AUTHORITIES, acting, params, RACED, Subtree } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { APPLICANTS, EVERYBODY_CONCERNED } from '../routes-common.ts';
import { Action, ApplicationAnswer, AuditItem, Track, UnmaskRequest } from '../schema.ts';
import { answerOf } from './answer.ts';
import { beginMatter } from './begin.ts';
import { changeOrganisation } from './change.ts';
import { dutyRoutes } from './duty-routes.ts';
import { visible } from './find.ts';
import { grade } from './grade.ts';
import { listLedger, listOrganisationTrail, listVersions, namesOf, unmaskLeaders } from './read.ts';
import { reportIn } from './report-in.ts';
import {
  EndRequest,
  GradeRequest,
  LeadersAnswer,
  MatterRequest,
  OrganisationAnswer,
  OrganisationNames,
  OrganisationPatch,
  OrganisationStatus,
  OrganisationVersion,
  ReportInRequest,
  ResumeRequest,
  RulingRequest,
} from './schema.ts';
import { end, resume, suspend } from './standing.ts';

const LEDGER = '台账';
const NOT_FOUND = { 404: { description: '没有这个组织，或无权查看' } } as const;
const shown = { 200: { description: '组织', schema: OrganisationAnswer } } as const;
const BEYOND = { 422: { description: '内容与组织的情况不符；errors 说明哪里不符' } } as const;
const Ids = z
  .string()
  .transform((text) => [...new Set(text.split(','))])
  .pipe(z.array(params.shape.id).min(1).max(100))
  .meta({ description: '组织编号，以逗号分隔', type: 'string', maxLength: 10_000 });
const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true');

/** The HTTP operations of the ledger of organisations. */
export const organisationRoutes = [
  route({
    method: 'GET',
    path: '/v1/organisations',
    operationId: 'listOrganisations',
    summary: '组织台账',
    description:
      '一个行政区划内的组织，可按办理方式、类型、类别、行动、是否枢纽型、状态筛选；筛选后一页可能不满，以 next 为准。',
    tag: LEDGER,
    access: { roles: AUTHORITIES, division: ({ query }) => query.division },
    query: z.strictObject({
      division: Subtree,
      track: Track.optional(),
      class: Class.optional(),
      kind: Kind.optional(),
      action: Action.optional(),
      hub: yesOrNo.optional().meta({ description: '是否枢纽型（M3.2）' }),
      status: OrganisationStatus.optional(),
      ...pageQuery,
    }),
    responses: { 200: { description: '一页组织', schema: pageOf(OrganisationAnswer) } },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await listLedger(query, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/organisations/names',
    operationId: 'nameOrganisations',
    summary: '组织的名称',
    description: '按编号查名称，一次至多 100 个；辖区以外的、没有的不列出。',
    tag: LEDGER,
    access: { roles: AUTHORITIES },
    query: z.strictObject({ ids: Ids }),
    responses: { 200: { description: '名称，次序不定', schema: OrganisationNames } },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await namesOf(query.ids, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/organisations/{id}',
    operationId: 'getOrganisation',
    etag: true,
    summary: '查看组织',
    tag: LEDGER,
    access: { roles: EVERYBODY_CONCERNED },
    params,
    responses: { ...shown, ...NOT_FOUND },
    handle: async ({ params, caller }, deps: Deps) => answerOf(await visible(params.id, caller, deps)),
  }),
  route({
    method: 'PATCH',
    path: '/v1/organisations/{id}',
    operationId: 'changeOrganisation',
    etag: true,
    summary: '修改组织',
    description:
      '无须审查的内容立即生效：组织自己填写行动、成员、人员、是否公开；机关填写枢纽型、社会工作者（M3.2）、社会工作站（M3.3）；联系人由登记、备案或管理机关填写。名称、负责人、章程内容的变更须申请。',
    tag: LEDGER,
    access: { roles: EVERYBODY_CONCERNED },
    ifMatch: 'required',
    params,
    body: OrganisationPatch,
    bodyExample: { members: { individuals: 18, units: 0 } },
    responses: { ...shown, ...NOT_FOUND, ...RACED, ...BEYOND },
    handle: (input, deps: Deps) => changeOrganisation(input.params.id, input.body, acting(input), deps),
  }),
  route({
    method: 'POST',
    path: '/v1/organisations/{id}/applications',
    operationId: 'beginMatter',
    etag: true,
    summary: '申请变更、升级或注销',
    description:
      '新建一个已填好现有内容的申请草稿，修改后提交，由登记、备案或管理机关审查（C1.2、C1.4、C1.5）；名称不变的不再核名（C2）。',
    tag: LEDGER,
    access: { roles: APPLICANTS },
    creates: true,
    params,
    body: MatterRequest,
    bodyExample: { matter: 'change', reason: '换届' },
    responses: {
      201: { description: '草稿', schema: ApplicationAnswer },
      ...NOT_FOUND,
      ...RACED,
      422: { description: '不能升级到这一种办理方式' },
    },
    handle: (input, deps: Deps) => beginMatter(input.params.id, input.body, acting(input), deps, input.once),
  }),
  route({
    method: 'GET',
    path: '/v1/organisations/{id}/versions',
    operationId: 'listVersions',
    summary: '组织的历史版本',
    description: '每次变更之前的内容，最近的在前。',
    tag: LEDGER,
    access: { roles: EVERYBODY_CONCERNED },
    params,
    query: z.strictObject(pageQuery),
    responses: { 200: { description: '一页历史版本', schema: pageOf(OrganisationVersion) }, ...NOT_FOUND },
    handle: async ({ params, query, caller }, deps: Deps) => ({
      status: 200,
      body: await listVersions(params.id, query, caller, deps),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/organisations/{id}/audit',
    operationId: 'listOrganisationAudit',
    summary: '组织的办理记录',
    tag: LEDGER,
    access: { roles: EVERYBODY_CONCERNED },
    params,
    query: z.strictObject(pageQuery),
    responses: { 200: { description: '一页办理记录', schema: pageOf(AuditItem) }, ...NOT_FOUND },
    handle: async ({ params, query, caller }, deps: Deps) => ({
      status: 200,
      body: await listOrganisationTrail(params.id, query, caller, deps),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/organisations/{id}/unmask',
    operationId: 'unmaskLeaders',
    summary: '查看负责人原文',
    description: '登记、备案或管理机关说明理由后，可以看到负责人的姓名和电话；每次查看都记入办理记录。',
    tag: LEDGER,
    access: { roles: AUTHORITIES },
    params,
    body: UnmaskRequest,
    bodyExample: { reason: '联系负责人' },
    responses: { 200: { description: '负责人', schema: LeadersAnswer }, ...NOT_FOUND },
    handle: ({ params, body, caller }, deps: Deps) => unmaskLeaders(params.id, body.reason, caller, deps),
  }),
  route({
    method: 'POST',
    path: '/v1/organisations/{id}/report-in',
    operationId: 'reportIn',
    etag: true,
    summary: '向社区党组织报到',
    description: '组织自己填报，或由所报到的社区记录（O1）。',
    tag: LEDGER,
    access: { roles: [...APPLICANTS, 'community'] },
    ifMatch: 'optional',
    params,
    body: ReportInRequest,
    bodyExample: { community: '330302025010' },
    responses: { ...shown, ...NOT_FOUND, ...RACED, ...BEYOND },
    handle: (input, deps: Deps) => retried(() => reportIn(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/organisations/{id}/grade',
    operationId: 'gradeOrganisation',
    etag: true,
    summary: '定类型',
    description: '备案和村居管理的组织定为初创型或成长型；登记的即为成熟型（C1.1）。',
    tag: LEDGER,
    access: { roles: AUTHORITIES },
    ifMatch: 'optional',
    params,
    body: GradeRequest,
    bodyExample: { class: 'growing', reason: '活动经常，作用明显' },
    responses: { ...shown, ...NOT_FOUND, ...RACED, ...BEYOND },
    handle: (input, deps: Deps) => retried(() => grade(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/organisations/{id}/suspend',
    operationId: 'suspendOrganisation',
    etag: true,
    summary: '责令停止活动',
    tag: LEDGER,
    access: { roles: AUTHORITIES },
    ifMatch: 'optional',
    params,
    body: RulingRequest,
    bodyExample: { reason: '长期未开展活动', clause: 'C1.4' },
    responses: { ...shown, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) => retried(() => suspend(input.params.id, input.body, acting(input), deps)),
  }),
  route({
    method: 'POST',
    path: '/v1/organisations/{id}/resume',
    operationId: 'resumeOrganisation',
    etag: true,
    summary: '恢复活动',
    tag: LEDGER,
    access: { roles: AUTHORITIES },
    ifMatch: 'optional',
    params,
    body: ResumeRequest,
    bodyExample: { reason: '已整改' },
    responses: { ...shown, ...NOT_FOUND, ...RACED },
    handle: (input, deps: Deps) => retried(() => resume(input.params.id, input.body, acting(input), deps)),
  }),
  ...(
    [
      ['dissolve', 'dissolved', '注销', '登记的注销登记，备案和村居管理的撤出台账；名称仍受保护一段时间。'],
      ['revoke', 'revoked', '撤销', '因违法或弄虚作假撤销登记、备案或管理；名称受保护的时间更长。'],
    ] as const
  ).map(([step, how, summary, description]) =>
    route({
      method: 'POST',
      path: `/v1/organisations/{id}/${step}`,
      operationId: `${step}Organisation`,
      etag: true,
      summary,
      description,
      tag: LEDGER,
      access: { roles: AUTHORITIES },
      ifMatch: 'optional',
      params,
      body: EndRequest,
      bodyExample: { reason: '成员大会决议解散', clause: '组织章程' },
      responses: { ...shown, ...NOT_FOUND, ...RACED, ...BEYOND },
      handle: (input, deps: Deps) =>
        retried(() => end(input.params.id, how, input.body, acting(input), deps)),
    }),
  ),
  ...dutyRoutes,
];

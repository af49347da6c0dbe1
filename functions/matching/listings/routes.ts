import * as z from 'zod';
import { Action, Group, ServiceKind } from '../../../shared/actions/index.ts';
import type { Role } from '../../../shared/auth/caller.ts';
import { Day } from '../../../shared/events/shapes.ts';
import { acting, params, RACED, Subtree } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { LISTING_NAMES, type ListingType } from '../model/terms.ts';
import { EVERYBODY } from '../routes-common.ts';
import { begin } from './begin.ts';
import { edit } from './edit.ts';
import { answerOf, visible } from './find.ts';
import { publish } from './publish.ts';
import { list, listMine } from './read.ts';
import { ANSWERS, ListingState, patchOf, SHAPES, Urgency, WithdrawRequest } from './schema.ts';
import { withdraw } from './withdraw.ts';

const TAG = '需求、项目、资源清单';

/** Who puts entries into each list (M1.1, M1.2, M2.1). */
const PUBLISHERS: Readonly<Record<ListingType, readonly Role[]>> = {
  need: ['community', 'township'],
  project: ['agency'],
  resource: ['provider', 'community', 'township', 'county'],
};

const CLAUSES: Readonly<Record<ListingType, string>> = {
  need: '村（社区）、乡镇（街道）发布需求清单（M1.1）。救助类只写服务对象的类别，不写姓名（A1）。',
  project: '专业社工机构围绕需求设计项目（M1.2）。',
  resource: '部门、企业、社会组织、慈善人士、志愿者提供资金、场地、物资、人员（M2.1、M2.3）。',
};

const EXAMPLES: Readonly<Record<ListingType, object>> = {
  need: {
    title: '独居老人每周探访',
    division: '330302025010',
    action: 'relief',
    kinds: ['companionship'],
    groups: ['empty-nest'],
    period: { from: '2027-01-01', to: '2027-03-31' },
    openUntil: '2026-12-20',
    urgency: 'normal',
    demand: 1,
  },
  project: {
    title: '银龄陪伴计划',
    division: '330302025',
    action: 'relief',
    kinds: ['companionship'],
    period: { from: '2027-01-01', to: '2027-06-30' },
    openUntil: '2026-12-31',
    needs: ['3f2c1a90-0000-4000-8000-000000000000'],
    budgetFen: 600_000,
    phases: [{ title: '探访', from: '2027-01-01', to: '2027-06-30', budgetFen: 600_000 }],
  },
  resource: {
    title: '为老服务资金',
    division: '330302',
    period: { from: '2026-12-01', to: '2027-11-30' },
    openUntil: '2027-06-30',
    donor: 'enterprise',
    donorName: '某鞋业有限公司',
    gift: { type: 'funds', source: 'social-capital', fen: 5_000_000 },
  },
};

/** The HTTP operations of the three lists, which live alike. */
export const routes = (['need', 'project', 'resource'] as const).flatMap(routesOf);

function routesOf(type: ListingType) {
  const name = LISTING_NAMES[type];
  const path = `/v1/${type}s` as const;
  const id = type.charAt(0).toUpperCase() + type.slice(1);
  const roles = PUBLISHERS[type];
  const schema = ANSWERS[type];
  const shown = { 200: { description: name, schema } } as const;
  const missing = { 404: { description: `没有这个${name}，或无权查看` } } as const;
  const own = { 404: { description: `没有这个${name}，或不由您办理` } } as const;
  const unfit = { 422: { description: '还有须填写或改正的内容；errors 逐项说明' } } as const;
  const shape: z.ZodObject = SHAPES[type];
  return [
    route({
      method: 'POST',
      path,
      operationId: `begin${id}`,
      etag: true,
      summary: `新建${name}`,
      description: `${CLAUSES[type]}先存草稿，可以分步填写。`,
      tag: TAG,
      access: { roles, division: ({ body }) => (body as { division?: string }).division },
      creates: true,
      body: shape.partial(),
      bodyExample: EXAMPLES[type],
      responses: { 201: { description: '草稿', schema } },
      handle: ({ body, caller, once }, deps: Deps) => begin(type, body, caller, deps, once),
    }),
    route({
      method: 'GET',
      path,
      operationId: `list${id}s`,
      summary: `${name}清单`,
      description: '一个行政区划内已发布的内容；筛选后一页可能不满，以 next 为准。',
      tag: TAG,
      access: { roles: EVERYBODY, division: ({ query }) => query.division },
      query: z.strictObject({
        division: Subtree,
        state: ListingState.exclude(['draft']).default('open'),
        action: Action.optional(),
        ...(type !== 'resource' && { kind: ServiceKind.optional() }),
        group: Group.optional(),
        ...(type === 'need' && { urgency: Urgency.optional() }),
        until: Day.optional().meta({ description: '截止日期不晚于此日' }),
        ...pageQuery,
      }),
      responses: { 200: { description: `一页${name}`, schema: pageOf(schema) } },
      handle: async ({ query, caller }, deps: Deps) => ({
        status: 200,
        body: await list(type, query as Parameters<typeof list>[1], caller, deps),
      }),
    }),
    route({
      method: 'GET',
      path: `${path}/mine`,
      operationId: `listMy${id}s`,
      summary: `我发布的${name}`,
      description: '包括草稿，最新的在前；机关的由本机关各经办人共有。',
      tag: TAG,
      access: { roles },
      query: z.strictObject(pageQuery),
      responses: { 200: { description: `一页${name}`, schema: pageOf(schema) } },
      handle: async ({ query, caller }, deps: Deps) => ({
        status: 200,
        body: await listMine(type, query, caller, deps),
      }),
    }),
    route({
      method: 'GET',
      path: `${path}/{id}`,
      operationId: `get${id}`,
      etag: true,
      summary: `查看${name}`,
      tag: TAG,
      access: { roles: EVERYBODY },
      params,
      responses: { ...shown, ...missing },
      handle: async ({ params, caller }, deps: Deps) =>
        answerOf(await visible(type, params.id, caller, deps), caller),
    }),
    route({
      method: 'PATCH',
      path: `${path}/{id}`,
      operationId: `edit${id}`,
      etag: true,
      summary: `修改${name}`,
      description: '只改给出的字段；null 表示清除（RFC 7396）。已发布的修改后重新匹配。',
      tag: TAG,
      access: { roles, division: ({ body }) => (body as { division?: string | null }).division ?? undefined },
      ifMatch: 'required',
      params,
      body: patchOf(shape),
      bodyExample: { title: '新的名称' },
      responses: { ...shown, ...own, ...RACED, ...unfit },
      handle: (input, deps: Deps) => edit(type, input.params.id, input.body, acting(input), deps),
    }),
    route({
      method: 'POST',
      path: `${path}/{id}/publish`,
      operationId: `publish${id}`,
      etag: true,
      summary: `发布${name}`,
      description: '检查是否齐全，列入清单，并开始匹配（M1.4）。',
      tag: TAG,
      access: { roles },
      ifMatch: 'optional',
      params,
      responses: { ...shown, ...own, ...RACED, ...unfit },
      handle: (input, deps: Deps) => retried(() => publish(type, input.params.id, acting(input), deps)),
    }),
    route({
      method: 'POST',
      path: `${path}/{id}/withdraw`,
      operationId: `withdraw${id}`,
      etag: true,
      summary: `撤回${name}`,
      tag: TAG,
      access: { roles },
      ifMatch: 'optional',
      params,
      body: WithdrawRequest,
      bodyExample: { reason: '已由村里自行解决' },
      responses: { ...shown, ...own, ...RACED },
      handle: (input, deps: Deps) =>
        retried(() => withdraw(type, input.params.id, input.body, acting(input), deps)),
    }),
  ];
}

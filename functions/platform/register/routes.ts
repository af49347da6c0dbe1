import * as z from 'zod';
import { CITY } from '../../../shared/divisions/index.ts';
import { Day } from '../../../shared/events/shapes.ts';
import { acting, Subtree } from '../../../shared/http/acting.ts';
import { pageOf, pageQuery } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Facts as FactsOf } from '../model/platform.ts';
import { change, register } from './keep.ts';
import { list, read, unmask } from './read.ts';
import {
  Facts,
  FactsPatch,
  Kind,
  ListedPlatform,
  PeopleAnswer,
  PublicPlatform,
  township,
  UnmaskRequest,
  WholePlatform,
} from './schema.ts';

const TAG = '乡镇（街道）平台';
const KEEPERS = ['township', 'county'] as const;
const params = z.strictObject({ township });
const NOT_FOUND = { 404: { description: '没有登记平台，或这里不设平台' } } as const;
const UNFIT = { 422: { description: '内容前后不符，或佐证没有上传；errors 逐项说明' } } as const;
const EXAMPLE = {
  name: '南汇街道社会组织服务平台',
  base: {
    kind: 'social-work-station',
    name: '南汇街道社工站',
    address: '南汇街道文化中心二楼',
    areaM2: 160,
    tenure: 'own',
  },
  staff: { total: 3, socialWorkers: 1 },
  opening: { daysAWeek: 6, hours: '8:30—17:30' },
};

/** The HTTP operations of the register. */
export const routes = [
  route({
    method: 'PUT',
    path: '/v1/platforms/{township}',
    operationId: 'registerPlatform',
    etag: true,
    summary: '登记平台，或重新填报',
    description:
      '由乡镇（街道）填报（C3）；不设乡镇的由县（市）民政填报共享平台。已登记的须带 If-Match。保存后随即判定是否实体化运作（T1）。',
    tag: TAG,
    access: { roles: KEEPERS, division: ({ params }) => params.township },
    ifMatch: 'optional',
    params,
    body: Facts,
    bodyExample: EXAMPLE,
    responses: {
      200: { description: '平台', schema: WholePlatform },
      201: { description: '新登记的平台', schema: WholePlatform },
      428: { description: '平台已登记，缺少 If-Match' },
      ...NOT_FOUND,
      ...UNFIT,
    },
    handle: (input, deps: Deps) =>
      retried(() => register(input.params.township, input.body as FactsOf, acting(input), deps)),
  }),
  route({
    method: 'PATCH',
    path: '/v1/platforms/{township}',
    operationId: 'changePlatform',
    etag: true,
    summary: '修改平台',
    description: '只填要修改的部分，null 为删去；各部分整体替换。',
    tag: TAG,
    access: { roles: KEEPERS, division: ({ params }) => params.township },
    ifMatch: 'required',
    params,
    body: FactsPatch,
    bodyExample: { opening: { daysAWeek: 5, hours: '9:00—17:00' } },
    responses: { 200: { description: '平台', schema: WholePlatform }, ...NOT_FOUND, ...UNFIT },
    handle: (input, deps: Deps) =>
      retried(() => change(input.params.township, input.body, acting(input), deps)),
  }),
  route({
    method: 'GET',
    path: '/v1/platforms/{township}',
    operationId: 'getPlatform',
    etag: true,
    summary: '查看平台',
    description: '公众看到的不含人员、经费和合同；填写 on 时为当日的情况。',
    tag: TAG,
    access: 'public',
    params,
    query: z.strictObject({ on: Day.optional() }),
    responses: {
      200: { description: '平台', schema: z.union([WholePlatform, PublicPlatform]) },
      ...NOT_FOUND,
    },
    handle: ({ params, query, caller }, deps: Deps) => read(params.township, query, caller, deps),
  }),
  route({
    method: 'GET',
    path: '/v1/platforms',
    operationId: 'listPlatforms',
    summary: '平台清单',
    tag: TAG,
    access: 'public',
    query: z.strictObject({
      division: Subtree.default(CITY.code),
      kind: Kind.optional(),
      operating: z
        .enum(['true', 'false'])
        .transform((text) => text === 'true')
        .optional()
        .meta({ description: '是否实体化运作（T1）' }),
      ...pageQuery,
    }),
    responses: { 200: { description: '一页平台', schema: pageOf(ListedPlatform) } },
    handle: async ({ query }, deps: Deps) => ({ status: 200, body: await list(query, deps) }),
  }),
  route({
    method: 'POST',
    path: '/v1/platforms/{township}/unmask',
    operationId: 'unmaskPlatformPeople',
    summary: '查看工作人员原文',
    description: '填报机关说明理由后，可以看到工作人员的姓名和电话；每次查看都记入办理记录。',
    tag: TAG,
    access: { roles: KEEPERS, division: ({ params }) => params.township },
    params,
    body: UnmaskRequest,
    bodyExample: { reason: '核对值班表' },
    responses: { 200: { description: '工作人员', schema: PeopleAnswer }, ...NOT_FOUND },
    handle: ({ params, body, caller }, deps: Deps) => unmask(params.township, body.reason, caller, deps),
  }),
];

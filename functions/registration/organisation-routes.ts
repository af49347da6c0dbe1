import * as z from 'zod';
import { divisionByCode } from '../../shared/divisions/index.ts';
import { Class, DivisionCode, Kind } from '../../shared/events/shapes.ts';
import { pageOf, pageQuery } from '../../shared/http/page.ts';
import { notFound } from '../../shared/http/problem.ts';
import { route } from '../../shared/http/route.ts';
import type { Deps } from './deps.ts';
import { listLedger, readOrganisation } from './lists.ts';
import { AUTHORITIES, EVERYBODY_CONCERNED, params } from './routes-common.ts';
import { OrganisationAnswer, Track } from './schema.ts';

const LEDGER = '台账';

/** The HTTP operations of the ledger of organisations. */
export const organisationRoutes = [
  route({
    method: 'GET',
    path: '/v1/organisations',
    operationId: 'listOrganisations',
    summary: '组织台账',
    description: '一个行政区划内的组织，可按办理方式、类型、类别筛选。',
    tag: LEDGER,
    access: { roles: AUTHORITIES, division: ({ query }) => query.division },
    query: z.strictObject({
      division: DivisionCode.refine((code) => divisionByCode(code) !== undefined, {
        error: '功能区不是行政区划，请按所辖街道查询',
      }),
      track: Track.optional(),
      class: Class.optional(),
      kind: Kind.optional(),
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
    path: '/v1/organisations/{id}',
    operationId: 'getOrganisation',
    etag: true,
    summary: '查看组织',
    tag: LEDGER,
    access: { roles: EVERYBODY_CONCERNED },
    params,
    responses: {
      200: { description: '组织', schema: OrganisationAnswer },
      404: { description: '没有这个组织，或无权查看' },
    },
    handle: async ({ params, caller }, deps: Deps) => {
      const found = await readOrganisation(params.id, caller, deps);
      if (!found) throw notFound('没有这个组织，或您无权查看');
      return found;
    },
  }),
];

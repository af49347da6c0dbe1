import { AUTHORITIES, acting, params, RACED } from '../../../shared/http/acting.ts';
import { pageOf } from '../../../shared/http/page.ts';
import { route } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { acceptProposal, dismissProposal } from './decide.ts';
import { listProposals } from './list.ts';
import { AcceptRequest, DismissRequest, ProposalAnswer, ProposalQuery } from './schema.ts';

const TAG = '台账';
const one = params.extend({ proposalId: params.shape.id });
const answered = {
  200: { description: '建议', schema: ProposalAnswer },
  404: { description: '没有这个组织或这项建议，或无权查看' },
  ...RACED,
} as const;

/** The HTTP operations of proposals to review the class of organisations (C1.1). */
export const classProposalRoutes = [
  route({
    method: 'GET',
    path: '/v1/organisations/class-proposals',
    operationId: 'listClassProposals',
    summary: '类型核定建议',
    description:
      '组织长期没有活动（沉寂）时自动提出，由登记、备案或管理机关决定；恢复活动的，待处理的建议自动撤回（C1.1）。筛选后一页可能不满，以 next 为准。',
    tag: TAG,
    access: { roles: AUTHORITIES, division: ({ query }) => query.division },
    query: ProposalQuery,
    responses: { 200: { description: '一页建议', schema: pageOf(ProposalAnswer) } },
    handle: async ({ query, caller }, deps: Deps) => ({
      status: 200,
      body: await listProposals(query, caller, deps),
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/organisations/{id}/class-proposals/{proposalId}/accept',
    operationId: 'acceptClassProposal',
    etag: true,
    summary: '采纳类型核定建议',
    description:
      '备案和村居管理的组织同时定为所选的类型，与“定类型”相同；登记的组织即为成熟型，采纳即开始核查是否继续活动，停止活动、注销等另行办理（C1.1）。',
    tag: TAG,
    access: { roles: AUTHORITIES },
    ifMatch: 'optional',
    params: one,
    body: AcceptRequest,
    bodyExample: { class: 'start-up', reason: '一年多没有开展活动，走访核实' },
    responses: { ...answered, 422: { description: '不能定为这一类型；errors 说明原因' } },
    handle: (input, deps: Deps) =>
      retried(() =>
        acceptProposal(input.params.id, input.params.proposalId, input.body, acting(input), deps),
      ),
  }),
  route({
    method: 'POST',
    path: '/v1/organisations/{id}/class-proposals/{proposalId}/dismiss',
    operationId: 'dismissClassProposal',
    etag: true,
    summary: '不予采纳类型核定建议',
    tag: TAG,
    access: { roles: AUTHORITIES },
    ifMatch: 'optional',
    params: one,
    body: DismissRequest,
    bodyExample: { reason: '活动照常，只是没有填报' },
    responses: answered,
    handle: (input, deps: Deps) =>
      retried(() =>
        dismissProposal(input.params.id, input.params.proposalId, input.body, acting(input), deps),
      ),
  }),
];

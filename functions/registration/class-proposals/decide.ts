import { conflict, notFound, preconditionFailed, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { type ClassProposal, decided, PROPOSAL_STATE_NAMES } from '../model/class-proposal.ts';
import type { Organisation } from '../model/organisation.ts';
import { type Acting, ruled } from '../organisations/find.ts';
import { graded } from '../organisations/grade.ts';
import { organisationEntry } from '../organisations/told.ts';
import { answerOf } from './answer.ts';
import type { AcceptRequest, DismissRequest } from './schema.ts';

/**
 * Accepts a proposal: the authority gives the class that it finds right, as in grading (C1.1), in the same step. Of a
 * registered organisation, which has no class to be given, it takes up the review of whether it goes on; what follows from
 * that is done by itself. The same again changes nothing.
 * @throws Problem 404 for whom it does not concern, 403 for others than its authority, 412 for another version of the
 * proposal, 409 when it is open no longer or the organisation has come to its end, 422 with what speaks against the class
 */
export async function acceptProposal(
  id: string,
  proposalId: string,
  { class: grade, reason }: AcceptRequest,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { organisation, proposal } = await proposed(id, proposalId, acting, deps);
  const { state, decision } = proposal;
  if (state === 'accepted' && decision!.class === grade && decision!.reason === reason)
    return answerOf(proposal, organisation);
  refuseDecided(proposal, acting);
  refuseUnfit(organisation, grade);
  const step = grade && graded(organisation, { class: grade, reason }, acting, deps);
  const by = { by: acting.caller.subject, at: deps.now().toISOString() };
  const accepted = decided(proposal, 'accepted', { ...by, reason, ...(grade && { class: grade }) });
  await deps.store.save({
    ...(step && { organisation: step.after, before: organisation }),
    classProposals: [accepted],
    audit: [
      ...(step ? [organisationEntry(id, step.action, acting.caller, step.detail)] : []),
      organisationEntry(id, 'class-review-accepted', acting.caller, { proposalId, reason }),
    ],
    ...(step && { events: step.events }),
  });
  return answerOf(accepted, step ? step.after : organisation);
}

/**
 * Dismisses a proposal, with a reason; it comes again only when the organisation was active meanwhile. The same again changes
 * nothing.
 * @throws Problem as `acceptProposal`
 */
export async function dismissProposal(
  id: string,
  proposalId: string,
  { reason }: DismissRequest,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const { organisation, proposal } = await proposed(id, proposalId, acting, deps);
  if (proposal.state === 'dismissed' && proposal.decision!.reason === reason)
    return answerOf(proposal, organisation);
  refuseDecided(proposal, acting);
  const by = { by: acting.caller.subject, at: deps.now().toISOString() };
  const dismissed = decided(proposal, 'dismissed', { ...by, reason });
  await deps.store.save({
    classProposals: [dismissed],
    audit: [organisationEntry(id, 'class-review-dismissed', acting.caller, { proposalId, reason })],
  });
  return answerOf(dismissed, organisation);
}

async function proposed(id: string, proposalId: string, { ifMatch: _, ...acting }: Acting, deps: Deps) {
  const organisation = await ruled(id, acting, deps);
  const proposal = await deps.store.classProposal(id, proposalId);
  if (!proposal) throw notFound('这个组织没有这项建议');
  return { organisation, proposal };
}

function refuseDecided({ state, version }: ClassProposal, { ifMatch }: Acting): void {
  if (ifMatch !== undefined && ifMatch !== String(version)) throw preconditionFailed();
  if (state !== 'open')
    throw conflict(`这项建议${PROPOSAL_STATE_NAMES[state]}，不能再处理`, { extra: { state } });
}

/** @throws Problem 422 without a class for one that has to be graded, or with one for the registered */
function refuseUnfit({ track }: Organisation, grade: AcceptRequest['class']): void {
  const detail =
    track === 'registered'
      ? grade && '登记的组织即为成熟型（C1.1），不另定类型，请去掉这一项'
      : grade === undefined && '请选择核定的类型：start-up 初创型或 growing 成长型（C1.1）';
  if (detail) throw unprocessable(detail, { errors: [{ pointer: '#/body/class', detail }] });
}

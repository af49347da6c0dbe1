import type * as z from 'zod';
import type { Answer } from '../../../shared/http/route.ts';
import { type ClassProposal, reviewOf } from '../model/class-proposal.ts';
import type { Organisation } from '../model/organisation.ts';
import type { ProposalAnswer } from './schema.ts';

/** The answer that shows a proposal. */
export const answerOf = (proposal: ClassProposal, organisation: Organisation): Answer => ({
  status: 200,
  body: shown(proposal, organisation),
  etag: proposal.version,
});

/** A proposal with what its organisation is now: what is still to be reviewed follows from that. */
export function shown(proposal: ClassProposal, organisation: Organisation): z.output<typeof ProposalAnswer> {
  const { name, division, track, class: grade, status } = organisation;
  const { id, organisationId, state, since, months, reason, policy, judgedOn } = proposal;
  const { decision, withdrawn, version } = proposal;
  return {
    id,
    state,
    review: state === 'open' ? reviewOf(organisation) : proposal.review,
    organisation: { id: organisationId, name, division, track, class: grade, status },
    class: proposal.class,
    since,
    months,
    reason,
    policy,
    judgedOn,
    ...(decision && { decision }),
    ...(withdrawn && { withdrawn }),
    version,
  };
}

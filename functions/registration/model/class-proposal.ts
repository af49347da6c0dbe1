/**
 * A proposal that an authority look at the class of an organisation (C1.1), made because it became dormant (沉寂). It changes
 * nothing by itself: the authority accepts or dismisses it. Pure.
 */
import type { Class } from '../../../shared/events/shapes.ts';
import type { Done } from './application.ts';
import type { Organisation } from './organisation.ts';

export const PROPOSAL_STATE_NAMES = {
  open: '待处理',
  accepted: '已采纳',
  dismissed: '不予采纳',
  withdrawn: '已撤回',
} as const;
export type ProposalState = keyof typeof PROPOSAL_STATE_NAMES;
export const PROPOSAL_STATES = Object.keys(PROPOSAL_STATE_NAMES) as readonly ProposalState[];

/** What is to be reviewed: whether its class is lowered, or, where there is no class below, whether it goes on at all. */
export const REVIEWS = ['lower-class', 'going-on'] as const;
type Review = (typeof REVIEWS)[number];

export interface ClassProposal {
  id: string;
  organisationId: string;
  division: string;
  state: ProposalState;
  review: Review;
  /** The class that it was when the proposal was made. */
  class: Class;
  /** The month since which it has been dormant, YYYY-MM, and how many months counted when that was found. */
  since: string;
  months: number;
  reason: string;
  /** Version of the activity policy. */
  policy: string;
  /** YYYY-MM-DD on which it was found dormant. */
  judgedOn: string;
  decision?: Done & { reason: string; class?: 'start-up' | 'growing' };
  withdrawn?: { at: string; why: string };
  version: number;
}

/** What was heard last of an organisation's dormancy: news with a lower revision is late. */
export interface Dormancy {
  organisationId: string;
  revision: number;
  /** The proposal made last. */
  proposalId?: string;
  version: number;
}

/** What is heard of an organisation's dormancy. */
interface Heard {
  organisationId: string;
  division: string;
  since: string;
  months: number;
  reason: string;
  policy: string;
  judgedOn: string;
  revision: number;
}

/** What is to be reviewed of a dormant organisation, by what it is in the ledger. */
export const reviewOf = ({ track, class: grade }: Pick<Organisation, 'track' | 'class'>): Review =>
  track !== 'registered' && grade === 'growing' ? 'lower-class' : 'going-on';

/** The proposal to which the dormancy of an organisation leads, by what it is in the ledger now. */
export function proposalFor(
  organisation: Pick<Organisation, 'track' | 'class'>,
  { organisationId, division, since, months, reason, policy, judgedOn, revision }: Heard,
): ClassProposal {
  return {
    id: `dormant-${revision}`,
    organisationId,
    division,
    state: 'open',
    review: reviewOf(organisation),
    class: organisation.class,
    since,
    months,
    reason,
    policy,
    judgedOn,
    version: 1,
  };
}

/** What is heard last after news. */
export const hearing = (
  before: Dormancy | undefined,
  { organisationId, revision }: Pick<Heard, 'organisationId' | 'revision'>,
  proposal?: ClassProposal,
): Dormancy => ({
  ...before,
  organisationId,
  revision,
  ...(proposal && { proposalId: proposal.id }),
  version: (before?.version ?? 0) + 1,
});

const WHY_WITHDRAWN = {
  dormant: '此后恢复过活动，又再次沉寂，另有新的建议',
  regular: '已恢复活动',
  falling: '已恢复活动，但仍比此前明显减少',
  unjudged: '已停止活动、注销或撤销，不再认定',
} as const;

/** A proposal that nobody decided on before its cause fell away. */
export const withdrawn = (
  proposal: ClassProposal,
  now: keyof typeof WHY_WITHDRAWN,
  at: string,
): ClassProposal => ({
  ...proposal,
  state: 'withdrawn',
  withdrawn: { at, why: WHY_WITHDRAWN[now] },
  version: proposal.version + 1,
});

export const decided = (
  proposal: ClassProposal,
  state: 'accepted' | 'dismissed',
  decision: NonNullable<ClassProposal['decision']>,
): ClassProposal => ({ ...proposal, state, decision, version: proposal.version + 1 });

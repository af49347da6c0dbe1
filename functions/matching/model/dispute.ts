/** What the two sides of a match do not agree on, and how the township rules (M1.4). Pure. */
import { resumed } from './delivery.ts';
import type { Match } from './match.ts';

/** The two sides of a match: who serves the need, and who published it. */
export const SIDE_NAMES = { organisation: '承接组织', owner: '需求发布方' } as const;
export type Side = keyof typeof SIDE_NAMES;
export const SIDES = Object.keys(SIDE_NAMES) as readonly Side[];
export const otherSide = (side: Side): Side => (side === 'owner' ? 'organisation' : 'owner');

export const ABOUT_NAMES = {
  progress: '进展不实',
  spending: '经费使用',
  completion: '完成情况',
  evaluation: '评价不公',
  conduct: '配合与行为',
} as const;
export type About = keyof typeof ABOUT_NAMES;
export const ABOUT = Object.keys(ABOUT_NAMES) as readonly About[];

export const DISPUTE_NAMES = {
  open: '待答复',
  answered: '待裁定',
  resolved: '已裁定',
  withdrawn: '已撤回',
} as const;
export type DisputeState = keyof typeof DISPUTE_NAMES;
export const DISPUTE_STATES = Object.keys(DISPUTE_NAMES) as readonly DisputeState[];

/** How a dispute ends: as it is, or with what was said to be complete done over. */
export const OUTCOME_NAMES = { stands: '维持现状', redo: '退回整改' } as const;
export type Outcome = keyof typeof OUTCOME_NAMES;
export const OUTCOMES = Object.keys(OUTCOME_NAMES) as readonly Outcome[];

export interface Dispute {
  /** From 1. */
  serial: number;
  by: Side;
  about: About;
  text: string;
  /** Ids of files kept. */
  evidence: readonly string[];
  state: DisputeState;
  /** What the other side says. */
  answer?: { text: string; at: string };
  ruling?: { outcome: Outcome; text: string; at: string };
  /** ISO 8601 instants. */
  at: string;
  endedAt?: string;
}

export const isUnsettled = ({ state }: Dispute) => state === 'open' || state === 'answered';

/** A match with a dispute more. */
export const disputed = (match: Match): Match => ({
  ...match,
  disputes: match.disputes + 1,
  serials: { ...match.serials, dispute: match.serials.dispute + 1 },
  version: match.version + 1,
});

/**
 * A match with a dispute settled. The need's owner has as long as ever to accept what was delivered.
 * @param acceptBy YYYY-MM-DD
 */
export function settled(match: Match, outcome: Outcome, acceptBy: string): Match {
  const after = { ...match, disputes: match.disputes - 1, version: match.version + 1 };
  if (match.state !== 'delivered') return after;
  return outcome === 'redo' ? resumed(after) : { ...after, acceptBy };
}

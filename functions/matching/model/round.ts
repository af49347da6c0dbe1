/** One allocation round of a county (M2.2): from its beginning to the proposals. Pure. */
import type { Supply } from './offer.ts';
import type { Score } from './score.ts';
import type { ChannelCaps } from './terms.ts';

/**
 * A round is solved, then holds the places that it chose, which nobody sees, then announces them. Until it announces it can
 * be rolled back whole; from then on it is carried through.
 */
export const ROUND_NAMES = {
  queued: '待求解',
  holding: '正在占位',
  announcing: '正在公布',
  done: '已完成',
  cancelling: '正在撤销',
  cancelled: '已撤销',
  failed: '未能求解',
} as const;
export type RoundState = keyof typeof ROUND_NAMES;
export const ROUND_STATES = Object.keys(ROUND_NAMES) as readonly RoundState[];

const OVER: readonly RoundState[] = ['done', 'cancelled', 'failed'];

export const isOver = ({ state }: Pick<Round, 'state'>) => OVER.includes(state);

export interface Round {
  id: string;
  county: string;
  /** The most that it gives from channels (M2.3). */
  channelCaps?: ChannelCaps;
  state: RoundState;
  by: { role: string; subject: string };
  /** ISO 8601 instants. */
  createdAt: string;
  touchedAt: string;
  solvedAt?: string;
  finishedAt?: string;
  /** The step that is due; only the event that names it does anything. */
  due: number;
  /** Which of perhaps several solutions counts: two workers may solve at once, and one is kept. */
  attempt?: string;
  /** SHA-256 of the instance that was solved, in hexadecimal. */
  instance?: string;
  needs?: number;
  organisations?: number;
  candidates?: number;
  /** Sum of the points of what was chosen, the bound proven for any choice, and their relative gap. */
  objective?: number;
  bound?: number;
  gap?: number;
  proven?: boolean;
  ms?: number;
  /** Rows in all, and dealt with in the present state. */
  rows: number;
  next: number;
  counts: { chosen: number; held: number; overtaken: number; announced: number };
  /** Why it could not be solved. */
  fault?: string;
  policy: string;
  version: number;
}

/** Whom a round chose for a need. */
export interface Choice {
  organisation: string;
  organisationName: string;
  project?: string;
  supply: Supply;
  score: Score;
}

/** What a round says of one place of a need: whom it chose, or why nobody. */
export interface RoundRow {
  /** From 0, in the order of the needs' ids. */
  number: number;
  need: string;
  title: string;
  division: string;
  chosen?: Choice;
  /** Why a better one was not chosen, and what would have made it match: sentences. */
  explanation: readonly string[];
  /** The offer by which it holds its place. */
  offer?: string;
  /** Why it could not hold it: somebody was faster. */
  overtaken?: string;
  /** Its place was still open then, and went back to the queue: the next best was asked. */
  returned?: true;
}

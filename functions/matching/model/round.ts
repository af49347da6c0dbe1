/** One allocation round of a county (M2.2): from its beginning to the proposals. Pure. */
import type { Supply } from './offer.ts';
import type { Score } from './score.ts';

export const ROUND_NAMES = {
  queued: '待求解',
  solved: '已求解',
  holding: '正在占位',
  announcing: '正在公布',
  done: '已完成',
  cancelled: '已撤销',
  failed: '未完成',
} as const;
export type RoundState = keyof typeof ROUND_NAMES;

export interface Round {
  id: string;
  county: string;
  state: RoundState;
  by: { role: string; subject: string };
  createdAt: string;
  solvedAt?: string;
  finishedAt?: string;
  /** The step that is due next; only the event that names it does anything. */
  due: number;
  /** SHA-256 of the instance that was solved, in hexadecimal. */
  instance?: string;
  needs?: number;
  organisations?: number;
  candidates?: number;
  /** Sum of the points of what was chosen, the bound proven for any choice, and their relative gap. */
  objective?: number;
  bound?: number;
  gap?: number;
  ms?: number;
  /** Rows dealt with in the present state. */
  next: number;
  counts: { chosen: number; held: number; overtaken: number; announced: number };
  fault?: string;
  policy: string;
  version: number;
}

/** What a round says of one need: whom it chose or why nobody, in the order of the needs' ids. */
export interface RoundRow {
  number: number;
  need: string;
  title: string;
  division: string;
  chosen?: { organisation: string; organisationName: string; project?: string; supply: Supply; score: Score };
  /** Why a better one was not chosen, and what would have made it match; sentences in Chinese. */
  explanation: readonly string[];
  /** What became of it. */
  offer?: string;
  overtaken?: true;
}

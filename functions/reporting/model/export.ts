/** A report made into a file, in the background. Pure. */
import type { Format } from '../documents/formats.ts';
import type { ReportState } from './report.ts';

export const EXPORT_STATES = {
  waiting: '等待生成',
  working: '正在生成',
  done: '已生成',
  failed: '未能生成',
} as const;
export type ExportState = keyof typeof EXPORT_STATES;

export interface Export {
  /** The same for the same content, state of the report and format. */
  id: string;
  division: string;
  period: string;
  /** Of the report, how far it had come, and what it said. */
  edition: number;
  reportState: ReportState;
  contentHash: string;
  contentKey: string;
  checkedAt?: string;
  signedAt?: string;
  format: Format;
  state: ExportState;
  /** From 1: the try whose event does anything. */
  attempt: number;
  percent: number;
  /** What is done now, in Chinese. */
  step: string;
  /** ISO 8601 instants. */
  requestedAt: string;
  touchedAt: string;
  finishedAt?: string;
  /** Why it could not be made, in Chinese. */
  fault?: string;
  file?: { key: string; name: string; size: number; sha256: string };
  /** Raised by one with every step. */
  version: number;
}

/** After so long without a step its event is lost: five tries of the queue, half an hour apart, are over. */
const LOST_MS = 3 * 3_600_000;

/** Whether it may be begun again: it failed, or nothing is heard of it any more. */
export const mayBeginAgain = ({ state, touchedAt }: Export, now: Date): boolean =>
  state === 'failed' || (state !== 'done' && now.getTime() - Date.parse(touchedAt) > LOST_MS);

/** As it waits to be made, for the first time or again. */
export const waiting = (
  what: Omit<Export, 'state' | 'attempt' | 'percent' | 'step' | 'requestedAt' | 'touchedAt' | 'version'>,
  before: Export | undefined,
  at: string,
): Export => ({
  ...what,
  state: 'waiting',
  attempt: (before?.attempt ?? 0) + 1,
  percent: 0,
  step: EXPORT_STATES.waiting,
  requestedAt: at,
  touchedAt: at,
  version: (before?.version ?? 0) + 1,
});

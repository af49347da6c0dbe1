/** Photos and papers that show what was done. Pure. */
import type { ContentType } from '../../../shared/files/formats.ts';
import type { Side } from './dispute.ts';
import type { Match } from './match.ts';

/** Formats of evidence. */
export const EVIDENCE_FORMATS = [
  'image/jpeg',
  'image/png',
  'application/pdf',
] as const satisfies ContentType[];

/** A file that one side shows, known by the hash of its bytes: the same again is the same evidence of that side. */
export interface Evidence {
  match: string;
  /** SHA-256 of the bytes, in hexadecimal. */
  id: string;
  by: Side;
  contentType: (typeof EVIDENCE_FORMATS)[number];
  /** Bytes. */
  size: number;
  /** Announced, or uploaded and checked. */
  state: 'awaited' | 'kept';
  /** ISO 8601 instant of that. */
  at: string;
  /** The match that showed the very same file before. */
  firstIn?: string;
  /** What refers to it, e.g. `report 3`: while something does, it stays. */
  usedBy: readonly string[];
  version: number;
}

/** Evidence to which something more, or no longer, refers. */
export const usedBy = (evidence: Evidence, what: string): Evidence => ({
  ...evidence,
  usedBy: [...evidence.usedBy, what],
  version: evidence.version + 1,
});
export const noLongerUsedBy = (evidence: Evidence, what: string): Evidence => ({
  ...evidence,
  usedBy: evidence.usedBy.filter((one) => one !== what),
  version: evidence.version + 1,
});

/** A match with a file more that is kept, or one less. */
export const withEvidence = (match: Match, { firstIn }: Evidence, by: 1 | -1): Match => ({
  ...match,
  evidence: match.evidence + by,
  reused: match.reused + (firstIn === undefined ? 0 : by),
  version: match.version + 1,
});

/** Photos and papers that show what is said of a platform. Pure. */
import type { ContentType } from '../../../shared/files/formats.ts';

export const EVIDENCE_FORMATS = [
  'image/jpeg',
  'image/png',
  'application/pdf',
] as const satisfies ContentType[];

/** A file of a platform, known by the hash of its bytes. What was kept stays: judgements of the past rest on it. */
export interface Evidence {
  township: string;
  /** SHA-256 of the bytes, in hexadecimal. */
  id: string;
  contentType: (typeof EVIDENCE_FORMATS)[number];
  /** Bytes. */
  size: number;
  /** Announced, or uploaded and checked. */
  state: 'awaited' | 'kept';
  /** ISO 8601 instant of that. */
  at: string;
  version: number;
}

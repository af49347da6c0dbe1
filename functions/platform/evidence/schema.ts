import * as z from 'zod';
import { bytes, sha256 } from '../../../shared/files/schema.ts';
import { EVIDENCE_FORMATS } from '../model/evidence.ts';

export const EvidenceRequest = z.strictObject({
  contentType: z.enum(EVIDENCE_FORMATS),
  size: bytes,
  sha256,
});
export type EvidenceRequest = z.infer<typeof EvidenceRequest>;

export const EvidenceAnswer = z.strictObject({
  id: z.string(),
  contentType: z.enum(EVIDENCE_FORMATS),
  size: z.int(),
  state: z.enum(['awaited', 'kept']).meta({ description: 'awaited 待上传，kept 已保存' }),
  at: z.iso.datetime(),
});

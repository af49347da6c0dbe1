import { createHash } from 'node:crypto';

/** A short hash of a text, as the version of what never changes but by deployment. */
export const fingerprint = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 16);

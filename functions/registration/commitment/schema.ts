import * as z from 'zod';

/** That somebody promised; who he is stands in the document. */
export const ShownCommitment = z.strictObject({
  by: z.string(),
  at: z.iso.datetime(),
  textHash: z.string(),
});

import * as z from 'zod';

const hash = z.string().meta({ description: '承诺书文本的 SHA-256，小写十六进制' });

/** That somebody promised; who he is stands in the document. */
export const ShownCommitment = z.strictObject({
  by: z.string().meta({ description: '在线确认的用户' }),
  at: z.iso.datetime(),
  textHash: hash,
});

const Leader = z.int().min(0).max(29);

/** Which of the leaders promises. */
export const LeaderQuery = z.strictObject({
  leader: z.coerce
    .number()
    .pipe(Leader)
    .default(0)
    .meta({ description: '由哪一位拟任负责人承诺：在 leaders 中的序号，从 0 起' }),
});

export const CommitmentAnswer = z.strictObject({
  title: z.string(),
  addressee: z.string().meta({ description: '登记管理机关' }),
  paragraphs: z.array(z.string()),
  textHash: hash,
  committed: ShownCommitment.optional(),
});

export const CommitRequest = z.strictObject({
  textHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: '应为读取承诺书时所得的 textHash' })
    .meta({ description: '所确认的文本：读取承诺书时所得的 textHash' }),
  leader: Leader.meta({ description: '承诺人：在 leaders 中的序号，从 0 起' }),
  agreed: z.literal(true, { error: '应为 true，表示已阅读并同意承诺书' }),
});
export type CommitRequest = z.infer<typeof CommitRequest>;

/**
 * A bundled worker (WORKER) alone in a process, as Lambda has it: takes the body of a message, answers how many failed and
 * the most memory that it has had so far.
 */
import type { SQSEvent } from 'aws-lambda';

const { handler } = (await import(process.env.WORKER!)) as {
  handler: (event: SQSEvent, context: object) => Promise<{ batchItemFailures: object[] }>;
};

process.on('message', (body: string) => {
  const record = { body, messageId: 'bench', attributes: { ApproximateReceiveCount: '1' } };
  void handler({ Records: [record] } as unknown as SQSEvent, {}).then(({ batchItemFailures }) =>
    process.send!({
      failures: batchItemFailures.length,
      // In kilobytes.
      peakBytes: process.resourceUsage().maxRSS * 1024,
    }),
  );
});

/**
 * Does work on all, a bounded number at once; when some fails, the rest is seen through and the first failure thrown.
 * @param most how many are worked on at one time
 */
export async function atOnce<T>(
  all: Iterable<T>,
  most: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const waiting = [...all].values();
  const runs = Array.from({ length: most }, async () => {
    for (const one of waiting) await work(one);
  });
  const settled = await Promise.allSettled(runs);
  const failed = settled.find((run) => run.status === 'rejected');
  if (failed) throw failed.reason;
}

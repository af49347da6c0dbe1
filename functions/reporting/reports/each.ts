import type { Deps } from '../deps.ts';

/**
 * Does one thing after another until the time is up; one that fails holds up no other.
 * @returns how many were done
 * @throws AggregateError of those that failed, after all others
 */
export async function eachUntil(
  work: readonly (() => Promise<unknown>)[],
  until: Date,
  { now }: Pick<Deps, 'now'>,
): Promise<number> {
  const failed: unknown[] = [];
  let done = 0;
  for (const one of work) {
    if (now() > until) break;
    try {
      await one();
      done += 1;
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} reports failed`);
  return done;
}

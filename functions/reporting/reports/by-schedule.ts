import type { Deps } from '../deps.ts';
import { draftDue } from './draft-due.ts';
import { restateDue } from './restate-due.ts';

/**
 * What reports want by schedule: drafts that are due, then restatements. Where some fail the others are made all the same.
 * @param until instant after which nothing more is begun
 * @returns how many were drafted, and how many signed ones were held against the figures that stand
 * @throws AggregateError of what failed
 */
export async function reportsDue(deps: Deps, until: Date) {
  const [drafted, held] = [await settled(draftDue(deps, until)), await settled(restateDue(deps, until))];
  const failed = [drafted, held].flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (failed.length > 0) throw new AggregateError(failed.flatMap(errorsOf), 'some reports failed');
  return { drafted: countOf(drafted), held: countOf(held) };
}

const settled = async (work: Promise<number>) => (await Promise.allSettled([work]))[0]!;
const countOf = (one: PromiseSettledResult<number>) => (one.status === 'fulfilled' ? one.value : 0);
const errorsOf = (error: unknown): unknown[] => (error instanceof AggregateError ? error.errors : [error]);

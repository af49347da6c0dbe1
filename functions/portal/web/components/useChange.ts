import { nextTick } from 'vue';
import { problemOf } from '../api/problem.ts';
import { patchOf } from './patch.ts';
import { useStep } from './useStep.ts';
import { useAsked } from './useUnsaved.ts';

/**
 * Changes what is kept by what a form now says otherwise than it said at first.
 * @param version of what the API holds
 * @param body what the form says now
 * @param changes first parts of the keys of the queries that show it
 */
export function useChange<B extends object>(
  version: () => string,
  body: () => B,
  change: (patch: Record<string, unknown>, version: string) => Promise<unknown>,
  changes: readonly string[],
) {
  const before = body();
  let filledFrom = version();
  const { settle } = useAsked(body);
  const { taken, pending, error, errors } = useStep(async () => {
    const patch = patchOf(before, body());
    if (Object.keys(patch).length > 0) await change(patch, filledFrom);
    settle();
  }, changes);
  /** Whether it was taken. */
  async function save(): Promise<boolean> {
    try {
      await taken();
      return true;
    } catch (refusal) {
      // Not before: a form that named the newer version would undo unseen what somebody else changed.
      if (problemOf(refusal)?.status === 412) {
        await nextTick();
        filledFrom = version();
      }
      return false;
    }
  }
  return { save, pending, error, errors };
}

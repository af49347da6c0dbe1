import { computed, shallowRef } from 'vue';
import { patchOf } from './patch.ts';
import type { Base } from './useBase.ts';
import { useStep } from './useStep.ts';
import { useAsked } from './useUnsaved.ts';

/**
 * Changes what is kept by what a form now says otherwise than it said at first.
 * @param body what the form says now
 * @param base the version that it was filled from
 * @param change takes the fields that say otherwise, and that version
 * @param changes first parts of the keys of the queries that show it
 */
export function useChange<B extends object>(
  body: () => B,
  base: Base,
  change: (patch: Record<string, unknown>, version: string) => Promise<unknown>,
  changes: readonly string[],
) {
  const held = shallowRef(body());
  const patch = computed(() => patchOf(held.value, body()));
  const changed = computed(() => Object.keys(patch.value).length > 0);
  const { settle } = useAsked(body);
  const { taken, pending, done, error, errors } = useStep(async () => {
    if (changed.value) await change(patch.value, base.base());
  }, changes);
  /** Whether it was taken. */
  async function save(): Promise<boolean> {
    try {
      await taken();
    } catch (refusal) {
      await base.told(refusal);
      return false;
    }
    held.value = body();
    settle();
    await base.renew();
    return true;
  }
  return { save, changed, pending, done, error, errors };
}

import { computed, nextTick, onMounted, ref, useTemplateRef, watch } from 'vue';
import { useRoute } from 'vue-router';
import { versionOf } from '../api/client.ts';
import { ApiProblem, fieldErrors } from '../api/problem.ts';
import { patchOf } from './patch.ts';
import { useStep } from './useStep.ts';

/**
 * Changes an entry of a list and publishes it: what is typed is saved first, and kept to be published again when that is
 * refused. The page shows what was said at its element `result`, to which the focus goes.
 * @param body what the form says now
 * @param words what is said after saving a draft, changing what is published, publishing
 */
export function useDraftEdit<B extends object>(
  entry: () => { version: string; isDraft: boolean },
  body: () => B,
  {
    change,
    publish,
    changes,
    words,
  }: {
    change: (patch: Record<string, unknown>, version: string) => Promise<{ response: Response }>;
    publish: (version: string) => Promise<unknown>;
    changes: readonly string[];
    words: { saved: string; changed: string; published: string };
  },
) {
  const route = useRoute();
  /** What the API holds, and its version: of a step in two halves the first may have been taken. */
  let held = body();
  let current = entry().version;
  watch(
    () => entry().version,
    (newer) => {
      current = newer;
    },
  );
  const result = useTemplateRef<HTMLElement>('result');
  const said = ref(route.query.saved === 'yes' ? words.saved : undefined);
  const focus = async () => {
    await nextTick();
    result.value?.focus();
  };
  onMounted(async () => {
    if (said.value !== undefined) await focus();
  });

  const { taken, pending, error } = useStep(async (publishes: boolean) => {
    const after = body();
    const patch = patchOf(held, after);
    if (Object.keys(patch).length > 0) {
      const { response } = await change(patch, current);
      current = versionOf(response);
      held = after;
    }
    if (publishes) await publish(current);
    return publishes ? words.published : entry().isDraft ? words.saved : words.changed;
  }, changes);
  const errors = computed(() => (error.value instanceof ApiProblem ? fieldErrors(error.value.problem) : {}));

  async function save(publishes: boolean): Promise<void> {
    said.value = undefined;
    said.value = await taken(publishes).catch(() => undefined);
    await focus();
  }
  return { save, said, pending, error, errors };
}

/** What is typed in a step is not lost when one leaves it: it is saved on the way, or stays when it cannot be. */
import { ref, type ShallowRef, watch } from 'vue';
import { onBeforeRouteLeave, onBeforeRouteUpdate, type RouteLocationNormalized, useRouter } from 'vue-router';
import { useUnsaved } from '../../components/useUnsaved.ts';
import type { DraftPatch } from './types.ts';

/** A step that tells what it would save; one without fields tells nothing. */
export interface StepForm {
  patch?: () => DraftPatch;
}

/**
 * @param form the step that is open
 * @param save saves what is typed; fails when it is refused
 */
export function useLeaving(
  form: Readonly<ShallowRef<StepForm | null>>,
  save: (patch: DraftPatch) => Promise<unknown>,
) {
  const router = useRouter();
  const { unsaved, settle } = useUnsaved(() => form.value?.patch?.());
  watch(form, settle, { flush: 'post' });

  /** Where somebody wanted to go when what is typed was refused. */
  const wanted = ref<string>();
  async function guard({ fullPath }: RouteLocationNormalized): Promise<boolean> {
    wanted.value = undefined;
    if (!unsaved()) return true;
    try {
      await save(form.value!.patch!());
      return true;
    } catch {
      wanted.value = fullPath;
      return false;
    }
  }
  onBeforeRouteLeave(guard);
  onBeforeRouteUpdate(guard);

  /** Goes all the same; what is typed is given up. */
  async function leave() {
    const path = wanted.value!;
    settle();
    await router.push(path);
  }

  return { wanted, leave, settle };
}

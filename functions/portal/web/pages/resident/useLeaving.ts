/** What is typed in a step is not lost when one leaves it: it is saved on the way, or stays when it cannot be. */
import { onBeforeUnmount, onMounted, ref, type ShallowRef, watch } from 'vue';
import { onBeforeRouteLeave, onBeforeRouteUpdate, type RouteLocationNormalized, useRouter } from 'vue-router';
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
  const said = () => JSON.stringify(form.value?.patch?.());
  let saved = said();
  /** What the step says now is saved. */
  const settle = () => {
    saved = said();
  };
  watch(form, settle, { flush: 'post' });
  const unsaved = () => said() !== saved;

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

  // The window is closed, or goes to another site: all that can be done is to ask.
  const ask = (event: BeforeUnloadEvent) => {
    if (unsaved()) event.preventDefault();
  };
  onMounted(() => addEventListener('beforeunload', ask));
  onBeforeUnmount(() => removeEventListener('beforeunload', ask));
  return { wanted, leave, settle };
}

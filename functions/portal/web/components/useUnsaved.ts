import { onBeforeUnmount, onMounted } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';
import { texts } from '../texts/index.ts';

/**
 * Knows whether a form says anything that is not saved; before the window is closed or goes to another site, one is asked.
 * @param said what the form says now
 */
export function useUnsaved(said: () => unknown) {
  const now = () => JSON.stringify(said());
  let saved = now();
  const unsaved = () => now() !== saved;
  const ask = (event: BeforeUnloadEvent) => {
    if (unsaved()) event.preventDefault();
  };
  onMounted(() => addEventListener('beforeunload', ask));
  onBeforeUnmount(() => removeEventListener('beforeunload', ask));
  return {
    unsaved,
    /** What the form says now is saved, or given up. */
    settle: () => {
      saved = now();
    },
  };
}

/** As `useUnsaved`; one is asked before another page of the application, too. */
export function useAsked(said: () => unknown) {
  const { unsaved, settle } = useUnsaved(said);
  const leave = () => !unsaved() || confirm(texts.app.leaveUnsaved);
  onBeforeRouteLeave(leave);
  return { leave, settle };
}

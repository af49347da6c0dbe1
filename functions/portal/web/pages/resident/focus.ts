import { nextTick } from 'vue';

/** Leads to the first field that is wrong, else to what went wrong. */
export async function focusFault(): Promise<void> {
  await nextTick();
  const fault = document.querySelector<HTMLElement>('main [aria-invalid="true"], main .note.bad');
  if (!fault) return;
  if (fault.matches('.note')) fault.tabIndex = -1;
  fault.focus();
}

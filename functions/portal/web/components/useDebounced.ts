import { onScopeDispose, type Ref, ref, watch } from 'vue';

/** What was typed, once it has rested for some milliseconds. */
export function useDebounced<T>(source: () => T, ms = 300): Ref<T> {
  const rested = ref(source()) as Ref<T>;
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(source, (value) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      rested.value = value;
    }, ms);
  });
  onScopeDispose(() => clearTimeout(timer));
  return rested;
}

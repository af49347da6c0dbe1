import { type ComputedRef, computed } from 'vue';
import { who } from '../../session/session.ts';

/** Whether one keeps a platform oneself: its township, or the county whose shared platform has the county's own code. */
export const useKeeper = (township: () => string): ComputedRef<boolean> =>
  computed(() => who.value?.division === township() && ['township', 'county'].includes(who.value.role));

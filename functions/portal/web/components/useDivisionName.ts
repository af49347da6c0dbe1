import { useQuery } from '@tanstack/vue-query';
import { type ComputedRef, computed } from 'vue';
import { GET } from '../api/client.ts';

const CITY = '3303';
/** Lengths of the codes of the city, its counties, townships and communities. */
const LENGTHS = [4, 6, 9, 12];

/** The names of a division and of those it lies in, from its county on; the code until they are known. */
export function useDivisionName(code: () => string | undefined): ComputedRef<string> {
  const steps = [1, 2, 3].map((level) => {
    const parent = computed(() => code()?.slice(0, LENGTHS[level - 1]) ?? CITY);
    const own = computed(() => code()?.slice(0, LENGTHS[level]));
    const { data } = useQuery({
      // As DivisionSelect reads them.
      queryKey: ['divisions', parent],
      enabled: computed(() => (code()?.length ?? 0) >= LENGTHS[level]!),
      staleTime: 3_600_000,
      queryFn: async () =>
        (await GET('/v1/divisions', { params: { query: { parent: parent.value } } })).data!.items,
    });
    return computed(() =>
      (code()?.length ?? 0) >= LENGTHS[level]!
        ? data.value?.find((one) => one.code === own.value)?.name
        : undefined,
    );
  });
  return computed(() => steps.map((name) => name.value ?? '').join('') || (code() ?? ''));
}

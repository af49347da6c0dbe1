import { useQueries } from '@tanstack/vue-query';
import { type ComputedRef, computed } from 'vue';
import { GET } from '../api/client.ts';
import { texts } from '../texts/index.ts';

const CITY = '3303';
/** Lengths of the codes of the city, its counties, townships and communities. */
const LENGTHS = [4, 6, 9, 12];

/** Codes of the divisions that a division lies in, from the city on. */
const above = (code: string) =>
  LENGTHS.filter((length) => length < code.length).map((length) => code.slice(0, length));

/** Each step of a code below the city, the last one being itself. */
const steps = (code: string) =>
  LENGTHS.slice(1)
    .filter((length) => length <= code.length)
    .map((length) => code.slice(0, length));

/** Names of many divisions, each with those it lies in, from its county on; the code until they are known. */
export function useDivisionNames(codes: () => readonly string[]): ComputedRef<(code: string) => string> {
  const parents = computed(() => [...new Set(codes().flatMap(above))].sort());
  const lists = useQueries({
    queries: computed(() =>
      parents.value.map((parent) => ({
        // As DivisionSelect reads them.
        queryKey: ['divisions', parent],
        staleTime: 3_600_000,
        queryFn: async () => (await GET('/v1/divisions', { params: { query: { parent } } })).data!.items,
      })),
    ),
  });
  const names = computed(
    () => new Map(lists.value.flatMap(({ data }) => data ?? []).map(({ code, name }) => [code, name])),
  );
  return computed(() => (code) => {
    if (code === CITY) return texts.app.city;
    const found = steps(code).map((step) => names.value.get(step));
    return found.every((name) => name !== undefined) ? found.join('') : code;
  });
}

/** The names of a division and of those it lies in, from its county on; the code until they are known. */
export function useDivisionName(code: () => string | undefined): ComputedRef<string> {
  const names = useDivisionNames(() => [code() ?? ''].filter(Boolean));
  return computed(() => names.value(code() ?? ''));
}

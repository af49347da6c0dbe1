import { useQueries } from '@tanstack/vue-query';
import { computed } from 'vue';
import { GET } from '../api/client.ts';
import { namedDivision, parentsOf } from './division-names.ts';

/** Names for the codes of a table's rows: a function that gives the code itself until its name is known. */
export function useDivisionNames(codes: () => readonly string[]): (code: string) => string {
  const parents = computed(() => parentsOf(codes()));
  const lists = useQueries({
    queries: computed(() =>
      parents.value.map((parent) => ({
        // As DivisionSelect and useDivisionName read them.
        queryKey: ['divisions', parent],
        staleTime: 3_600_000,
        queryFn: async () => (await GET('/v1/divisions', { params: { query: { parent } } })).data!.items,
      })),
    ),
  });
  const names = computed(
    () => new Map(lists.value.flatMap(({ data }) => (data ?? []).map(({ code, name }) => [code, name]))),
  );
  return (code) => namedDivision(code, names.value);
}

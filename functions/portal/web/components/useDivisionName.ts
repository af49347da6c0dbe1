import { useQueries } from '@tanstack/vue-query';
import { type ComputedRef, computed } from 'vue';
import { GET } from '../api/client.ts';
import { texts } from '../texts/index.ts';
import { namedDivision, parentsOf } from './division-names.ts';

const CITY = '3303';

/** Names for the codes of a table's rows: a function that gives the code itself until its name is known. */
export function useDivisionNames(codes: () => readonly string[]): (code: string) => string {
  const parents = computed(() => parentsOf(codes()));
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
  return (code) => (code === CITY ? texts.app.city : namedDivision(code, names.value));
}

/** The names of a division and of those it lies in, from its county on; the code until they are known. */
export function useDivisionName(code: () => string | undefined): ComputedRef<string> {
  const nameOf = useDivisionNames(() => [code() ?? ''].filter(Boolean));
  return computed(() => nameOf(code() ?? ''));
}

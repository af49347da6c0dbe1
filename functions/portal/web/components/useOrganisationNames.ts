import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { GET } from '../api/client.ts';

/** As many as the API names at once. */
const AT_ONCE = 100;

/** Names for the ids of a table's rows: a function that gives the id itself where its name is not known. */
export function useOrganisationNames(ids: () => readonly string[]): (id: string) => string {
  const asked = computed(() => [...new Set(ids())].sort());
  const { data } = useQuery({
    queryKey: ['organisation-names', asked],
    enabled: computed(() => asked.value.length > 0),
    placeholderData: keepPreviousData,
    staleTime: 600_000,
    queryFn: async () => {
      const parts = Array.from({ length: Math.ceil(asked.value.length / AT_ONCE) }, (_, part) =>
        asked.value.slice(part * AT_ONCE, (part + 1) * AT_ONCE).join(','),
      );
      const answers = await Promise.all(
        parts.map((part) => GET('/v1/organisations/names', { params: { query: { ids: part } } })),
      );
      return new Map(answers.flatMap(({ data: named }) => named!.items).map(({ id, name }) => [id, name]));
    },
  });
  return (id) => data.value?.get(id) ?? id;
}

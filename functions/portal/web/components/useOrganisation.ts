import { useQuery } from '@tanstack/vue-query';
import { computed, ref } from 'vue';
import { allPages } from '../api/all-pages.ts';
import { GET } from '../api/client.ts';
import { who } from '../session/session.ts';

const chosen = ref('');

/**
 * The organisations that the account speaks for, and the one that all pages look at.
 * @param asked false where nobody needs to know them now
 */
export function useOrganisation(asked: () => boolean = () => true) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['capacities', 'mine', computed(() => who.value?.subject)],
    enabled: computed(asked),
    staleTime: 60_000,
    queryFn: () =>
      allPages(
        async (cursor) =>
          (await GET('/v1/capacities/mine', { params: { query: { limit: 100, ...cursor } } })).data!,
      ),
  });
  const organisation = computed(() => data.value?.find(({ id }) => id === chosen.value) ?? data.value?.[0]);
  return {
    /** Id of the one looked at; set to look at another. */
    id: computed({
      get: () => organisation.value?.id ?? '',
      set: (id: string) => {
        chosen.value = id;
      },
    }),
    organisation,
    organisations: computed(() => data.value ?? []),
    error,
    pending: isPending,
    refetch,
  };
}

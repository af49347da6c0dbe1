import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { GET, versionOf } from '../../api/client.ts';

/** A contest with its version, as several pages look at it. */
export function useContest(id: () => string) {
  return useQuery({
    queryKey: ['contests', computed(id)],
    queryFn: async () => {
      const { data, response } = await GET('/v1/contests/{id}', { params: { path: { id: id() } } });
      return { contest: data!, version: versionOf(response) };
    },
  });
}

/** Its entries as far as one may see them; judges see with each what keeps them from it and what they gave it. */
export function useEntries(id: () => string) {
  return useQuery({
    queryKey: ['contests', computed(id), 'entries'],
    queryFn: async () =>
      (await GET('/v1/contests/{id}/entries', { params: { path: { id: id() } } })).data!.items,
  });
}

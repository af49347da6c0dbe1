import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { GET, versionOf } from '../../api/client.ts';

/** A fair with its version, as several pages look at it. */
export function useFair(id: () => string) {
  return useQuery({
    queryKey: ['fairs', computed(id)],
    queryFn: async () => {
      const { data, response } = await GET('/v1/fairs/{id}', { params: { path: { id: id() } } });
      return { fair: data!, version: versionOf(response) };
    },
  });
}
